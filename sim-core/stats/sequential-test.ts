import { assert } from '../kernel/assert.ts';
import { log } from '../random/portable-math.ts';

/** Two claims about the chance of a success. Between them it does not matter which is made. */
export interface Claims {
  /** The chance is at most this … */
  readonly low: number;
  /** … or at least this. */
  readonly high: number;
  /** Chance that the claim that is made is the wrong one of the two, at most about this. */
  readonly error: number;
}

export type Claim = 'high' | 'low';

/**
 * Wald's sequential probability ratio test (Annals of Mathematical Statistics 16, 1945) for independent trials: asked
 * after each, it makes a claim as soon as it can be defended. Of all tests with the same errors it needs the fewest
 * trials on average at `low` and at `high`. Boundaries are Wald's (1 − ε)/ε; what a step overshoots them is on the safe side.
 *
 * @returns null while neither claim can be defended.
 */
export function sequentialTest(
  { low, high, error }: Claims,
  successes: number,
  failures: number,
): Claim | null {
  assert(0 < low && low < high && high < 1, 'the claims are 0 < low < high < 1');
  assert(error > 0 && error < 0.5, 'an error lies between 0 and a half');
  const evidence = successes * log(high / low) + failures * log((1 - high) / (1 - low));
  const enough = log((1 - error) / error);
  if (evidence >= enough) return 'high';
  return evidence <= -enough ? 'low' : null;
}
