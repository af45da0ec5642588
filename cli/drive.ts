import {
  sourceOf,
  type Allowance,
  type AskedOf,
  type Asking,
  type Trial,
} from '../sim-core/run/experiment/asking.ts';
import { nothingKnown, Session, type ExperimentFlags } from './experiment.ts';
import { loadAgain, tasksOf, type LoadedFile } from './load.ts';
import type { RunRow } from './results/runs-table.ts';
import type { ResultStore } from './results/store.ts';

/** An experiment that decides by itself which runs it needs next. */
export interface Driven<Answer> {
  readonly plan: Asking<Answer>;
  readonly allowance: Allowance;
  readonly source: AskedOf;
  /** What tells a run from the others in the table of runs, by its overrides. */
  readonly labels: (set: readonly string[]) => RunRow['labels'];
  readonly store: ResultStore | undefined;
}

export interface Driving<Answer> {
  readonly answer: Answer;
  readonly interrupted: boolean;
  readonly runs: readonly RunRow[];
}

/** Makes the runs that the plan asks for, until it knows its answer or somebody has had enough. @throws {Refusal} see {@link nothingKnown} */
export async function drive<Answer>(
  { plan, allowance, source, labels, store }: Driven<Answer>,
  flags: ExperimentFlags,
): Promise<Driving<Answer>> {
  const session = await Session.open(allowance.most, flags);
  const runs: RunRow[] = [];
  let interrupted = false;
  try {
    let step = plan.next();
    while (step.done !== true) {
      const { trials, done } = step.value;
      const loaded = loadedFor(trials, source);
      let next = 0;
      interrupted = await session.perform({
        tasks: trials.map(({ seed }, i) => tasksOf(loaded[i], [seed])[0]),
        store,
        done: (outcome, task) => {
          const set = task.source.set.slice(source.set.length);
          runs.push({ labels: labels(set), scenario: loaded[next++].scenario, task, outcome });
          return done(outcome);
        },
      });
      if (interrupted) allowance.close();
      if (interrupted && session.complete === 0) throw nothingKnown();
      step = plan.next();
    }
    return { answer: step.value, interrupted, runs };
  } finally {
    await session.close();
  }
}

/** Trials of the same variation share what was loaded for it. */
function loadedFor(trials: readonly Trial[], source: AskedOf): LoadedFile[] {
  const known = new Map<string, LoadedFile>();
  return trials.map((trial) => {
    const key = trial.set.join('\n');
    const loaded = known.get(key) ?? loadAgain(sourceOf(source, trial));
    known.set(key, loaded);
    return loaded;
  });
}
