import { exp } from '../random/portable-math.ts';
import { batchMeans } from './batch-means.ts';
import type { BatchSums } from './batch-sums.ts';
import type { Histogram } from './histogram.ts';
import { NORMAL_95, t95 } from './student-t.ts';

/** A 95 % confidence interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface MeanEstimate extends Interval {
  /** Independent values that would tell as much about the mean as these correlated ones. */
  readonly effective: number;
}

/** A percentile needs so many values beyond it to be more than an accident. */
const BEYOND = 10;

/** An interval needs so many independent values' worth beyond it: runs with fewer have not met the rare long queue. */
const INDEPENDENT_BEYOND = 5;

/** Can a sample of `n` values carry its `p` quantile? p99.9 needs 10,000, p99 a thousand. */
export function canCarry(p: number, n: number): boolean {
  return n * Math.min(p, 1 - p) >= BEYOND - 1e-9;
}

/**
 * Interval for the mean of a correlated sequence of values that are never negative, by batch means. It is
 * symmetric on a logarithmic scale: sums of latencies lean to the right, and their spread grows with them.
 * @param batches the whole sequence.
 * @param skipped values at its front that don't count.
 * @param all those that count.
 * @returns null when there are too few values.
 */
export function meanInterval(batches: BatchSums, skipped: number, all: Histogram): MeanEstimate | null {
  const means = batches.meansFrom(Math.ceil(skipped / batches.size));
  const found = batchMeans(means);
  if (found === null || all.count === 0) return null;
  const { mean, count } = all;
  if (found.variance === 0) return { low: mean, high: mean, effective: count };
  const factor = exp((t95(found.count - 1) * Math.sqrt(found.variance)) / mean);
  const effective = Math.max(1, Math.min(count, all.variance / found.variance));
  return { low: mean / factor, high: mean * factor, effective };
}

/**
 * Interval for a quantile of a correlated sequence. Whether a value lies above the estimated quantile is a
 * sequence of zeros and ones; batch means tell how sure its mean is, and the histogram turns an interval of
 * shares into one of values (the inversion of Heidelberger & Lewis 1984). No percentiles of batches are
 * averaged: they would all be biased. Independent values are the least that is assumed, so the interval is
 * never narrower than theirs.
 * @param batches the values in batches of consecutive ones. @param all all of them together.
 * @param effective independent values that are worth as much (see {@link MeanEstimate}).
 * @returns null when the sample can't carry the quantile or its interval, or when that has no end on one side.
 */
export function quantileInterval(
  batches: readonly Histogram[],
  all: Histogram,
  p: number,
  effective: number = all.count,
): Interval | null {
  if (!canCarry(p, all.count) || effective * Math.min(p, 1 - p) < INDEPENDENT_BEYOND) return null;
  const filled = batches.filter(({ count }) => count > 0);
  const q = all.quantile(p);
  const share = all.countAbove(q) / all.count;
  const found = batchMeans(filled.map((batch) => batch.countAbove(q) - share * batch.count));
  if (found === null) return null;
  // The batches' deviations are counts; their mean times their number, over all values, is a share.
  const correlated = (t95(found.count - 1) * Math.sqrt(found.variance) * filled.length) / all.count;
  const independent = NORMAL_95 * Math.sqrt((p * (1 - p)) / all.count);
  const half = Math.max(correlated, independent);
  if (p - half <= 0 || p + half >= 1) return null;
  // Ends are known to half a bucket, the estimate itself to no better than its own.
  const own = all.bucketOf(p);
  return {
    low: Math.min(own.lower, all.quantile(p - half)),
    high: Math.max(own.upper, all.quantile(p + half)),
  };
}
