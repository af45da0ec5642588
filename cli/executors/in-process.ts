import { Run } from '../../sim-core/run/run.ts';
import { outcomeOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import { loadScenario, type Scenario } from '../../sim-core/scenario/index.ts';
import type { Executor, Source, Task } from './executor.ts';

/** Events between two looks at the clock and at Ctrl-C. */
const BREATH = 200_000;

/** One run after another in this process, letting signals in now and then. */
export function inProcess(): Executor {
  return {
    workers: 1,
    async run(task, progress) {
      const scenario = loaded(task.source);
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
export function outcomeFor({ source, seed }: Task): Outcome {
  const run = new Run(loaded(source), { seed });
  run.advance(run.duration);
  return outcomeOf(run.report());
}

/** The source was loaded before, so it has no problems. */
function loaded({ text, set, files }: Source): Scenario {
  const { scenario } = loadScenario(text, { set, files });
  if (scenario === null) throw new Error('a scenario that was loaded before cannot be loaded again');
  return scenario;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
