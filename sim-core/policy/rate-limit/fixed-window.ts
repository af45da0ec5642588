import { perWindow, windowAt, type Meter, type RateLimit, type RateLimitSettings } from './rate-limit.ts';

class FixedWindow implements Meter {
  private readonly length: number;
  private readonly most: number;
  private window = -1;
  private count = 0;

  constructor(settings: RateLimitSettings) {
    this.length = settings.window;
    this.most = perWindow(settings);
  }

  fits(now: number): boolean {
    return this.countAt(now) < this.most;
  }

  take(now: number): number {
    this.count = this.countAt(now) + 1;
    this.window = windowAt(now, this.length);
    return 0;
  }

  wait(now: number): number {
    return this.fits(now) ? 0 : (this.window + 1) * this.length - now;
  }

  isForgettable(now: number): boolean {
    return this.countAt(now) === 0;
  }

  private countAt(now: number): number {
    return windowAt(now, this.length) === this.window ? this.count : 0;
  }
}

/**
 * At most `rate` · `window` requests from each whole multiple of `window` to the next; what was turned away does not
 * count. Twice as many may pass in a moment, around the turn of a window. Source: the counter with an expiry of the
 * Redis documentation (`INCR`, pattern: rate limiter 1), which counts refusals too, to the same effect.
 */
export const fixedWindow: RateLimit = {
  name: 'fixed-window',
  summary: 'So many per window of the clock; twice as many around its turn.',
  reads: ['window'],
  most: perWindow,
  open: (settings) => new FixedWindow(settings),
};
