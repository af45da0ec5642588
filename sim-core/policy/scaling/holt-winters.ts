export interface SmoothingFactors {
  readonly level: number;
  readonly trend: number;
  readonly seasonal: number;
}

/**
 * Seasonal exponential smoothing (Holt 1957, Winters 1960; notation of Hyndman & Athanasopoulos,
 * *Forecasting: Principles and Practice*, §8.3). The first season sets level (its mean), trend (0) and
 * seasonal terms (difference from, or ratio to, the mean); from then on every observation is learned from.
 *
 * Left out: damped trends, and choosing the factors by fitting.
 */
export class HoltWinters {
  readonly length: number;
  private readonly isMultiplicative: boolean;
  private readonly factors: SmoothingFactors;
  private readonly seasonal: Float64Array;
  private level = 0;
  private trend = 0;
  private seen = 0;

  /** @param length observations in a season, at least 1. */
  constructor(length: number, isMultiplicative: boolean, factors: SmoothingFactors) {
    this.length = length;
    this.isMultiplicative = isMultiplicative;
    this.factors = factors;
    this.seasonal = new Float64Array(length);
  }

  /** True once a whole season was seen. */
  get isReady(): boolean {
    return this.seen >= this.length;
  }

  /** Takes in the next observation. */
  observe(value: number): void {
    const place = this.seen % this.length;
    this.seen++;
    if (this.seen > this.length) this.learn(value, place);
    else {
      this.seasonal[place] = value;
      if (this.isReady) this.begin();
    }
  }

  /** What is expected `steps` observations from the last one on, at least 0; NaN before a season was seen. */
  forecast(steps: number): number {
    if (!this.isReady) return NaN;
    const base = this.level + steps * this.trend;
    const season = this.seasonal[(this.seen - 1 + steps) % this.length];
    return Math.max(0, this.isMultiplicative ? base * season : base + season);
  }

  private begin(): void {
    let sum = 0;
    for (const value of this.seasonal) sum += value;
    this.level = sum / this.length;
    for (let i = 0; i < this.length; i++) this.seasonal[i] = this.without(this.seasonal[i], this.level);
  }

  private learn(value: number, place: number): void {
    const { level: alpha, trend: beta, seasonal: gamma } = this.factors;
    const season = this.seasonal[place];
    const expected = this.level + this.trend;
    const deseasoned = this.isMultiplicative ? value / Math.max(season, 1e-9) : value - season;
    const level = alpha * deseasoned + (1 - alpha) * expected;
    this.trend = beta * (level - this.level) + (1 - beta) * this.trend;
    this.seasonal[place] = gamma * this.without(value, expected) + (1 - gamma) * season;
    this.level = level;
  }

  /** What is left of a value when the level is taken out. */
  private without(value: number, level: number): number {
    if (!this.isMultiplicative) return value - level;
    return level > 0 ? value / level : 1;
  }
}

/** Mean absolute percentage error of forecasts, each held against what came of it. */
export class ForecastError {
  private sum = 0;
  private count = 0;

  /** A rate of 0 is left out, for nothing is a percentage of it. */
  add(forecast: number, actual: number): void {
    if (!(actual > 0) || Number.isNaN(forecast)) return;
    this.sum += Math.abs(forecast - actual) / actual;
    this.count++;
  }

  /** As a share; NaN while there is nothing to compare. */
  get value(): number {
    return this.count === 0 ? NaN : this.sum / this.count;
  }
}
