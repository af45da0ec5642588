import type { BatchSums } from './batch-sums.ts';

/** Fewer batches than this say nothing about a warm-up. */
const FEWEST = 20;

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
 * MSER-5 (White, Cobb & Spratt 2000): of all cuts, the one after which the squared standard error of the
 * mean of what is left is smallest, counted over batches of five. Larger batches take their place when
 * there are very many values.
 */
export function detectWarmUp(batches: BatchSums): WarmUp {
  const { count } = batches;
  if (count < FEWEST) return { values: 0, steady: true };
  let sum = 0;
  let squares = 0;
  let best = Infinity;
  let cut = 0;
  // From the back, so that each cut adds one batch to what is left. The last few cuts leave too little.
  for (let i = count - 1; i >= 0; i--) {
    const mean = batches.mean(i);
    const left = count - i;
    sum += mean;
    squares += mean * mean;
    if (left < FEWEST / 2) continue;
    const error = Math.max(0, squares - (sum * sum) / left) / (left * left);
    if (error <= best) {
      best = error;
      cut = i;
    }
  }
  const steady = cut <= count / 2;
  return { values: steady ? cut * batches.size : 0, steady };
}
