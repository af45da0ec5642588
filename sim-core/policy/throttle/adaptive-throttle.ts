import { SlidingSum } from '../sliding-sum.ts';

const SLICES = 120;

/**
 * Adaptive throttling at the client: of its own requests it holds back the share
 * max(0, (requests − K · accepts) / (requests + 1)), counted over the last `window` seconds. Requests are all that the
 * application made, those held back included; accepts are those that were answered well. Source: Beyer et al., Site
 * Reliability Engineering, 2016, ch. 21, with K = 2 over two minutes.
 */
export class AdaptiveThrottle {
  private readonly multiplier: number;
  private readonly requests: SlidingSum;
  private readonly accepts: SlidingSum;

  constructor(multiplier: number, window: number) {
    this.multiplier = multiplier;
    this.requests = new SlidingSum(window, SLICES);
    this.accepts = new SlidingSum(window, SLICES);
  }

  /** The chance that the next request is held back. */
  share(now: number): number {
    const requests = this.requests.sum(now);
    return Math.max(0, (requests - this.multiplier * this.accepts.sum(now)) / (requests + 1));
  }

  /** @param luck uniform in [0, 1). @returns whether this request may be sent; it is counted in any case. */
  admit(now: number, luck: number): boolean {
    const share = this.share(now);
    this.requests.add(now, 1);
    return luck >= share;
  }

  accepted(now: number): void {
    this.accepts.add(now, 1);
  }
}
