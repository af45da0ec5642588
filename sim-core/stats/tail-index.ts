import { log } from '../random/portable-math.ts';
import type { Histogram } from './histogram.ts';

export interface Tail {
  /** Hill's estimate: P(X > x) falls off like x^−index. Below 2 the variance has no end, below 1 the mean. */
  readonly index: number;
  /** Values it was told from. */
  readonly values: number;
}

/**
 * The index of the tail from the values beyond the quantile 1 − `share` (Hill, Annals of Statistics 3, 1975), each
 * value taken as the middle of its bucket. Null when there are none, or all are alike.
 */
export function tailIndex(all: Histogram, share: number): Tail | null {
  const start = all.quantile(1 - share);
  if (!(start > 0)) return null;
  let values = 0;
  let logs = 0;
  all.forEachBucket((lower, upper, count) => {
    const middle = (lower + upper) / 2;
    if (middle <= start) return;
    values += count;
    logs += count * log(middle / start);
  });
  return values === 0 || logs === 0 ? null : { index: values / logs, values };
}

/** Where the tail is looked at: a power law looks the same at all of them, a second mode or an exponential does not. */
const SHARES = [1 / 50, 1 / 200, 1 / 800] as const;
const FEWEST = 20_000;
/** An index with so few values is known to two standard errors, index ÷ √values each. */
const ERRORS = 2;

/**
 * The index of a tail so heavy that the variance has no end, seen at every depth that is looked at; else null. What
 * is exponential, lognormal of a moderate spread or of two modes is not taken for one. Needs 20,000 values.
 */
export function heavyTail(all: Histogram): number | null {
  if (all.count < FEWEST) return null;
  const found = SHARES.map((share) => tailIndex(all, share));
  const isHeavy = found.every(
    (tail) => tail !== null && tail.index * (1 + ERRORS / Math.sqrt(tail.values)) < 2,
  );
  return isHeavy ? found[0]!.index : null;
}
