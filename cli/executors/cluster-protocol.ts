import type { Redis } from 'ioredis';
import type { RunKey } from '../../sim-core/run/experiment/run-key.ts';
import { ENGINE } from '../../sim-core/run/version.ts';
import { hashText } from '../../sim-core/scenario/hash.ts';
import { USAGE } from '../exit-codes.ts';
import { Refusal } from '../files.ts';
import type { Source } from './executor.ts';

/** Name of the queue on Redis. Engines of another version have another, so they never make each other's runs. */
export const QUEUE = `brownout-${hashText(ENGINE)}`;

/** Environment variable by which a worker tells its processes where Redis is. */
export const REDIS_VARIABLE = 'BROWNOUT_REDIS';

/** What is asked of a worker. The source, which many runs share, is fetched by the hash of the document. */
export interface JobData {
  readonly key: RunKey;
}

/** Equal runs are one job, whoever asks and how often. Job ids must not be numbers or hold a colon. */
export function jobIdOf({ document, seed }: RunKey): string {
  return `run-${document}-${seed}`;
}

/** Seconds that sources stay on Redis after they were last asked for. */
const KEPT = 7 * 86_400;

interface SourceRecord {
  readonly text: string;
  readonly set: readonly string[];
  /** Hash of each file's contents by its name: scenarios of a sweep share them. */
  readonly files: Readonly<Record<string, string>>;
}

export async function publishSource(redis: Redis, document: string, source: Source): Promise<void> {
  const files: Record<string, string> = {};
  for (const [name, contents] of source.files) {
    files[name] = hashText(contents);
    await redis.set(fileKey(files[name]), contents, 'EX', KEPT);
  }
  const record: SourceRecord = { text: source.text, set: source.set, files };
  await redis.set(sourceKey(document), JSON.stringify(record), 'EX', KEPT);
}

/** @throws if it is not there, or not any more. */
export async function fetchSource(redis: Redis, document: string): Promise<Source> {
  const { text, set, files } = JSON.parse(await required(redis, sourceKey(document))) as SourceRecord;
  const contents = new Map<string, string>();
  for (const [name, hash] of Object.entries(files)) contents.set(name, await required(redis, fileKey(hash)));
  return { text, set, files: contents };
}

/**
 * A connection that is made again whenever it is lost, for as long as it takes.
 * @throws Refusal if there is no Redis to begin with, or the packages for it are not installed.
 */
export async function connect(url: string): Promise<Redis> {
  const { Redis } = await packages();
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: null, connectTimeout: 5000 });
  let reason = '';
  redis.on('error', (error) => (reason = error.message));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    const why = reason === '' ? (error as Error).message : reason;
    throw new Refusal(`There is no Redis at ${withoutPassword(url)}: ${why}`, USAGE);
  }
  return redis;
}

/** What a cluster needs, which who has none need not install. */
export async function packages() {
  try {
    const [bullmq, ioredis] = await Promise.all([import('bullmq'), import('ioredis')]);
    return { ...bullmq, Redis: ioredis.Redis };
  } catch {
    throw new Refusal('A cluster needs two more packages: npm install bullmq ioredis', USAGE);
  }
}

export function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//…@');
}

async function required(redis: Redis, key: string): Promise<string> {
  const value = await redis.get(key);
  if (value === null) throw new Error(`${key} is not on Redis any more`);
  return value;
}

const sourceKey = (document: string): string => `brownout:source:${document}`;
const fileKey = (hash: string): string => `brownout:file:${hash}`;
