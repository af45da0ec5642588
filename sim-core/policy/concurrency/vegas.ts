import type { Random } from '../../random/generator.ts';
import type { ConcurrencyLimit, ConcurrencyPolicy, ConcurrencySettings } from './concurrency-limit.ts';
import { windowed } from './windowed.ts';

class Vegas implements ConcurrencyLimit {
  private readonly min: number;
  private readonly max: number;
  private readonly smoothing: number;
  private readonly probeEvery: number;
  private readonly random: Random;
  private estimate: number;
  /** Seconds; 0 while unknown. */
  private leastTime = 0;
  private seen = 0;
  private jitter: number;

  constructor(settings: ConcurrencySettings, random: Random) {
    const { limit, min = 1, max = 1000, smoothing = 1, probeEvery } = settings;
    this.estimate = limit;
    this.min = min;
    this.max = max;
    this.smoothing = smoothing;
    this.probeEvery = probeEvery;
    this.random = random;
    this.jitter = this.nextJitter();
  }

  get limit(): number {
    return Math.floor(this.estimate);
  }

  ended(_now: number, seconds: number, inFlight: number, isLost: boolean): void {
    this.seen++;
    const isProbe = this.jitter * this.probeEvery * this.estimate <= this.seen;
    if (isProbe) {
      this.jitter = this.nextJitter();
      this.seen = 0;
    }
    if (isProbe || this.leastTime === 0 || seconds < this.leastTime) this.leastTime = seconds;
    else this.step(seconds, inFlight, isLost);
  }

  private step(seconds: number, inFlight: number, isLost: boolean): void {
    const { estimate } = this;
    if (!isLost && inFlight * 2 < estimate) return;
    const change = isLost ? -log10(estimate) : this.change(seconds);
    const next = Math.max(this.min, Math.min(this.max, estimate + change));
    this.estimate = (1 - this.smoothing) * estimate + this.smoothing * next;
  }

  /** By how many requests are in some queue: those that the time beyond the least one accounts for. */
  private change(seconds: number): number {
    const queued = Math.ceil(this.estimate * (1 - this.leastTime / seconds));
    const unit = log10(this.estimate);
    if (queued <= unit) return 6 * unit;
    if (queued < 3 * unit) return unit;
    return queued > 6 * unit ? -unit : 0;
  }

  private nextJitter(): number {
    return 0.5 + this.random.next() / 2;
  }
}

/** Whole part of the decimal logarithm, at least 1. */
function log10(limit: number): number {
  let log = 1;
  for (let power = 100; power <= Math.floor(limit); power *= 10) log++;
  return log;
}

/**
 * TCP Vegas: how many requests are queued follows from how much longer answers take than the least time seen, limit ·
 * (1 − least ÷ now). With u = max(1, ⌊log₁₀ limit⌋): up to u queued the limit grows by 6u, below 3u by u, above 6u it
 * falls by u, as it does after a loss; below half of its use it stays. After ½ to 1 times `probeEvery` · limit answers
 * the next one's time is the least. Source: Brakmo and Peterson, TCP Vegas, IEEE JSAC 13(8), 1995, as in `VegasLimit`
 * of Netflix concurrency-limits 0.4: 1 to 1000 requests, smoothing 1, `probeEvery` 30, a step with each answer.
 */
export const vegas: ConcurrencyPolicy = {
  name: 'vegas',
  summary: 'By how many requests seem to queue beyond the least time seen (TCP Vegas, Netflix).',
  reads: ['min', 'max', 'smoothing', 'probeEvery', 'over'],
  open: (settings, random) => windowed(new Vegas(settings, random), settings.over ?? 0),
};
