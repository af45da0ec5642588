import { Piscina } from 'piscina';
import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { Executor } from './executor.ts';

/** So many runs at the same time, each in a thread of its own. */
export function pool(workers: number): Executor {
  const threads = new Piscina({
    filename: new URL('worker.js', import.meta.url).href,
    name: 'runTask',
    minThreads: workers,
    maxThreads: workers,
  });
  return {
    workers,
    run: (task) => threads.run(task) as Promise<Outcome>,
    close: () => threads.destroy(),
  };
}
