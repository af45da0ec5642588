import type { ConcurrencyLimit, ConcurrencyPolicy, ConcurrencySettings } from './concurrency-limit.ts';
import { windowed } from './windowed.ts';

/** Steps until the mean of the long run is an exponential one; so far it is a plain one. */
const WARM_UP = 10;

class Gradient implements ConcurrencyLimit {
  private readonly settings: ConcurrencySettings;
  private readonly min: number;
  private readonly max: number;
  private readonly smoothing: number;
  private estimate: number;
  private longTime = 0;
  private steps = 0;
  private sum = 0;

  constructor(settings: ConcurrencySettings) {
    const { limit, min = 20, max = 200, smoothing = 0.2 } = settings;
    this.settings = settings;
    this.estimate = limit;
    this.min = min;
    this.max = max;
    this.smoothing = smoothing;
  }

  get limit(): number {
    return Math.floor(this.estimate);
  }

  ended(_now: number, seconds: number, inFlight: number): void {
    const { tolerance, headroom } = this.settings;
    const longTime = this.learn(seconds);
    if (longTime / seconds > 2) this.longTime *= 0.95;
    if (inFlight < this.estimate / 2) return;
    const gradient = Math.max(0.5, Math.min(1, (tolerance * longTime) / seconds));
    const next = this.estimate * gradient + headroom;
    const smooth = this.estimate * (1 - this.smoothing) + next * this.smoothing;
    this.estimate = Math.max(this.min, Math.min(this.max, smooth));
  }

  private learn(seconds: number): number {
    if (this.steps < WARM_UP) {
      this.sum += seconds;
      this.longTime = this.sum / ++this.steps;
    } else {
      const factor = 2 / (this.settings.longRun + 1);
      this.longTime = this.longTime * (1 - factor) + seconds * factor;
    }
    return this.longTime;
  }
}

/**
 * Compares the time that answers take now with their mean in the long run. gradient = max(½, min(1, `tolerance` · long ÷
 * now)); the limit goes the share `smoothing` of the way to limit · gradient + `headroom`, as long as at least half of
 * it is used. While the long run is more than twice as slow as now, it is brought down by a twentieth a step. Losses
 * count for nothing but their time. Source: `Gradient2Limit` of Netflix concurrency-limits 0.4 in a `WindowedLimit`:
 * 20 to 200 requests, smoothing 0.2, tolerance 1.5, a long run of 600 steps, a queue of 4, a step a second.
 */
export const gradient: ConcurrencyPolicy = {
  name: 'gradient',
  summary: 'Less when answers take longer than in the long run (Netflix, Gradient2).',
  reads: ['min', 'max', 'smoothing', 'tolerance', 'longRun', 'headroom', 'over'],
  open: (settings) => windowed(new Gradient(settings), settings.over ?? 1),
};
