import { availableParallelism } from 'node:os';
import { HELD } from '../exit-codes.ts';
import { clusterWorker } from '../executors/cluster-worker.ts';
import { withoutPassword } from '../executors/cluster-protocol.ts';
import { ENGINE } from '../../sim-core/run/version.ts';

export interface WorkerFlags {
  readonly redis: string;
  /** Runs at the same time; default: one for each core. */
  readonly jobs?: number | undefined;
}

/** Makes runs for whoever asks on Redis, until Ctrl-C; runs that have begun are made to their end. */
export async function workerCommand({ redis, jobs }: WorkerFlags): Promise<number> {
  const processes = jobs ?? availableParallelism();
  const worker = await clusterWorker(redis, processes);
  let made = 0;
  worker.on('completed', () => made++);
  worker.on('failed', (job, error) => {
    process.stderr.write(`${job?.id ?? 'a run'} failed: ${error.message}\n`);
  });
  await worker.waitUntilReady();
  process.stdout.write(
    `Making runs for ${withoutPassword(redis)}, ${processes} at a time, with ${ENGINE}. Ctrl-C ends it.\n`,
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  process.stdout.write('Ending with the runs that have begun.\n');
  await worker.close();
  process.stdout.write(`${made} ${made === 1 ? 'run' : 'runs'} made.\n`);
  return HELD;
}
