/** How strongly the shown time is pulled to the true one, per second. */
const PULL = 6;
/** Behind or ahead by more than this many seconds on screen, it jumps. */
const MOST_OFF = 0.6;

/**
 * The simulated time that the picture shows. Frames come at uneven intervals; the clock runs evenly between
 * them at the pace of play and leans towards the time of the newest frame. It never runs backward by itself.
 */
export class DisplayClock {
  now = 0;
  private target = 0;
  private targetAt = 0;
  private readAt = 0;
  private pace = 0;

  /** A frame says that it was `now` at `wall` (milliseconds). */
  tell(now: number, pace: number, playing: boolean, wall: number): void {
    this.target = now;
    this.targetAt = wall;
    this.pace = playing ? pace : 0;
    if (!playing) this.now = now;
  }

  /** Jumps to a time. */
  set(now: number, wall: number): void {
    this.now = now;
    this.readAt = wall;
    this.tell(now, 0, false, wall);
  }

  read(wall: number): number {
    const passed = Math.min(0.1, Math.max(0, (wall - this.readAt) / 1000));
    this.readAt = wall;
    if (this.pace === 0) return this.now;
    const truth = this.target + Math.min(0.1, (wall - this.targetAt) / 1000) * this.pace;
    const guess = this.now + passed * this.pace;
    const off = truth - guess;
    this.now =
      Math.abs(off) > MOST_OFF * this.pace
        ? truth
        : Math.max(this.now, guess + off * Math.min(1, PULL * passed));
    return this.now;
  }
}
