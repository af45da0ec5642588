import { sequentialTest } from '../../../stats/sequential-test.ts';
import type { Objective } from '../../../scenario/expect.ts';
import { isStarved, type Outcome } from '../replications.ts';
import type { Decision } from './boundary.ts';
import type { Asking } from '../asking.ts';
import type { Lab } from './lab.ts';

/** A variation meets its objectives when a run meets all of them with at least this chance … */
export const RELIABLE = 0.9;
/** … and misses them when the chance is at most this. Between the two either may be said. */
export const UNRELIABLE = 0.5;
/** More replications of one variation are not made: what is undecided then stays so. */
const MOST_REPLICATIONS = 40;
/** So many runs that give no value for an objective, and none that does, are enough. */
const SILENT = 3;

export interface Verdict {
  readonly decision: Decision;
  readonly held: number;
  readonly missed: number;
  /** Runs that gave no value to judge. */
  readonly silent: number;
}

/** What one run says: true if all objectives held, null if there is no value to judge one of them by. */
export function judge(outcome: Outcome, objectives: readonly Pick<Objective, 'node'>[]): boolean | null {
  if (!outcome.finished || outcome.held.includes(false)) return false;
  const silent = objectives.filter((_, i) => outcome.held[i] === null);
  if (silent.some(({ node }) => isStarved(outcome, node))) return false;
  return silent.length === 0 ? true : null;
}

/** Runs a variation until it can be said, with the error given, whether it meets its objectives. */
export function* decide(
  lab: Lab,
  set: readonly string[],
  objectives: readonly Pick<Objective, 'node'>[],
  error: number,
): Asking<Verdict> {
  const outcomes = yield* lab.study(set, MOST_REPLICATIONS, (so) =>
    isDecided(verdictOf(so, objectives, error)),
  );
  return verdictOf(outcomes, objectives, error);
}

function isDecided({ decision, held, missed, silent }: Verdict): boolean {
  return decision !== 'undecided' || (silent >= SILENT && held + missed === 0);
}

export function verdictOf(
  outcomes: readonly Outcome[],
  objectives: readonly Pick<Objective, 'node'>[],
  error: number,
): Verdict {
  const judged = outcomes.map((outcome) => judge(outcome, objectives));
  const held = judged.filter((each) => each === true).length;
  const missed = judged.filter((each) => each === false).length;
  const claim = sequentialTest({ low: UNRELIABLE, high: RELIABLE, error }, held, missed);
  const decision = claim === 'high' ? 'meets' : claim === 'low' ? 'misses' : 'undecided';
  return { decision, held, missed, silent: judged.length - held - missed };
}
