import { perWindow, type Meter, type RateLimit, type RateLimitSettings } from './rate-limit.ts';

const FIRST = 8;

class SlidingLog implements Meter {
  private readonly length: number;
  private readonly most: number;
  /** Times of those let in, in a ring that begins at `head`. */
  private times = new Float64Array(FIRST);
  private head = 0;
  private count = 0;

  constructor(settings: RateLimitSettings) {
    this.length = settings.window;
    this.most = perWindow(settings);
  }

  fits(now: number): boolean {
    return this.count < this.most || this.isOver(this.times[this.head], now);
  }

  take(now: number): number {
    while (this.count > 0 && this.isOver(this.times[this.head], now)) {
      this.head = (this.head + 1) % this.times.length;
      this.count--;
    }
    if (this.count === this.times.length) this.grow();
    this.times[(this.head + this.count++) % this.times.length] = now;
    return 0;
  }

  wait(now: number): number {
    return this.fits(now) ? 0 : this.times[this.head] + this.length - now;
  }

  isForgettable(now: number): boolean {
    return this.count === 0 || this.isOver(this.times[(this.head + this.count - 1) % this.times.length], now);
  }

  /** A hair's breadth of tolerance: the sum of two times need not be a time exactly. */
  private isOver(time: number, now: number): boolean {
    return now - time >= this.length * (1 - 1e-12);
  }

  private grow(): void {
    const wide = new Float64Array(this.times.length * 2);
    for (let i = 0; i < this.count; i++) wide[i] = this.times[(this.head + i) % this.times.length];
    this.times = wide;
    this.head = 0;
  }
}

/**
 * At most `rate` · `window` requests in any `window` seconds, whenever they begin: the time of each one let in is kept.
 * What was turned away does not count. Exact, and as large as the limit, for each key. Source: the sorted set in Redis
 * that Figma's and ClassDojo's engineers have described.
 */
export const slidingLog: RateLimit = {
  name: 'sliding-log',
  summary: 'So many in any window, wherever it begins: the times of all are kept.',
  reads: ['window'],
  most: perWindow,
  open: (settings) => new SlidingLog(settings),
};
