import { perWindow, windowAt, type Meter, type RateLimit, type RateLimitSettings } from './rate-limit.ts';

const HAIR = 1e-9;

class SlidingCounter implements Meter {
  private readonly length: number;
  private readonly most: number;
  private window = -1;
  /** Let in during `window`, and during the one before. */
  private current = 0;
  private previous = 0;

  constructor(settings: RateLimitSettings) {
    this.length = settings.window;
    this.most = perWindow(settings);
  }

  fits(now: number): boolean {
    return this.estimate(now) + 1 <= this.most + HAIR;
  }

  take(now: number): number {
    const window = windowAt(now, this.length);
    if (window !== this.window) {
      this.previous = window === this.window + 1 ? this.current : 0;
      this.current = 0;
      this.window = window;
    }
    this.current++;
    return 0;
  }

  wait(now: number): number {
    if (this.fits(now)) return 0;
    const window = windowAt(now, this.length);
    const isNext = window !== this.window;
    const [previous, current] = isNext ? [this.current, 0] : [this.previous, this.current];
    const inThis = current < this.most ? fallsTo(this.most - 1 - current, previous) : 1;
    const windows = inThis < 1 ? window + inThis : window + 1 + fallsTo(this.most - 1, current);
    return Math.max(0, windows * this.length - now);
  }

  isForgettable(now: number): boolean {
    return this.estimate(now) === 0;
  }

  /** The window before counts as far as it reaches into the last `length` seconds. */
  private estimate(now: number): number {
    const window = windowAt(now, this.length);
    const share = Math.min(1, Math.max(0, 1 - (now / this.length - window)));
    if (window === this.window) return this.previous * share + this.current;
    return window === this.window + 1 ? this.current * share : 0;
  }
}

/** Part of a window after which what is left of the `previous` one is no more than `most`. */
function fallsTo(most: number, previous: number): number {
  return previous <= most ? 0 : 1 - most / previous;
}

/**
 * Two counters stand for the times of all: the count of this window of the clock, and that of the one before by the
 * share of it that the last `window` seconds still cover, as if its requests had come evenly. Source: Cloudflare's
 * description, “How we built rate limiting capable of scaling to millions of domains”, 2017, which found 0.003 % of
 * requests wrongly let in or turned away. Never lets in more than twice the limit in any window.
 */
export const slidingCounter: RateLimit = {
  name: 'sliding-counter',
  summary: 'As if in any window: two counters, the older one counting less and less (Cloudflare).',
  reads: ['window'],
  most: perWindow,
  open: (settings) => new SlidingCounter(settings),
};
