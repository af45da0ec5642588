import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { Task } from './executor.ts';
import { outcomeFor } from './in-process.ts';

/** What a thread of the pool is called for. */
export function runTask(task: Task): Outcome {
  return outcomeFor(task);
}
