import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { RunKey } from '../../sim-core/run/experiment/run-key.ts';

/** A scenario as plain data: what a worker, here or elsewhere, needs to load it again. */
export interface Source {
  readonly text: string;
  readonly set: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** One run of an experiment, as plain data. */
export interface Task {
  readonly source: Source;
  readonly seed: number;
  /** The name of its outcome: equal keys, equal outcomes. */
  readonly key: RunKey;
}

/** Where runs are made. Whatever the executor, equal tasks have equal outcomes. */
export interface Executor {
  /** Runs that it makes at the same time. */
  readonly workers: number;
  /**
   * @param progress told the share of the run that is done, from 0 to 1, where that is known; it returns whether signals
   * should be let in.
   * @returns null if it was forgotten.
   */
  run(task: Task, progress: (share: number) => boolean): Promise<Outcome | null>;
  /** Nobody needs what was asked for and is not there yet: runs that have not begun need not be made. */
  forget?(): void;
  close(): Promise<void>;
}
