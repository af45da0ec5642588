import type { Objective } from '../../../scenario/expect.ts';
import { isStarved, type Outcome } from '../replications.ts';

/**
 * Whether a run broke an objective: it did not hold, or it has no value because the client was hardly served. A run that a
 * limit of the simulator has ended says nothing.
 */
export function isBroken(outcome: Outcome | null, objectives: readonly Objective[], i: number): boolean {
  if (outcome === null || !outcome.finished) return false;
  const held = outcome.held[i];
  return held === false || (held === null && isStarved(outcome, objectives[i].node));
}

/** Seeds with and without the faults, and in how many of them something is broken. */
export interface Count {
  readonly runs: number;
  readonly broke: number;
}

/** Over those outcomes that say something. */
export function countBroken(
  outcomes: readonly (Outcome | null)[],
  objectives: readonly Objective[],
  i: number,
): Count {
  const said = outcomes.filter((outcome) => outcome !== null && outcome.finished);
  return { runs: said.length, broke: said.filter((outcome) => isBroken(outcome, objectives, i)).length };
}
