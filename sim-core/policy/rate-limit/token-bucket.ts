import type { Meter, RateLimit, RateLimitSettings } from './rate-limit.ts';

/** Tokens come in floating point; so much may be missing of a whole one. */
const HAIR = 1e-9;

class TokenBucket implements Meter {
  private readonly rate: number;
  private readonly size: number;
  private tokens: number;
  private at = 0;

  constructor(settings: RateLimitSettings) {
    this.rate = settings.rate;
    this.size = sizeOf(settings);
    this.tokens = this.size;
  }

  fits(now: number): boolean {
    return this.filled(now) >= 1 - HAIR;
  }

  take(now: number): number {
    this.tokens = Math.max(0, this.filled(now) - 1);
    this.at = now;
    return 0;
  }

  wait(now: number): number {
    return Math.max(0, (1 - this.filled(now)) / this.rate);
  }

  isForgettable(now: number): boolean {
    return this.filled(now) >= this.size;
  }

  private filled(now: number): number {
    return Math.min(this.size, this.tokens + (now - this.at) * this.rate);
  }
}

function sizeOf({ rate, burst = Math.max(1, Math.floor(rate + 1e-6)) }: RateLimitSettings): number {
  return Math.max(1, burst);
}

/**
 * Tokens come evenly, `rate` a second, up to `burst` of them; a request takes one or is turned away. Over any T
 * seconds no more than `burst` + `rate` · T are let in. Source: RFC 2697, section 3, with one
 * bucket and requests for bytes. Products that add tokens in lumps (Envoy's
 * `fill_interval`) let in a little later what this lets in at once.
 */
export const tokenBucket: RateLimit = {
  name: 'token-bucket',
  summary: 'Tokens come evenly and are kept up to a number; every request takes one.',
  reads: ['burst'],
  most: sizeOf,
  open: (settings) => new TokenBucket(settings),
};
