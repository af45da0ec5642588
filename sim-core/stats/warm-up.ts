import { intoGroups } from './batch-means.ts';
import type { BatchSums } from './batch-sums.ts';

/** Fewer batches than this say nothing about a warm-up. */
const FEWEST = 20;
/** Cuts that leave fewer batches than this aren't considered. */
const LEFT = 10;
/** Groups from whose differences the noise is told. */
const GROUPS = 32;
/** A difference of so many standard errors isn't chance. High, because the best of many cuts is judged. */
const CLEAR = 4;

export interface WarmUp {
  /** Values to leave out at the front. */
  readonly values: number;
  /**
   * False when the best cut lies in the last half: the run has not settled, or it drifts all the time, and
   * its averages depend on how long one looks.
   */
  readonly steady: boolean;
}

/**
 * MSER-5 (White 1997; White, Cobb & Spratt 2000), with one more demand: what is cut off must differ from
 * the rest by more than noise. Without it the rule now and then cuts a busy spell that belongs to the steady
 * state, and means come out too low.
 */
export function detectWarmUp(batches: BatchSums): WarmUp {
  const means = batches.meansFrom(0);
  if (means.length < FEWEST) return { values: 0, steady: true };
  const cut = bestCut(means);
  const steady = cut <= means.length / 2;
  const border = steady ? cut : Math.floor(means.length / 2);
  if (!differ(means, border)) return { values: 0, steady: true };
  return { values: steady ? cut * batches.size : 0, steady };
}

/** The cut after which the squared standard error of the mean of what is left is smallest. */
function bestCut(means: Float64Array): number {
  let sum = 0;
  let squares = 0;
  let best = Infinity;
  let cut = 0;
  // From the back, so that each cut adds one batch to what is left.
  for (let i = means.length - 1; i >= 0; i--) {
    const left = means.length - i;
    sum += means[i];
    squares += means[i] * means[i];
    if (left < LEFT) continue;
    const error = Math.max(0, squares - (sum * sum) / left) / (left * left);
    if (error <= best) {
      best = error;
      cut = i;
    }
  }
  return cut;
}

/**
 * Is what comes before `border` unlike what comes after it? The yardstick is von Neumann's: squared
 * differences of neighbouring groups, which know noise and correlation but hardly see a drift.
 */
function differ(means: Float64Array, border: number): boolean {
  if (border === 0) return false;
  const groups = intoGroups(means, GROUPS);
  let squares = 0;
  for (let i = 1; i < groups.length; i++)
    squares += (groups[i] - groups[i - 1]) * (groups[i] - groups[i - 1]);
  const ofOne = ((squares / (2 * (groups.length - 1))) * means.length) / groups.length;
  const before = border;
  const after = means.length - border;
  const difference = average(means.subarray(border)) - average(means.subarray(0, border));
  return Math.abs(difference) > CLEAR * Math.sqrt(ofOne * (1 / before + 1 / after));
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
