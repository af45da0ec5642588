import type { Worker } from 'bullmq';
import { connect, packages, QUEUE, REDIS_VARIABLE } from './cluster-protocol.ts';

/** Milliseconds after which a job whose worker has fallen silent is given to another one. */
const LOCK = 6000;
const LOOK_FOR_STALLED = 3000;
/** Workers that may die over one run before it counts as failed. */
const MOST_STALLED = 10;

/** The file beside this one: a source when run from sources, which `tsx` loads in processes too. */
const PROCESSOR = import.meta.url.endsWith('.ts') ? 'cluster-processor.ts' : 'cluster-processor.js';

/** Begins to make runs that are asked for on Redis, so many at a time, each in a process of its own. */
export async function clusterWorker(url: string, processes: number): Promise<Worker> {
  (await connect(url)).disconnect();
  process.env[REDIS_VARIABLE] = url;
  const { Worker } = await packages();
  const worker = new Worker(QUEUE, new URL(PROCESSOR, import.meta.url), {
    connection: { url, maxRetriesPerRequest: null },
    concurrency: processes,
    lockDuration: LOCK,
    stalledInterval: LOOK_FOR_STALLED,
    maxStalledCount: MOST_STALLED,
  });
  // Lost connections are made again; without a listener they would end the program.
  worker.on('error', () => {});
  return worker;
}
