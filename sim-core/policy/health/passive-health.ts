/**
 * Passive health checks as nginx has them (1.22.1, `max_fails` and `fail_timeout` of
 * ngx_http_upstream_round_robin): nobody asks a backend how it is; its failures at real requests tell. Time
 * counts in whole seconds, as in nginx: a backend with `maxFails` failures is left alone while
 * `floor(now) − floor(last failure) ≤ failTimeout`, so for T to T + 1 seconds. Then one request may try it;
 * if that fails, it is left alone again, and if it succeeds, all is forgotten. Failures below `maxFails`
 * are forgotten too, by the success of a request that set out more than `failTimeout` after the last one.
 */
export class PassiveHealth {
  private readonly fails: Int32Array;
  /** Whole second of the last failure, or of the request that was let through to try. */
  private readonly checked: Float64Array;
  /** Whole second of the last failure. */
  private readonly lastFailure: Float64Array;
  /** Backends with enough failures: few, so looking at each once a second is cheap. */
  private readonly failing = new Set<number>();
  private readonly maxFails: ArrayLike<number>;
  private readonly failTimeout: ArrayLike<number>;

  /**
   * @param maxFails per backend; 0 switches its checks off.
   * @param failTimeout per backend, seconds.
   */
  constructor(maxFails: ArrayLike<number>, failTimeout: ArrayLike<number>) {
    const size = maxFails.length;
    this.fails = new Int32Array(size);
    this.checked = new Float64Array(size);
    this.lastFailure = new Float64Array(size);
    this.maxFails = maxFails;
    this.failTimeout = failTimeout;
  }

  /** Calls back for every backend that has failed too often; whether it is out changes with whole seconds. */
  forEachFailing(visit: (index: number) => void): void {
    for (const index of this.failing) visit(index);
  }

  /** Whether the backend has failed too often and may not be tried now. */
  isOut(index: number, now: number): boolean {
    if (this.fails[index] === 0 || !this.failing.has(index)) return false;
    return !this.isTimeUp(index, Math.floor(now));
  }

  /** An attempt sets out: if the backend's time was up, that attempt alone may try it. */
  picked(index: number, now: number): void {
    if (this.fails[index] === 0) return;
    const second = Math.floor(now);
    if (this.isTimeUp(index, second)) this.checked[index] = second;
  }

  /** @returns whether this failure is the one that takes the backend out. */
  failed(index: number, now: number): boolean {
    if (this.maxFails[index] === 0) return false;
    this.fails[index]++;
    this.lastFailure[index] = this.checked[index] = Math.floor(now);
    if (this.fails[index] < this.maxFails[index] || this.failing.has(index)) return false;
    this.failing.add(index);
    return true;
  }

  /** @returns whether this success brings a backend back that was out. */
  succeeded(index: number): boolean {
    if (this.fails[index] === 0 || this.lastFailure[index] >= this.checked[index]) return false;
    this.fails[index] = 0;
    return this.failing.delete(index);
  }

  private isTimeUp(index: number, second: number): boolean {
    return second - this.checked[index] > this.failTimeout[index];
  }
}
