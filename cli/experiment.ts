import { availableParallelism } from 'node:os';
import pc from 'picocolors';
import type { Outcome } from '../sim-core/run/experiment/replications.ts';
import type { Executor, Task } from './executors/executor.ts';
import { inProcess } from './executors/in-process.ts';
import { showProgress } from './progress.ts';

/** Runs to be made, in order. */
export interface Experiment {
  readonly tasks: readonly Task[];
  /** Told each outcome in the order of the tasks. @returns whether that is enough. */
  readonly done: (outcome: Outcome) => boolean;
}

export interface ExperimentFlags {
  /** Runs at the same time; default: one for each core. */
  readonly jobs?: number | undefined;
  readonly json?: true | undefined;
}

/**
 * Makes the runs of an experiment with a progress bar. Outcomes are handed on in the order of the tasks,
 * whichever ends first, so what comes out does not depend on the executor; those beyond what was enough are
 * dropped. Ctrl-C ends it, and what is complete is kept.
 *
 * @returns whether it was interrupted.
 */
export async function perform(experiment: Experiment, flags: ExperimentFlags): Promise<boolean> {
  const { tasks, done } = experiment;
  const executor = await executorFor(tasks.length, flags);
  const progress = showProgress(tasks.length, flags.json === true, 'runs');
  const outcomes: (Outcome | undefined)[] = [];
  let complete = 0;
  let started = 0;
  const state = { enough: false, interrupted: false };
  let interrupt = (): void => {};
  const interrupted = new Promise<void>((resolve) => {
    interrupt = () => {
      state.interrupted = true;
      resolve();
    };
  });
  process.once('SIGINT', interrupt); // a second Ctrl-C ends the program at once
  const work = async (): Promise<void> => {
    while (started < tasks.length && !state.enough && !state.interrupted) {
      const index = started++;
      outcomes[index] = await executor.run(tasks[index], (share) => void progress.update(complete + share));
      for (let next = outcomes[complete]; next !== undefined && !state.enough; next = outcomes[complete]) {
        outcomes[complete++] = undefined;
        state.enough = done(next);
      }
      progress.update(complete);
    }
  };
  await Promise.race([Promise.all(Array.from({ length: executor.workers }, work)), interrupted]);
  progress.stop();
  process.removeListener('SIGINT', interrupt);
  await executor.close();
  if (state.interrupted)
    process.stderr.write(`${pc.yellow(`Interrupted after ${complete} runs; this is what they say.`)}\n`);
  return state.interrupted;
}

/** Threads cost a moment to start: few runs, or one job, stay in this process. */
async function executorFor(runs: number, { jobs }: ExperimentFlags): Promise<Executor> {
  const workers = Math.min(runs, jobs ?? availableParallelism());
  if (workers < 2) return inProcess();
  const { pool } = await import('./executors/pool.ts');
  return pool(workers);
}
