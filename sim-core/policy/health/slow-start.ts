/** Weights are counted in so many parts while backends may be slowly starting. */
export const SLOW_START_SCALE = 16;

/**
 * Slow start: a backend that comes back gets a share that grows evenly from next to nothing to its weight
 * within `window` seconds. HAProxy 2.6's `slowstart` (and Envoy's with aggression 1, but for Envoy's floor of
 * a tenth): weights in sixteenths, changed every twentieth of the window but not more often than every
 * second.
 */
export class SlowStart {
  /** Seconds between changes of weight. */
  readonly step: number;
  private readonly window: number;
  private readonly since = new Map<number, number>();

  constructor(window: number) {
    this.window = window;
    this.step = Math.max(1, window / 20);
  }

  get isIdle(): boolean {
    return this.since.size === 0;
  }

  /** A backend came back. */
  began(index: number, now: number): void {
    this.since.set(index, now);
  }

  /** A backend left. */
  ended(index: number): void {
    this.since.delete(index);
  }

  /** Calls back with the weight of every backend that is starting, in parts; those that are through are forgotten. */
  round(now: number, weights: ArrayLike<number>, set: (index: number, parts: number) => void): void {
    for (const [index, since] of this.since) {
      set(index, this.partsOf(weights[index], now - since));
      if (now - since >= this.window) this.since.delete(index);
    }
  }

  private partsOf(weight: number, elapsed: number): number {
    const whole = weight * SLOW_START_SCALE;
    if (elapsed >= this.window) return whole;
    const parts = Math.floor((SLOW_START_SCALE * elapsed + this.window) / this.window);
    return Math.max(1, Math.min(whole, weight * Math.min(SLOW_START_SCALE, parts)));
  }
}
