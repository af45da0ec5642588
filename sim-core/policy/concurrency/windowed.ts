import type { ConcurrencyLimit } from './concurrency-limit.ts';

/** Answers that come sooner, in seconds, say nothing. */
const LEAST_TIME = 1e-4;
/** Fewer answers than this make no step. */
const LEAST_ANSWERS = 10;

class Windowed implements ConcurrencyLimit {
  private readonly inner: ConcurrencyLimit;
  private readonly over: number;
  private endsAt = 0;
  private answers = 0;
  private seconds = 0;
  private most = 0;
  private hasLost = false;

  constructor(inner: ConcurrencyLimit, over: number) {
    this.inner = inner;
    this.over = over;
  }

  get limit(): number {
    return this.inner.limit;
  }

  ended(now: number, seconds: number, inFlight: number, isLost: boolean): void {
    if (seconds < LEAST_TIME) return;
    this.answers++;
    this.seconds += seconds;
    this.most = Math.max(this.most, inFlight);
    if (isLost) this.hasLost = true;
    if (now > this.endsAt) this.step(now);
  }

  private step(now: number): void {
    const { answers, seconds, most, hasLost } = this;
    this.endsAt = now + this.over;
    this.answers = 0;
    this.seconds = 0;
    this.most = 0;
    this.hasLost = false;
    if (answers >= LEAST_ANSWERS) this.inner.ended(now, seconds / answers, most, hasLost);
  }
}

/**
 * Takes the answers of `over` seconds as one: their mean time, the most that were there at once, whether any was
 * lost. Source: `WindowedLimit` and `ImmutableAverageSampleWindow` of Netflix concurrency-limits 0.4, where windows
 * of fewer than ten answers are thrown away and answers within 100 µs don't count. With `over` 0 each counts for itself.
 */
export function windowed(limit: ConcurrencyLimit, over: number): ConcurrencyLimit {
  return over === 0 ? limit : new Windowed(limit, over);
}
