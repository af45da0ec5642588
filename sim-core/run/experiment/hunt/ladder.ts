import type { Search } from './ddmin.ts';

/** What people write: each about a quarter more than the one before. */
const ROUND = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
/** Values that are tried at the same time. */
const PROBES = 3;

/** Round values from `low` on, ascending, all below `high`. */
export function ladder(low: number, high: number): number[] {
  const values: number[] = [];
  const lowest = exponentOf(low);
  for (let exponent = lowest; exponent <= exponentOf(high); exponent++)
    for (const mantissa of ROUND) {
      const value = Number(`${mantissa}e${exponent}`);
      if (value >= low && value < high) values.push(value);
    }
  return values;
}

/** Power of ten that begins a value's first digit: 2 for 340. */
export function exponentOf(value: number): number {
  return Number(value.toExponential().split('e')[1]);
}

/**
 * The least of ascending values that will do. If it will do from some value on, it is that value; in any case it is one
 * that was seen to do.
 *
 * @param current does, and is more than all values.
 */
export function* least<T>(current: T, values: readonly number[], made: (value: number) => T): Search<T> {
  let best = current;
  let low = 0;
  let high = values.length;
  while (low < high) {
    const step = (high - low) / (PROBES + 1);
    const indices = Array.from({ length: PROBES }, (_, i) => low + Math.floor((i + 1) * step));
    const probes = [...new Set(indices)].filter((index) => index < high);
    const hit = yield probes.map((index) => made(values[index]));
    if (hit < 0) low = probes[probes.length - 1] + 1;
    else {
      best = made(values[probes[hit]]);
      high = probes[hit];
      if (hit > 0) low = probes[hit - 1] + 1;
    }
  }
  return best;
}

/** The first candidate that will do; else what there is. */
export function* firstOf<T>(current: T, candidates: readonly T[]): Search<T> {
  if (candidates.length === 0) return current;
  const hit = yield candidates;
  return hit < 0 ? current : candidates[hit];
}
