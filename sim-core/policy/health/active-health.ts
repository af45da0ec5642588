/** What a check's answer changed. */
export type Verdict = 'up' | 'down' | 'same';

/**
 * Rise and fall of active health checks as HAProxy counts them (2.6, `check.c`): `fall` failures in a row take
 * a backend out, `rise` successes in a row bring it back. At the start a backend is up but on probation: a
 * single failure takes it out. Envoy and Kubernetes count the same way, under other names.
 */
export class ActiveHealth {
  private readonly rise: number;
  private readonly fall: number;
  /** Below `rise`: down, and so many successes. From `rise` on: up; a full one stands `fall` failures. */
  private readonly credit: Int32Array;

  constructor(size: number, rise: number, fall: number) {
    this.rise = rise;
    this.fall = fall;
    this.credit = new Int32Array(size).fill(rise);
  }

  isUp(index: number): boolean {
    return this.credit[index] >= this.rise;
  }

  /** As at the start. */
  forget(index: number): void {
    this.credit[index] = this.rise;
  }

  /** A check of this backend has ended. */
  checked(index: number, ok: boolean): Verdict {
    return ok ? this.passed(index) : this.missed(index);
  }

  private passed(index: number): Verdict {
    const wasUp = this.isUp(index);
    this.credit[index]++;
    if (!this.isUp(index)) return 'same';
    this.credit[index] = this.rise + this.fall - 1;
    return wasUp ? 'same' : 'up';
  }

  private missed(index: number): Verdict {
    if (!this.isUp(index)) {
      this.credit[index] = 0;
      return 'same';
    }
    this.credit[index]--;
    if (this.isUp(index)) return 'same';
    this.credit[index] = 0;
    return 'down';
  }
}
