import { loadScenario } from '../../scenario/load.ts';
import type { Problem } from '../../scenario/problem.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { run } from '../run.ts';
import { sourceOf, type AskedOf, type Asking } from './asking.ts';
import { outcomeOf } from './replications.ts';

/** What an experiment came to; `report` is null if there are problems, or if `refusal` says what was asked for in vain. */
export interface Answered<Report> {
  readonly report: Report | null;
  readonly problems: readonly Problem[];
  readonly refusal: string | null;
}

/** What the plan of an experiment is, or why there is none. */
export type Planned<Report> =
  | { readonly plan: Asking<Report>; readonly source: AskedOf }
  | { readonly problems: readonly Problem[] }
  | { readonly refusal: string };

/** Makes the runs that a plan asks for, one after another. */
export function answer<Report>(planned: Planned<Report>): Answered<Report> {
  if ('problems' in planned) return { report: null, problems: planned.problems, refusal: null };
  if ('refusal' in planned) return { report: null, problems: [], refusal: planned.refusal };
  const { plan, source } = planned;
  let step = plan.next();
  while (step.done !== true) {
    const { trials, done } = step.value;
    // Trials of one design share their changes, and stand beside each other.
    let set: readonly string[] | null = null;
    let scenario!: Scenario;
    for (const trial of trials) {
      if (trial.set !== set) scenario = scenarioOf(sourceOf(source, trial));
      set = trial.set;
      if (done(outcomeOf(run(scenario, { seed: trial.seed })))) break;
    }
    step = plan.next();
  }
  return { report: step.value, problems: [], refusal: null };
}

/** A plan asks only for what it has checked. */
function scenarioOf(source: AskedOf): Scenario {
  return loadScenario(source.text, source).scenario!;
}
