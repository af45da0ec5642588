import {
  perWindow,
  windowAt,
  type Meter,
  type RateLimit,
  type RateLimitSettings,
  type Tally,
} from './rate-limit.ts';

class DistributedWindow implements Meter {
  private readonly length: number;
  private readonly most: number;
  private readonly tally: Tally;
  private window = -1;
  /** Let in by all in this window as of the last exchange, and by this one since. */
  private known = 0;
  private unsent = 0;

  constructor(settings: RateLimitSettings, tally: Tally) {
    this.length = settings.window;
    this.most = perWindow(settings);
    this.tally = tally;
  }

  fits(now: number): boolean {
    return windowAt(now, this.length) !== this.window || this.known + this.unsent < this.most;
  }

  take(now: number): number {
    this.moveTo(now);
    this.unsent++;
    return 0;
  }

  wait(now: number): number {
    return this.fits(now) ? 0 : (this.window + 1) * this.length - now;
  }

  isForgettable(now: number): boolean {
    return windowAt(now, this.length) !== this.window;
  }

  sync(now: number): void {
    this.moveTo(now);
    const { tally } = this;
    if (tally.window !== this.window) {
      tally.window = this.window;
      tally.total = 0;
    }
    tally.total += this.unsent;
    this.unsent = 0;
    this.known = tally.total;
  }

  private moveTo(now: number): void {
    const window = windowAt(now, this.length);
    if (window === this.window) return;
    this.window = window;
    this.known = 0;
    this.unsent = 0;
  }
}

/**
 * A fixed window that several count together. Each decides at once, by what all had let in as of its last exchange
 * with a common store and what it has let in since; every `sync` seconds it adds its own to the common total and reads
 * it. What others let in meanwhile goes unseen: n of them may let in up to n times the limit when `sync` is as long as
 * the window, and one limit when it is short. Source: the asynchronous counters of Kong's `rate-limiting-advanced`
 * (`sync_rate`) and of Cloudflare's and Stripe's descriptions. The store never fails, and an exchange takes no time.
 */
export const distributedWindow: RateLimit = {
  name: 'distributed-window',
  summary: 'A fixed window that several count together, telling each other now and then.',
  reads: ['window', 'sync'],
  most: perWindow,
  open: (settings, tally) => new DistributedWindow(settings, tally()),
};
