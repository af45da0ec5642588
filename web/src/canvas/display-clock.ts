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
  private runs = false;
  private drains = false;

  /** A frame says that it was `now` at `wall` (milliseconds). */
  tell(now: number, pace: number, playing: boolean, wall: number): void {
    this.target = now;
    this.targetAt = wall;
    this.pace = pace;
    this.runs = playing;
    this.drains = false;
    if (!playing) this.now = now;
  }

  get isRunning(): boolean {
    return this.runs;
  }

  get isDraining(): boolean {
    return this.drains;
  }

  /** The run is over: the clock goes on alone, so that the last dots arrive. */
  drain(): void {
    this.drains = true;
  }

  /** Jumps to a time. */
  set(now: number, wall: number): void {
    this.now = now;
    this.readAt = wall;
    this.tell(now, this.pace, false, wall);
  }

  read(wall: number): number {
    const passed = Math.min(0.1, Math.max(0, (wall - this.readAt) / 1000));
    this.readAt = wall;
    if (this.drains) this.now += passed * this.pace;
    if (!this.runs) return this.now;
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
