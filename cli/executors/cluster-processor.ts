import type { Redis } from 'ioredis';
import { outcomeRecord } from '../results/outcome-record.ts';
import { connect, fetchSource, REDIS_VARIABLE, type JobData } from './cluster-protocol.ts';
import type { Source } from './executor.ts';
import { outcomeFor } from './in-process.ts';

/** Sources kept: the points of a sweep come seed by seed. */
const MOST_SOURCES = 200;

// A worker that was killed cannot end its processes; they end themselves, and its runs are given to others.
process.once('disconnect', () => process.exit());
// BullMQ tells the worker of every error, and of the error of telling it, without end.
process.prependListener('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(1);
});

let redis: Promise<Redis> | undefined;
const sources = new Map<string, Source>();

/**
 * What a sandboxed process of a worker does for one job: makes the run. A long run blocks this process alone; the
 * worker beside it goes on telling Redis that the job is being done.
 */
export default async function make({ data: { key } }: { data: JobData }): Promise<string> {
  return outcomeRecord(key, outcomeFor({ source: await sourceOf(key.document), seed: key.seed, key }));
}

async function sourceOf(document: string): Promise<Source> {
  const known = sources.get(document);
  if (known !== undefined) return known;
  redis ??= connect(process.env[REDIS_VARIABLE]!);
  const source = await fetchSource(await redis, document);
  if (sources.size === MOST_SOURCES) sources.delete(sources.keys().next().value!);
  sources.set(document, source);
  return source;
}
