import { Run } from '../../sim-core/run/run.ts';
import { outcomeOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import { loadScenario, type Scenario } from '../../sim-core/scenario/index.ts';
import type { Executor, Task } from './executor.ts';

/** Events between two looks at the clock and at Ctrl-C. */
const BREATH = 200_000;

/** One run after another in this process, letting signals in now and then. */
export function inProcess(): Executor {
  return {
    workers: 1,
    async run(task, progress) {
      const scenario = loaded(task);
      const run = new Run(scenario, { seed: task.seed });
      while (!run.finished) {
        run.advance(run.duration, BREATH);
        progress(run.now / run.duration);
        await breathe();
      }
      return outcomeOf(run.report());
    },
    close: () => Promise.resolve(),
  };
}

/** A whole run at once: what a worker does. */
export function outcomeFor(task: Task): Outcome {
  const run = new Run(loaded(task), { seed: task.seed });
  run.advance(run.duration);
  return outcomeOf(run.report());
}

/** Scenarios kept: the points of a sweep come seed by seed, so one that was run will be run again. */
const MOST_SCENARIOS = 200;

const scenarios = new Map<string, Scenario>();

/** The source was loaded before, so it has no problems. */
function loaded({ source, key }: Task): Scenario {
  const known = scenarios.get(key.document);
  if (known !== undefined) return known;
  const { scenario } = loadScenario(source.text, { set: source.set, files: source.files });
  if (scenario === null) throw new Error('a scenario that was loaded before cannot be loaded again');
  if (scenarios.size === MOST_SCENARIOS) scenarios.delete(scenarios.keys().next().value!);
  scenarios.set(key.document, scenario);
  return scenario;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
