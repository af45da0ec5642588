import { exp, log } from '../../random/portable-math.ts';
import { highestAt } from './search.ts';

/** Steeper popularity than this is one key. */
const STEEPEST = 3;
const FINE = 1e-4;
/** More ranks than this are summed in groups. */
const DIRECT = 2000;

/**
 * The exponent of Zipf's law that makes the counts of n keys likeliest, most popular first. Ranks are those of the
 * sample, so keys that were not asked for are not counted, which makes it a little too steep for short logs.
 */
export function fitZipf(counts: readonly number[]): number {
  const logs = counts.map((_, i) => log(i + 1));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weighted = counts.reduce((sum, count, i) => sum + count * logs[i], 0);
  const likelihood = (s: number) => -s * weighted - total * log(weights(logs, s));
  return highestAt(likelihood, 0, STEEPEST, FINE);
}

/** Sum of rank^−s; beyond the first ranks each term stands for its neighbours. */
function weights(logs: readonly number[], s: number): number {
  let sum = 0;
  for (let i = 0; i < logs.length;) {
    const group = i < DIRECT ? 1 : Math.min(logs.length - i, Math.max(1, i >> 6));
    sum += group * exp(-s * logs[Math.min(logs.length - 1, i + (group >> 1))]);
    i += group;
  }
  return sum;
}
