export interface OutlierOptions {
  /** Failures in a row that eject a backend. */
  readonly consecutive: number;
  /** Seconds between the rounds in which backends are let back. */
  readonly interval: number;
  /** Seconds that the first ejection lasts at least, and that every further one lasts longer. */
  readonly baseTime: number;
  readonly maxTime: number;
  /** Most backends that may be ejected at a time, 0 to 1. */
  readonly maxShare: number;
  /** Whether one may be, even if that is more than the share. */
  readonly alwaysOne: boolean;
}

/**
 * Outlier ejection as in Envoy (`outlier_detection_impl.cc`, consecutive 5xx): so many failed answers in a
 * row eject a backend at once, unless too many are ejected already. Each ejection lasts `baseTime` longer
 * than the one before, and ends in the first round after that; a backend that has stayed for a round since
 * its return counts one ejection less per round.
 *
 * Left out: success rates and failure percentages, jitter, and the ejections that are only counted.
 */
export class OutlierEjection {
  private readonly options: OutlierOptions;
  private readonly failures: Int32Array;
  private readonly isEjected: Uint8Array;
  /** How many base times the next return takes. */
  private readonly backoff: Int32Array;
  private readonly ejectedAt: Float64Array;
  private readonly returnedAt: Float64Array;
  /** Backends that are ejected or whose last ejection still counts: few. */
  private readonly noted = new Set<number>();
  private ejected = 0;

  constructor(size: number, options: OutlierOptions) {
    this.options = options;
    this.failures = new Int32Array(size);
    this.isEjected = new Uint8Array(size);
    this.backoff = new Int32Array(size);
    this.ejectedAt = new Float64Array(size);
    this.returnedAt = new Float64Array(size).fill(-Infinity);
  }

  isOut(index: number): boolean {
    return this.isEjected[index] === 1;
  }

  /** A request was answered, well or with an error, or got no answer. @returns whether that ejects the backend. */
  answered(index: number, ok: boolean, now: number): boolean {
    if (ok) {
      this.failures[index] = 0;
      return false;
    }
    // Exactly: further failures of requests that were on their way change nothing.
    if (++this.failures[index] !== this.options.consecutive || this.isOut(index)) return false;
    this.failures[index] = 0;
    return this.mayEject() && this.eject(index, now);
  }

  /** A round, every `interval` seconds: calls back for each backend that comes back. */
  round(now: number, back: (index: number) => void): void {
    const { baseTime, maxTime, interval } = this.options;
    for (const index of this.noted) {
      if (this.isOut(index)) {
        const lasts = Math.min(baseTime * this.backoff[index], maxTime);
        if (now - this.ejectedAt[index] < lasts) continue;
        this.isEjected[index] = 0;
        this.ejected--;
        this.failures[index] = 0;
        this.returnedAt[index] = now;
        back(index);
      } else if (now - this.returnedAt[index] >= interval && --this.backoff[index] <= 0) {
        this.noted.delete(index);
      }
    }
  }

  private mayEject(): boolean {
    const { maxShare, alwaysOne } = this.options;
    if (alwaysOne && this.ejected === 0) return true;
    return this.ejected + 1 <= maxShare * this.failures.length;
  }

  private eject(index: number, now: number): true {
    const { baseTime, maxTime } = this.options;
    this.isEjected[index] = 1;
    this.ejected++;
    this.ejectedAt[index] = now;
    if (this.backoff[index] * baseTime < maxTime + baseTime) this.backoff[index]++;
    this.noted.add(index);
    return true;
  }
}
