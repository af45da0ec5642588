import type { Meter, RateLimit, RateLimitSettings } from './rate-limit.ts';

/** A request in the unit that nginx counts in. */
const REQUEST = 1000;
/** nginx looks whether to forget a key only after so many milliseconds. */
const REMEMBERED = 60_000;
const NEVER = -1;

class LeakyBucket implements Meter {
  /** Thousandths of a request: per second, let in above the rate, and passed on without delay. */
  private readonly rate: number;
  private readonly burst: number;
  private readonly spared: number;
  private excess = 0;
  /** Milliseconds. */
  private last = NEVER;

  constructor({ rate, burst = 0, delay = 0, nodelay }: RateLimitSettings) {
    this.rate = Math.max(1, Math.floor(rate * REQUEST + 1e-6));
    this.burst = burst * REQUEST;
    this.spared = nodelay ? Infinity : delay * REQUEST;
  }

  fits(now: number): boolean {
    return this.excessAt(now) <= this.burst;
  }

  take(now: number): number {
    this.excess = this.excessAt(now);
    this.last = milliseconds(now);
    if (this.excess <= this.spared) return 0;
    return Math.floor(((this.excess - this.spared) * 1000) / this.rate) / 1000;
  }

  wait(now: number): number {
    if (this.fits(now)) return 0;
    const tooMuch = this.excess + REQUEST - this.burst;
    return (this.last + Math.ceil((tooMuch * 1000) / this.rate)) / 1000 - now;
  }

  isForgettable(now: number): boolean {
    const idle = milliseconds(now) - this.last;
    return idle >= REMEMBERED && this.excess - this.leaked(idle) <= 0;
  }

  /** What the excess would be with one request more. The first one ever is none. */
  private excessAt(now: number): number {
    if (this.last === NEVER) return 0;
    return Math.max(0, this.excess - this.leaked(milliseconds(now) - this.last) + REQUEST);
  }

  private leaked(ms: number): number {
    return Math.floor((this.rate * ms) / 1000);
  }
}

function milliseconds(now: number): number {
  return Math.floor(now * 1000 + 1e-6);
}

/**
 * nginx's `limit_req`, as in `ngx_http_limit_req_module.c` of nginx 1.22.1. An account of thousandths of a request, in
 * whole milliseconds: what came in beyond the rate is the _excess_; it leaks with the rate, and a request that would
 * bring it above `burst` is turned away. What is above `delay` waits until it would have leaked; with `nodelay`
 * nothing waits. As there, a rate is cut to whole thousandths (1 r/m is 0.016 r/s) and what leaks is cut too.
 *
 * Left out: the size of the zone, at whose end nginx forgets the key that was quiet for longest.
 */
export const leakyBucket: RateLimit = {
  name: 'leaky-bucket',
  summary: 'Requests in excess of the rate are slowed down to it, and turned away beyond a burst (nginx).',
  reads: ['burst', 'delay', 'nodelay'],
  most: ({ burst = 0 }) => burst + 1,
  open: (settings) => new LeakyBucket(settings),
};
