import { availableParallelism } from 'node:os';
import { errorColours as pc } from './render/colours.ts';
import type { Outcome } from '../sim-core/run/experiment/replications.ts';
import { breathe } from './breathe.ts';
import type { Executor, Task } from './executors/executor.ts';
import { inProcess } from './executors/in-process.ts';
import { showProgress, type Progress } from './progress.ts';
import { INTERRUPTED } from './exit-codes.ts';
import { Refusal } from './files.ts';
import type { ResultStore } from './results/store.ts';

/** Runs to be made, in order. */
export interface Experiment {
  readonly tasks: readonly Task[];
  /** Told each outcome in the order of the tasks. @returns whether that is enough. */
  readonly done: (outcome: Outcome, task: Task) => boolean;
  /** What is known already, and where new outcomes are kept. */
  readonly store?: ResultStore | undefined;
}

export interface ExperimentFlags {
  /** Runs at the same time; default: one for each core here, 64 in a cluster. */
  readonly jobs?: number | undefined;
  /** Redis of the cluster that makes the runs. */
  readonly redis?: string | undefined;
  readonly json?: true | undefined;
  /** Folder for results, which are also what is known already. */
  readonly out?: string | undefined;
  readonly force?: true | undefined;
}

/** An executor, a progress bar and Ctrl-C, for one experiment or several in a row. */
export class Session {
  private readonly executor: Executor;
  private readonly progress: Progress;
  private readonly signal = interruption();
  /** Runs whose outcomes were handed on. */
  complete = 0;

  /** @param runs that will be made at most. @param known how many of them the store knows. */
  static async open(runs: number, flags: ExperimentFlags, known = 0): Promise<Session> {
    return new Session(
      await executorFor(runs - known, flags),
      showProgress(runs, flags.json === true, 'runs'),
    );
  }

  private constructor(executor: Executor, progress: Progress) {
    this.executor = executor;
    this.progress = progress;
  }

  /**
   * Makes the runs of an experiment; those that the store knows are not made again. Outcomes are handed on in the order of
   * the tasks, whichever ends first, so what comes out does not depend on the executor; those beyond what was enough are
   * dropped.
   *
   * @returns whether it was interrupted.
   */
  async perform(experiment: Experiment): Promise<boolean> {
    const { executor, progress, signal, complete: before } = this;
    const { tasks, store } = experiment;
    const line = new Line(experiment, () => signal.given);
    const work = async (): Promise<void> => {
      for (let index = line.take(); index !== null; index = line.take()) {
        const outcome = await outcomeOf(tasks[index], executor, store, (share) =>
          progress.update(before + line.complete + share),
        );
        if (outcome === null) continue;
        line.hand(index, outcome);
        if (line.isFull) executor.forget?.();
        if (progress.update(before + line.complete)) await breathe();
      }
    };
    await Promise.race([Promise.all(Array.from({ length: executor.workers }, work)), signal.promise]);
    this.complete = before + line.complete;
    return signal.given;
  }

  async close(): Promise<void> {
    this.progress.stop();
    this.signal.release();
    await this.executor.close();
    if (this.signal.given && this.complete > 0)
      process.stderr.write(
        `${pc.yellow(`Interrupted after ${this.complete} runs; this is what they say.`)}\n`,
      );
  }
}

/**
 * One experiment by itself. Ctrl-C ends it, and what is complete is kept.
 *
 * @returns whether it was interrupted.
 * @throws {Refusal} see {@link nothingKnown}.
 */
export async function perform(experiment: Experiment, flags: ExperimentFlags): Promise<boolean> {
  const { tasks, store } = experiment;
  const known = store === undefined ? 0 : tasks.filter(({ key }) => store.get(key) !== null).length;
  const session = await Session.open(tasks.length, flags, known);
  let interrupted = false;
  try {
    interrupted = await session.perform(experiment);
  } finally {
    await session.close();
  }
  if (interrupted && session.complete === 0)
    throw new Refusal(
      'Interrupted before the first run was complete: there is nothing to tell.',
      INTERRUPTED,
    );
  if (known > 0) process.stderr.write(`${pc.dim(`${known} of ${tasks.length} runs were known already.`)}\n`);
  return interrupted;
}

/** Ctrl-C before any run was complete. */
export function nothingKnown(): Refusal {
  return new Refusal('Interrupted before the first run was complete: there is nothing to tell.', INTERRUPTED);
}

async function outcomeOf(
  task: Task,
  executor: Executor,
  store: ResultStore | undefined,
  progress: (share: number) => boolean,
): Promise<Outcome | null> {
  const known = store?.get(task.key) ?? null;
  if (known !== null) return known;
  const outcome = await executor.run(task, progress);
  if (outcome !== null) store?.put(task.key, outcome);
  return outcome;
}

/** The tasks in line: taken in order by whoever is free, handed on in order. */
class Line {
  complete = 0;
  private readonly experiment: Experiment;
  private readonly stopped: () => boolean;
  private readonly outcomes: (Outcome | undefined)[] = [];
  private started = 0;
  private enough = false;

  constructor(experiment: Experiment, stopped: () => boolean) {
    this.experiment = experiment;
    this.stopped = stopped;
  }

  /** Index of the next task; null when there is none, or no more are needed. */
  take(): number | null {
    const { tasks } = this.experiment;
    return this.started < tasks.length && !this.enough && !this.stopped() ? this.started++ : null;
  }

  /** Whether what was handed on was enough. */
  get isFull(): boolean {
    return this.enough;
  }

  hand(index: number, outcome: Outcome): void {
    const { tasks, done } = this.experiment;
    this.outcomes[index] = outcome;
    for (let next = this.outcomes[this.complete]; next !== undefined && !this.enough;) {
      const task = tasks[this.complete];
      this.outcomes[this.complete++] = undefined;
      this.enough = done(next, task);
      next = this.outcomes[this.complete];
    }
  }
}

/** Ctrl-C, once; a second one ends the program. */
function interruption() {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  const signal = { given: false, promise, release: () => void process.removeListener('SIGINT', onSignal) };
  const onSignal = (): void => {
    signal.given = true;
    resolve();
  };
  process.once('SIGINT', onSignal);
  return signal;
}

/** Runs asked of a cluster at the same time, unless told otherwise: more than most have cores. */
const CLUSTER_WINDOW = 64;

/** Threads cost a moment to start: few runs, or one job, stay in this process. */
async function executorFor(runs: number, { jobs, redis }: ExperimentFlags): Promise<Executor> {
  if (redis !== undefined && runs > 0) {
    const { cluster } = await import('./executors/cluster.ts');
    const say = (sentence: string): void => void process.stderr.write(`${pc.yellow(sentence)}\n`);
    return cluster(redis, Math.min(runs, jobs ?? CLUSTER_WINDOW), say);
  }
  const workers = Math.min(runs, jobs ?? availableParallelism());
  if (workers < 2) return inProcess();
  const { pool } = await import('./executors/pool.ts');
  return pool(workers);
}
