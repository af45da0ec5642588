import type { Objective } from '../../../scenario/expect.ts';
import type { Variations, Loss } from './variations.ts';
import { bracket, type Bracket } from './load-question.ts';
import type { Asking } from '../asking.ts';
import type { Lab } from './lab.ts';
import { decide, type Verdict } from './verdict.ts';

/** Numbers of replicas that may be tried. */
export interface Range {
  readonly least: number;
  readonly most: number;
  /** Where to begin. */
  readonly from: number;
}

/** What is lost: nothing, one replica, or a zone, whichever it is. */
export type LossKind = 'nothing' | 'node' | 'zone';

const NEVER: Verdict = { decision: 'misses', held: 0, missed: 0, silent: 0 };

/**
 * The fewest replicas that meet the objectives, also with something lost. With zones, every single one of them may be
 * the one that is lost. To lose the only replica is to miss them, without a run.
 */
export function* askReplicas(
  lab: Lab,
  variations: Variations,
  objectives: readonly Objective[],
  range: Range,
  losses: readonly Loss[],
  error: number,
): Asking<Bracket> {
  const { least, most, from } = range;
  // Fewer replicas are harder: points go down from the most.
  const axis = { size: most - least + 1, start: most - from, stride: 1 };
  const losesNode = losses.some((loss) => loss?.kind === 'node');
  return yield* bracket(
    axis,
    (point) => most - point,
    lab,
    error,
    function* (replicas, each) {
      if (losesNode && replicas === 1) return NEVER;
      let last = NEVER;
      for (const loss of losses) {
        last = yield* decide(
          lab,
          variations.setOf({ factor: 1, replicas, loss }),
          objectives,
          each / losses.length,
        );
        if (last.decision !== 'meets') return last;
      }
      return last;
    },
  );
}
