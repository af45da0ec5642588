/** Weights of the newest value: for the level, the trend and the season; each from 0 to 1. */
export interface Smoothing {
  readonly level: number;
  readonly trend: number;
  readonly season: number;
}

export const USUAL_SMOOTHING: Smoothing = { level: 0.3, trend: 0.02, season: 0.3 };

/**
 * Additive Holt–Winters (Holt 1957; Winters 1960; in the form of Hyndman & Athanasopoulos, Forecasting:
 * Principles and Practice, 3rd ed., §8.3): level, trend and one addition for each place in the season. Until
 * two seasons are seen it is Holt's method without a season; then the seasons' means start it.
 */
export class HoltWinters {
  /** Mean absolute error of one-step forecasts as a share of the mean value; NaN before there was one. */
  get error(): number {
    return this.absolute / this.seen;
  }

  private readonly season: number;
  private readonly smoothing: Smoothing;
  private readonly history: number[] = [];
  private additions: Float64Array | null = null;
  private level = NaN;
  private trend = 0;
  private count = 0;
  private absolute = 0;
  private seen = 0;

  /** @param season values in one season; below 2 for none. */
  constructor(season: number, smoothing: Smoothing = USUAL_SMOOTHING) {
    this.season = season;
    this.smoothing = smoothing;
  }

  /** Takes in the next value. */
  see(value: number): void {
    if (this.count === 0) this.level = value;
    else {
      this.absolute += Math.abs(this.forecast(1) - value);
      this.seen += value;
      this.update(value);
    }
    this.count++;
    if (this.additions !== null || this.season < 2) return;
    this.history.push(value);
    if (this.history.length === 2 * this.season) this.beginSeasons();
  }

  /** What is expected `steps` values ahead, from 1 on. */
  forecast(steps: number): number {
    if (this.count === 0) return NaN;
    const place = (this.count + steps - 1) % Math.max(1, this.season);
    return this.level + steps * this.trend + (this.additions?.[place] ?? 0);
  }

  private update(value: number): void {
    const { level, trend, season } = this.smoothing;
    const place = this.count % Math.max(1, this.season);
    const addition = this.additions?.[place] ?? 0;
    const before = this.level + this.trend;
    const now = level * (value - addition) + (1 - level) * before;
    this.trend = trend * (now - this.level) + (1 - trend) * this.trend;
    this.level = now;
    if (this.additions !== null) this.additions[place] = season * (value - before) + (1 - season) * addition;
  }

  /** The additions are each place's mean distance from the line through the means of the two seasons. */
  private beginSeasons(): void {
    const { history, season } = this;
    const mean = (from: number) =>
      history.slice(from, from + season).reduce((sum, value) => sum + value, 0) / season;
    const [first, second] = [mean(0), mean(season)];
    this.trend = (second - first) / season;
    const line = (i: number) => first + this.trend * (i - (season - 1) / 2);
    this.additions = Float64Array.from(
      { length: season },
      (_, i) => (history[i] - line(i) + history[i + season] - line(i + season)) / 2,
    );
    this.level = line(2 * season - 1);
    history.length = 0;
  }
}
