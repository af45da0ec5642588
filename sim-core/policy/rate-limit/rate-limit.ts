export interface RateLimitSettings {
  /** Requests per second. */
  readonly rate: number;
  /** `token-bucket`: tokens at most. `leaky-bucket`: requests in excess of the rate that are let in. */
  readonly burst?: number;
  /** `leaky-bucket`: so many requests in excess pass at once, the rest is slowed down to the rate. */
  readonly delay?: number;
  /** `leaky-bucket`: all that are let in pass at once. */
  readonly nodelay: boolean;
  /** Windows: their length in seconds. */
  readonly window: number;
  /** `distributed-window`: seconds from one exchange of counts to the next. */
  readonly sync: number;
}

/** What those who share a limit have told each other: requests let in during one window, by all of them. */
export interface Tally {
  window: number;
  total: number;
}

/** One limit at work: for one key, or for all requests of an instance. Times are simulated seconds and never go back. */
export interface Meter {
  /** Whether a request that comes now may pass. Changes nothing that anybody could notice. */
  fits(now: number): boolean;
  /** Lets a request in that fits. @returns seconds for which it has to wait before it goes on. */
  take(now: number): number;
  /** Seconds until a request would fit if nobody else came. */
  wait(now: number): number;
  /** Whether it may be forgotten: a new one in its place would do. */
  isForgettable(now: number): boolean;
  /** Tells the others what it has let in, and hears from them. Only laws that share have this. */
  sync?(now: number): void;
}

/** A law of how many requests may come in. */
export interface RateLimit {
  readonly name: string;
  readonly summary: string;
  /** Settings that it reads beside `rate`; others would have no effect. */
  readonly reads: readonly (keyof RateLimitSettings)[];
  /** How many are let in at once when none came before. */
  most(settings: RateLimitSettings): number;
  /** @param tally of the key, for laws that share. */
  open(settings: RateLimitSettings, tally: () => Tally): Meter;
}

/** Whole requests per window of a limit that counts in windows. */
export function perWindow({ rate, window }: RateLimitSettings): number {
  return Math.max(1, Math.floor(rate * window + 1e-6));
}

/** Number of the window that `now` is in; windows begin at whole multiples of their length. */
export function windowAt(now: number, window: number): number {
  return Math.floor(now / window + 1e-9);
}
