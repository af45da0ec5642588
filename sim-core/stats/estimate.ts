import type { BatchSums } from './batch-sums.ts';
import type { Histogram } from './histogram.ts';
import { t95 } from './student-t.ts';

/** A figure with its 95 % confidence interval; no interval when the sample can't give one. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A percentile needs so many values beyond it to be more than an accident. */
const BEYOND = 10;
/** Fewer batches than this make an interval that says little. */
const FEWEST_BATCHES = 8;
const MOST_BATCHES = 64;

/** Can a sample of `n` values carry its `p` quantile? p99.9 needs 10,000, p99 a thousand. */
export function canCarry(p: number, n: number): boolean {
  return n * Math.min(p, 1 - p) >= BEYOND - 1e-9;
}

export interface MeanEstimate extends Interval {
  /** Independent values that would tell as much as these correlated ones. */
  readonly effective: number;
}

/**
 * Interval for the mean of a correlated sequence of values that are never negative, by batch means (Law & Kelton §9.5.3): neighbouring batches
 * are merged until their means look uncorrelated (lag-1 test), then Student's t over the batches.
 * @param first batch to begin with: those before are warm-up.
 * @returns null when there are too few values.
 */
export function meanInterval(batches: BatchSums, first: number): MeanEstimate | null {
  const means: number[] = [];
  for (let i = first; i < batches.count; i++) means.push(batches.mean(i));
  if (means.length < FEWEST_BATCHES) return null;
  const merged = uncorrelated(means);
  const mean = average(merged);
  const variance = varianceOf(merged, mean) / merged.length;
  const half = t95(merged.length - 1) * Math.sqrt(variance);
  // What the same number of independent values would need for this error, from the smallest batches.
  const single = varianceOf(means, average(means)) * batches.size;
  const values = means.length * batches.size;
  const effective = variance === 0 ? values : Math.min(values, single / variance);
  return { low: Math.max(0, mean - half), high: mean + half, effective };
}

/**
 * Interval for a quantile from batches of a correlated sequence. For the estimated quantile q, the share of
 * values above q in each batch is a mean of indicators; its standard error by batch means gives an interval
 * for the probability, which the histogram turns into one for the quantile (Heidelberger & Lewis 1984
 * work with the same inversion).
 * @returns null when the sample can't carry the quantile or its interval.
 */
export function quantileInterval(batches: readonly Histogram[], all: Histogram, p: number): Interval | null {
  const filled = batches.filter(({ count }) => count > 0);
  if (filled.length < FEWEST_BATCHES || !canCarry(p, all.count)) return null;
  const q = all.quantile(p);
  const share = all.countAbove(q) / all.count;
  const deviations = uncorrelated(filled.map((batch) => batch.countAbove(q) - share * batch.count));
  const n = deviations.length;
  const error = (Math.sqrt(n * varianceOf(deviations, 0)) * filled.length) / n / all.count;
  const half = t95(n - 1) * error;
  return { low: all.quantile(Math.max(0, p - half)), high: all.quantile(Math.min(1, p + half)) };
}

/** Merges neighbours until the lag-1 correlation is small for their number, or few are left. */
function uncorrelated(values: readonly number[]): number[] {
  let merged = intoAtMost(values, MOST_BATCHES);
  while (merged.length >= 2 * FEWEST_BATCHES && isCorrelated(merged)) {
    merged = intoAtMost(merged, Math.floor(merged.length / 2));
  }
  return merged;
}

/** Means of groups of equal size; what is left over at the front is dropped, being nearest to the warm-up. */
function intoAtMost(values: readonly number[], most: number): number[] {
  const size = Math.ceil(values.length / most);
  const groups = Math.floor(values.length / size);
  const skipped = values.length - groups * size;
  return Array.from({ length: groups }, (_, i) =>
    average(values.slice(skipped + i * size, skipped + (i + 1) * size)),
  );
}

/** Lag-1 correlation beyond what chance gives to independent values (one standard error). */
function isCorrelated(values: readonly number[]): boolean {
  const mean = average(values);
  const variance = varianceOf(values, mean) * (values.length - 1);
  let lagged = 0;
  for (let i = 1; i < values.length; i++) lagged += (values[i] - mean) * (values[i - 1] - mean);
  return variance > 0 && lagged / variance > 1 / Math.sqrt(values.length);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[], mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (values.length - 1);
}
