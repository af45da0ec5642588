/**
 * Passive health checks as nginx has them (1.22.1, `max_fails` and `fail_timeout`): nobody asks a backend
 * how it is; its failures at real requests tell. Time counts in whole seconds, as in nginx: a backend with
 * `maxFails` failures is left alone while `floor(now) − floor(last failure) ≤ failTimeout`, so for T to
 * T + 1 seconds. Then one request may try it; if that fails, it is left alone again, and if it succeeds,
 * all is forgotten.
 */
export class PassiveHealth {
  private readonly fails: Int32Array;
  /** Whole second of the last failure, or of the last probe. */
  private readonly checked: Float64Array;
  private readonly accessed: Float64Array;
  /** Backends with enough failures: few, so looking at each before a pick is cheap. */
  private readonly failing = new Set<number>();
  private readonly maxFails: number;
  private readonly failTimeout: number;

  /** @param maxFails 0 switches the checks off. @param failTimeout seconds. */
  constructor(size: number, maxFails: number, failTimeout: number) {
    this.fails = new Int32Array(size);
    this.checked = new Float64Array(size);
    this.accessed = new Float64Array(size);
    this.maxFails = maxFails;
    this.failTimeout = failTimeout;
  }

  /** Calls back for every backend that has failed too often, with whether it may be tried now. */
  forEachFailing(now: number, visit: (index: number, mayTry: boolean) => void): void {
    if (this.failing.size === 0) return;
    const second = Math.floor(now);
    for (const index of this.failing) visit(index, second - this.checked[index] > this.failTimeout);
  }

  isFailing(index: number): boolean {
    return this.failing.has(index);
  }

  picked(index: number, now: number): void {
    const second = Math.floor(now);
    if (second - this.checked[index] > this.failTimeout) this.checked[index] = second;
  }

  /** @returns whether this failure is the one that takes the backend out. */
  failed(index: number, now: number): boolean {
    if (this.maxFails === 0) return false;
    this.fails[index]++;
    this.accessed[index] = this.checked[index] = Math.floor(now);
    if (this.fails[index] < this.maxFails || this.failing.has(index)) return false;
    this.failing.add(index);
    return true;
  }

  /** @returns whether this success brings a backend back that was out. */
  succeeded(index: number): boolean {
    if (this.fails[index] === 0 || this.accessed[index] >= this.checked[index]) return false;
    this.fails[index] = 0;
    return this.failing.delete(index);
  }
}
