import { Piscina } from 'piscina';
import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import type { Executor } from './executor.ts';

/** The worker beside this file: a source when run from sources, which `tsx` loads in threads too. */
const WORKER = import.meta.url.endsWith('.ts') ? 'worker.ts' : 'worker.js';

/** So many runs at the same time, each in a thread of its own. */
export function pool(workers: number): Executor {
  const threads = new Piscina({
    filename: new URL(WORKER, import.meta.url).href,
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
