import { tPoint, tTails } from './student-t.ts';

/** A mean over independent replications, with the interval that holds the true one with the confidence given. */
export interface Estimate {
  readonly n: number;
  readonly mean: number;
  /** Half-width; Infinity for fewer than two values. */
  readonly half: number;
  /** Standard deviation of single values. */
  readonly deviation: number;
}

/** By Student's t: the values are independent, and means of much, so nearly normal. */
export function estimate(values: readonly number[], confidence: number): Estimate {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + square(value - mean), 0) / (n - 1));
  const half = n < 2 ? Infinity : (tPoint(confidence, n - 1) * deviation) / Math.sqrt(n);
  return { n, mean, half, deviation: n < 2 ? 0 : deviation };
}

/** How much less (negative) or more (positive) the second of two paired series is. */
export interface Difference extends Estimate {
  /** Chance of a difference as large as this if there were none. */
  readonly p: number;
  /** How many times more replications unpaired runs would need for the same interval; 1 if pairing was of no use. */
  readonly gain: number;
}

/**
 * Paired differences (common random numbers; Law, Simulation Modeling and Analysis, 5th ed., §11.2): value i of
 * both series comes from the same luck, so what luck does to both cancels.
 */
export function pairedDifference(
  first: readonly number[],
  second: readonly number[],
  confidence: number,
): Difference {
  const differences = second.map((value, i) => value - first[i]);
  const result = estimate(differences, confidence);
  const { n, mean, deviation } = result;
  const error = deviation / Math.sqrt(n);
  const p = mean === 0 ? 1 : n < 2 ? 1 : tTails(mean / error, n - 1);
  const apart =
    square(estimate(first, confidence).deviation) + square(estimate(second, confidence).deviation);
  return { ...result, p, gain: deviation === 0 ? 1 : apart / square(deviation) };
}

/**
 * Holm's step-down adjustment (Scandinavian Journal of Statistics 6, 1979): with the adjusted values the chance
 * of one false alarm or more among all comparisons is at most the level.
 */
export function holm(ps: readonly number[]): number[] {
  const order = ps.map((_, i) => i).sort((a, b) => ps[a] - ps[b] || a - b);
  const adjusted = new Array<number>(ps.length);
  let least = 0;
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, ps[i] * (ps.length - rank)));
    adjusted[i] = least;
  }
  return adjusted;
}

function square(value: number): number {
  return value * value;
}
