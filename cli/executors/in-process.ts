import { Run } from '../../sim-core/run/run.ts';
import { outcomeOf, type Outcome } from '../../sim-core/run/experiment/replications.ts';
import { breathe } from '../breathe.ts';
import type { Executor, Task } from './executor.ts';
import { scenarioOf } from './scenarios.ts';

/** Events between two looks at the clock. */
const PIECE = 200_000;

/** One run after another in this process; a long one lets signals in now and then, and is left when nobody waits for it. */
export function inProcess(): Executor {
  let closed = false;
  return {
    workers: 1,
    async run(task, progress) {
      const run = new Run(scenarioOf(task), { seed: task.seed });
      while (!run.advance(run.duration, PIECE) && !run.finished) {
        if (progress(run.now / run.duration)) await breathe();
        if (closed) return null;
      }
      return outcomeOf(run.report());
    },
    close() {
      closed = true;
      return Promise.resolve();
    },
  };
}

/** A whole run at once: what a worker does. */
export function outcomeFor(task: Task): Outcome {
  const run = new Run(scenarioOf(task), { seed: task.seed });
  run.advance(run.duration);
  return outcomeOf(run.report());
}
