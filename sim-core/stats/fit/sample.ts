import { assert } from '../../kernel/assert.ts';
import { log } from '../../random/portable-math.ts';

/** Positive measured values with what estimators ask of them. */
export interface Sample {
  /** Ascending. */
  readonly values: Float64Array;
  readonly n: number;
  readonly mean: number;
  /** Mean squared deviation. */
  readonly variance: number;
  /** Mean of the logarithms. */
  readonly logMean: number;
  readonly logVariance: number;
  readonly min: number;
  readonly max: number;
}

export function sampleOf(list: ArrayLike<number>): Sample {
  const values = Float64Array.from(list).sort();
  const n = values.length;
  assert(n > 0 && values[0] > 0 && values[n - 1] < Infinity, 'a sample has positive finite values');
  const logs = values.map(log);
  const mean = meanOf(values);
  const logMean = meanOf(logs);
  return {
    values,
    n,
    mean,
    variance: spreadOf(values, mean),
    logMean,
    logVariance: spreadOf(logs, logMean),
    min: values[0],
    max: values[n - 1],
  };
}

/** The value that a share p of the sample lies below, by nearest rank. */
export function sampleQuantile({ values, n }: Sample, p: number): number {
  return values[Math.min(n - 1, Math.max(0, Math.ceil(p * n) - 1))];
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function spreadOf(values: Float64Array, mean: number): number {
  let sum = 0;
  for (const value of values) sum += (value - mean) * (value - mean);
  return sum / values.length;
}
