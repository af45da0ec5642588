import type { Objective } from '../../../scenario/expect.ts';
import { figureKind } from '../figures-of.ts';

/** An objective that says nothing about capacity, and why. */
export interface LeftOut {
  readonly text: string;
  readonly why: string;
}

/** Figures that more replicas make worse: a bound on them says what may be spent, not what is needed. */
export const OF_COST: ReadonlySet<string> = new Set(['cost', 'perHour', 'perMillionRequests', 'provisioned']);

/** Whether an objective asks for enough of something good, or for not too much of something bad. */
export function isRequirement({ node, metric, op }: Objective): boolean {
  if (OF_COST.has(metric)) return false;
  const { better } = figureKind(`${node}.${metric}`);
  if (op === '==' || op === '!=') return true;
  return op.startsWith('<') ? better !== 'more' : better === 'more';
}

const STORY = 'it describes what goes wrong: more load makes it true, not false';
const COSTS = 'it bounds the cost: fewer replicas make it true, not false';

/** Objectives that a system either fulfils or not, apart from those that describe what goes wrong in a story. */
export function split(objectives: readonly Objective[]): { used: Objective[]; leftOut: LeftOut[] } {
  const used = objectives.filter(isRequirement);
  const leftOut = objectives
    .filter((objective) => !isRequirement(objective))
    .map(({ text, metric }) => ({ text, why: OF_COST.has(metric) ? COSTS : STORY }));
  return { used, leftOut };
}
