import type { Objective } from '../../scenario/expect.ts';
import { objectiveNote, type ObjectiveNote } from '../objective-notes.ts';
import { compare } from '../objectives.ts';
import type { ObjectiveReport } from '../report.ts';
import type { Standing } from './recovery-watch.ts';

export const RECOVERY_TIME = 'recoveryTime';

/**
 * The longest time that a client needed until it was served as before, over the faults that ended in the
 * objective's window. While it is not back, the time so far is a bound from below; one that is stuck never comes back.
 */
export function evaluateRecovery(
  objective: Objective,
  standings: readonly Standing[],
  interval: number,
): ObjectiveReport {
  const { text, node, op, value, from, until } = objective;
  const result = (held: boolean | null, measured: number | null, note: ObjectiveNote): ObjectiveReport => ({
    text,
    held,
    measured,
    unit: 's',
    ...note,
  });
  const ended = standings.filter(
    ({ episode: { over, before } }) => before !== null && over >= (from ?? 0) && over <= (until ?? Infinity),
  );
  if (ended.length === 0) return result(null, null, objectiveNote('no-fault-ended'));
  let longest = 0;
  for (const { episode, seconds, verdict } of ended) {
    const { backAt } = episode.subjects.find(({ id }) => id === node)!;
    if (backAt >= 0) longest = Math.max(longest, episode.secondsUntil(backAt, interval));
    else {
      const bound = verdict === 'returning' ? seconds : Infinity;
      const held = compare(bound, op, value);
      const isSure = bound === Infinity || held === compare(Infinity, op, value);
      const note = objectiveNote('not-back', { seconds: Number(seconds.toPrecision(3)) });
      return result(isSure ? held : null, seconds, note);
    }
  }
  return result(compare(longest, op, value), longest, objectiveNote('of-faults', { count: ended.length }));
}
