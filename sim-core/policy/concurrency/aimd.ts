import type { ConcurrencyLimit, ConcurrencyPolicy, ConcurrencySettings } from './concurrency-limit.ts';
import { windowed } from './windowed.ts';

class Aimd implements ConcurrencyLimit {
  limit: number;
  private readonly min: number;
  private readonly max: number;
  private readonly backoff: number;
  private readonly slowAfter: number;

  constructor({ limit, min = 20, max = 200, backoff, slowAfter }: ConcurrencySettings) {
    this.limit = limit;
    this.min = min;
    this.max = max;
    this.backoff = backoff;
    this.slowAfter = slowAfter;
  }

  ended(_now: number, seconds: number, inFlight: number, isLost: boolean): void {
    let next = this.limit;
    if (isLost || seconds > this.slowAfter) next = Math.floor(next * this.backoff);
    else if (inFlight * 2 >= next) next++;
    this.limit = Math.min(this.max, Math.max(this.min, next));
  }
}

/**
 * One more for every good answer while at least half of the limit is used; `backoff` times as many after a loss.
 * Source: `AIMDLimit` of Netflix concurrency-limits 0.4, whose defaults are 20 to 200 requests, 0.9 and five seconds.
 */
export const aimd: ConcurrencyPolicy = {
  name: 'aimd',
  summary: 'One more for every good answer, a share less after a loss (Netflix).',
  reads: ['min', 'max', 'backoff', 'slowAfter', 'over'],
  open: (settings) => windowed(new Aimd(settings), settings.over ?? 0),
};
