import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { Session } from '../../cli/experiment.ts';
import { clusterWorker } from '../../cli/executors/cluster-worker.ts';
import { tasks, text, wallOf } from './measured.ts';

/** Seconds on the wall of so many runs, by one worker on Redis and in this process. */
export interface ClusterRuns {
  readonly runs: number;
  readonly cluster: number;
  readonly here: number;
}

const RUNS = 400;
const WARM_UP = 100;
/** Simulated: a run of a millisecond or two, for what the cluster adds does not depend on it. */
const SECONDS = 4;

/** Runs through BullMQ and a `redis-server` that writes its log to disk, with one worker, beside the same runs here. */
export async function measureCluster(share: number, folder: string): Promise<ClusterRuns | null> {
  const port = await freePort();
  const redis = await startRedis(port, folder);
  if (redis === null) return null;
  const url = `redis://127.0.0.1:${port}`;
  const runs = Math.max(50, Math.round(RUNS * share));
  const worker = await clusterWorker(url, 1);
  await worker.waitUntilReady();
  const cluster = await measured(runs, { redis: url });
  const here = await measured(runs, { jobs: 1 });
  await worker.close();
  redis.kill();
  return { runs, cluster, here };
}

async function measured(runs: number, where: { redis?: string; jobs?: number }): Promise<number> {
  const document = text(SECONDS);
  const session = await Session.open(WARM_UP + runs, { ...where, json: true });
  const perform = (first: number, count: number) =>
    session.perform({ tasks: tasks(document, first, count), done: () => false });
  await perform(1, WARM_UP);
  const wall = await wallOf(() => perform(1000, runs));
  await session.close();
  return wall;
}

/** Null if it is not installed. */
function startRedis(port: number, folder: string): Promise<ChildProcess | null> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes'];
  const redis = spawn('redis-server', [...settings, '--save', ''], { stdio: ['ignore', 'pipe', 'ignore'] });
  return new Promise((resolve) => {
    redis.once('error', () => resolve(null));
    redis.stdout.on('data', (data: Buffer) => {
      if (data.toString().includes('Ready to accept connections')) resolve(redis);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
