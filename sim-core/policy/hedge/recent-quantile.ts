import type { HedgeClock, HedgePolicy, HedgeSettings } from './hedge-policy.ts';

/** First attempts that are looked back on. */
const REMEMBERED = 500;
/** The quantile is found anew after so many of them; before the first time there is none. */
const FRESH = 50;

class RecentQuantile implements HedgeClock {
  private readonly quantile: number;
  private readonly ring = new Float64Array(REMEMBERED);
  private count = 0;
  private current: number;

  constructor({ delay, quantile }: HedgeSettings) {
    this.quantile = quantile;
    this.current = delay;
  }

  delay(): number {
    return this.current;
  }

  seen(seconds: number): void {
    this.ring[this.count++ % REMEMBERED] = seconds;
    if (this.count % FRESH !== 0) return;
    const known = this.ring.slice(0, Math.min(this.count, REMEMBERED)).sort();
    this.current = known[Math.max(0, Math.ceil(this.quantile * known.length) - 1)];
  }

  /** Counted as the longest that is known: with less, the quantile would creep down. */
  lost(seconds: number): void {
    this.seen(this.ring.reduce((most, known) => Math.max(most, known), seconds));
  }
}

/**
 * Waits as long as the given share of the last 500 first attempts took, found anew after every fifty. One that lost
 * against its hedge counts when its answer comes after all, with its whole time. Source: Dean and Barroso, The Tail at Scale, CACM 56(2), 2013, which waits for the 95th percentile and so adds
 * about 5 % load; they leave open how it is found.
 */
export const recentQuantile: HedgePolicy = {
  name: 'quantile',
  summary: 'After the time in which so many of the last answers came (The Tail at Scale).',
  reads: ['delay', 'quantile'],
  open: (settings) => new RecentQuantile(settings),
};
