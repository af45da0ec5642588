/** Longest pause, in milliseconds, that is made up for: after a longer one the run simply goes on. */
const LONGEST_GAP = 250;
/** Weight of the newest measurement. */
const NEWEST = 0.15;

/** Turns seconds on the clock into seconds of the run, and measures how well the machine keeps up. */
export class Pace {
  /** Simulated seconds per second, as it really went. */
  measured = 0;
  private speed = 1;
  private head = 0;
  private at = 0;
  private measuredNow = 0;
  private measuredAt = 0;

  start(now: number, speed: number, wall: number): void {
    this.speed = speed;
    this.head = now;
    this.at = wall;
    this.measuredNow = now;
    this.measuredAt = wall;
    this.measured = speed === Infinity ? this.measured : speed;
  }

  /** How far the run should be at `wall`. */
  goal(wall: number, duration: number): number {
    const passed = Math.min(LONGEST_GAP, wall - this.at) / 1000;
    this.at = wall;
    this.head = this.speed === Infinity ? duration : Math.min(duration, this.head + passed * this.speed);
    return this.head;
  }

  /** @param behind the goal was not reached: it is taken back, for a debt would never be paid off. */
  measure(now: number, wall: number, behind: boolean): void {
    if (behind) this.head = now;
    const seconds = (wall - this.measuredAt) / 1000;
    if (seconds < 0.1) return;
    const pace = (now - this.measuredNow) / seconds;
    this.measured = this.measured === 0 ? pace : this.measured + (pace - this.measured) * NEWEST;
    this.measuredNow = now;
    this.measuredAt = wall;
  }
}
