/** Between ten and thirty batches serve an interval best (Schmeiser 1982). */
const MOST = 32;
const FEWEST = 8;
/** Correlation that is left after merging is corrected for, but not beyond this. */
const MOST_CORRELATION = 0.8;

export interface BatchMeans {
  /** Batches used. */
  readonly count: number;
  /** Variance of the mean of the whole sequence. */
  readonly variance: number;
}

/**
 * How sure the mean of a correlated sequence is, by batch means (Law & Kelton, Simulation Modeling and
 * Analysis, §9.5.3): neighbours are merged until successive batches are no longer positively correlated or
 * few are left, and what correlation remains widens the variance as in a first-order autoregression
 * (Steiger et al. 2005, ASAP3).
 * @returns null when the sequence is too short.
 */
export function batchMeans(values: ArrayLike<number>): BatchMeans | null {
  if (values.length < FEWEST) return null;
  let merged = intoGroups(values, MOST);
  while (merged.length >= 2 * FEWEST && lagOne(merged) > 0) {
    merged = intoGroups(merged, Math.ceil(merged.length / 2));
  }
  const count = merged.length;
  const correlation = Math.min(MOST_CORRELATION, Math.max(0, lagOne(merged)));
  const spread = squaresAround(merged, average(merged)) / (count - 1);
  return { count, variance: ((spread / count) * (1 + correlation)) / (1 - correlation) };
}

/**
 * Means of at most `most` groups of equal size. What doesn't fill a group is dropped at the front, where a
 * rest of the warm-up would be.
 */
export function intoGroups(values: ArrayLike<number>, most: number): Float64Array {
  const size = Math.ceil(values.length / most);
  const groups = new Float64Array(Math.floor(values.length / size));
  let next = values.length - groups.length * size;
  for (let g = 0; g < groups.length; g++) {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += values[next++];
    groups[g] = sum / size;
  }
  return groups;
}

/** Correlation of neighbours; 0 for a constant sequence. */
function lagOne(values: Float64Array): number {
  const mean = average(values);
  let lagged = 0;
  for (let i = 1; i < values.length; i++) lagged += (values[i] - mean) * (values[i - 1] - mean);
  const squares = squaresAround(values, mean);
  return squares === 0 ? 0 : lagged / squares;
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaresAround(values: Float64Array, mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
}
