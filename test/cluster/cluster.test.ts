import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Queue } from 'bullmq';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, QUEUE } from '../../cli/executors/cluster-protocol.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const PROGRAM = path.join(ROOT, 'dist/cli/main.js');

/** A run of it takes about a tenth of a second: long enough for something to happen in the middle of a sweep. */
const TEXT = `brownout: 1
title: Small
duration: 500s
nodes:
  web: { kind: source, target: api, rate: 50/s }
  api: { kind: server, service: exponential 10ms }
`;

/** A run of it takes about a hundredth of a second: a search asks for many, and needs few of each load. */
const SHORT = TEXT.replace('500s', '60s').replace('50/s', '40/s') + "expect: ['web.p99 < 200ms']\n";
const CAPACITY = ['capacity', 'short.yaml', '--question', 'load', '--json'];
/** Runs that a search may ask for at one load. */
const MOST_OF_A_LOAD = 40;

const RUNS = 40;
const SWEEP = ['sweep', 'small.yaml', '--factor', 'nodes.web.rate=40/s..70/s/4', '--replications', '10'];

const absent = spawnSync('redis-server', ['--version']).error !== undefined;
if (absent) process.stderr.write('There is no redis-server here: tests of clusters are skipped.\n');

describe.skipIf(absent)('a cluster on Redis', () => {
  let folder: string;
  let url: string;
  let redis: ChildProcess;
  let expected: string;
  const children = new Set<ChildProcess>();

  beforeAll(async () => {
    if (!existsSync(PROGRAM)) execFileSync(process.execPath, ['.ci/prepare.mjs'], { cwd: ROOT });
    folder = mkdtempSync(path.join(tmpdir(), 'brownout-cluster-'));
    mkdirSync(path.join(folder, 'redis'));
    writeFileSync(path.join(folder, 'small.yaml'), TEXT);
    writeFileSync(path.join(folder, 'short.yaml'), SHORT);
    url = `redis://127.0.0.1:${await freePort()}`;
    redis = startRedis();
    expected = spawnSync(process.execPath, [PROGRAM, ...SWEEP, '--jobs', '1', '--out', 'here', '--json'], {
      cwd: folder,
      encoding: 'utf8',
    }).stdout;
  });

  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function start(command: string, args: readonly string[]): ChildProcess & { text: string } {
    const child = Object.assign(spawn(command, args, { cwd: folder }), { text: '' });
    child.stdout.on('data', (data: Buffer) => (child.text += data.toString()));
    child.stderr.on('data', () => {});
    children.add(child);
    return child;
  }

  function startRedis(): ChildProcess {
    const { port } = new URL(url);
    const settings = {
      port,
      bind: '127.0.0.1',
      dir: path.join(folder, 'redis'),
      appendonly: 'yes',
      save: '',
    };
    return start(
      'redis-server',
      Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    );
  }

  async function startWorker() {
    const worker = start(process.execPath, [PROGRAM, 'worker', '--redis', url, '--jobs', '1']);
    await until(() => worker.text.includes('Making runs'));
    return worker;
  }

  const startSweep = (out: string) =>
    start(process.execPath, [PROGRAM, ...SWEEP, '--redis', url, '--out', out, '--json']);

  const resultsIn = (out: string): string[] =>
    existsSync(path.join(folder, out))
      ? readdirSync(path.join(folder, out), { recursive: true, encoding: 'utf8' }).filter((name) =>
          /[/\\]\d+\.json$/.test(name),
        )
      : [];

  it('makes every run once, although a worker and Redis die in the middle, and says what one process says', async () => {
    const first = await startWorker();
    const second = await startWorker();
    const sweep = startSweep('far');
    await until(() => resultsIn('far').length >= 4);
    first.kill('SIGKILL');
    await until(() => resultsIn('far').length >= 12);
    redis.kill('SIGKILL');
    await ended(redis);
    expect(resultsIn('far').length).toBeLessThan(RUNS);
    redis = startRedis();
    const code = await ended(sweep);
    expect(code).toBe(0);
    expect(resultsIn('far')).toHaveLength(RUNS);
    expect(JSON.parse(sweep.text)).toEqual(JSON.parse(expected));
    expect(readFileSync(path.join(folder, 'far/runs.csv'), 'utf8')).toBe(
      readFileSync(path.join(folder, 'here/runs.csv'), 'utf8'),
    );
    second.kill('SIGTERM');
    expect(await ended(second)).toBe(0);
    expect(second.text).toMatch(/\d+ runs made/);
  });

  it('knows on Redis what was made for others: without any worker the sweep is complete again', async () => {
    const sweep = startSweep('again');
    expect(await ended(sweep)).toBe(0);
    expect(JSON.parse(sweep.text)).toEqual(JSON.parse(expected));
  });

  it('finds the capacity that one process finds, and makes few runs that are not needed', async () => {
    const connection = await connect(url);
    const queue = new Queue(QUEUE, { connection });
    const before = await queue.getCompletedCount();
    const worker = await startWorker();
    const search = start(process.execPath, [PROGRAM, ...CAPACITY, '--redis', url, '--out', 'far-capacity']);
    expect(await ended(search)).toBe(0);
    const here = brownout([...CAPACITY, '--jobs', '1', '--out', 'here-capacity']);
    expect(JSON.parse(search.text)).toEqual(JSON.parse(here.out));
    expect(readFileSync(path.join(folder, 'far-capacity/runs.csv'), 'utf8')).toBe(
      readFileSync(path.join(folder, 'here-capacity/runs.csv'), 'utf8'),
    );
    const { runs, load } = JSON.parse(here.out) as { runs: number; load: { tried: unknown[] } };
    worker.kill('SIGTERM');
    await ended(worker);
    // Beside them, what was under way when a load was decided; without being told, all that was asked for.
    const made = (await queue.getCompletedCount()) - before;
    expect(made).toBeGreaterThanOrEqual(runs);
    expect(made).toBeLessThan((runs + MOST_OF_A_LOAD * load.tried.length) / 2);
    expect(await queue.getWaitingCount()).toBe(0);
    await queue.close();
    connection.disconnect();
  });

  it('hunts as one process does, although it decides by what came out what to run next', async () => {
    const worker = await startWorker();
    const hunt = ['hunt', 'small.yaml', '--set', 'duration=20s', '--objective', 'web.availability > 99%'];
    const args = [...hunt, '--trials', '8', '--max-faults', '1', '--seeds', '2', '--findings', '1', '--json'];
    const far = brownout([...args, '--redis', url]);
    const here = brownout([...args, '--jobs', '1']);
    expect([far.code, far.out]).toEqual([1, here.out]);
    worker.kill('SIGTERM');
    expect(await ended(worker)).toBe(0);
  });

  it('goes on where it was when the sweep itself was killed', async () => {
    const args = [...SWEEP, '--out', 'cut', '--jobs', '1', '--json'];
    const sweep = start(process.execPath, [PROGRAM, ...args]);
    await until(() => resultsIn('cut').length >= 5);
    sweep.kill('SIGKILL');
    await ended(sweep);
    const { code, out, err } = brownout(args);
    expect(code).toBe(0);
    expect(err).toMatch(/^\d+ of 40 runs were known already/m);
    expect(JSON.parse(out)).toEqual(JSON.parse(expected));
  });

  it('leaves no process behind when a worker is killed in the middle of a run', async () => {
    const worker = await startWorker();
    const twice = ['run', 'small.yaml', '--replications', '2', '--redis', url];
    // The first runs see to it that the worker's process is there when the long one is asked for.
    expect(brownout([...twice, '--seed', '77']).code).toBe(0);
    const asker = start(process.execPath, [PROGRAM, ...twice, '--set', 'duration=40000s']);
    const connection = await connect(url);
    const queue = new Queue(QUEUE, { connection });
    while ((await queue.getActiveCount()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await new Promise((resolve) => setTimeout(resolve, 300));
    worker.kill('SIGKILL');
    asker.kill('SIGKILL');
    await queue.close();
    connection.disconnect();
    // It finds out when it has made its run and tells nobody.
    await expect.poll(() => childrenOf(folder), { timeout: 60_000 }).toBe(0);
  });

  it('says when there is no Redis, and hides passwords', () => {
    const { code, err } = brownout([...SWEEP, '--redis', 'redis://user:secret@127.0.0.1:1']);
    expect(code).toBe(2);
    expect(err).toContain('There is no Redis at redis://…@127.0.0.1:1');
    expect(err).not.toContain('secret');
  });

  function brownout(args: readonly string[]): { code: number | null; out: string; err: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  }
});

/** Waits for something that happens in another process; the test's own time limit ends it if it never does. */
async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Processes that work in a folder, beside `redis-server`; where the system does not tell, none. */
function childrenOf(folder: string): number {
  if (!existsSync('/proc/self/cwd')) return 0;
  return readdirSync('/proc').filter((id) => {
    try {
      return (
        /^\d+$/.test(id) &&
        readlinkSync(`/proc/${id}/cwd`) === folder &&
        !readFileSync(`/proc/${id}/comm`, 'utf8').startsWith('redis')
      );
    } catch {
      return false;
    }
  }).length;
}

function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.on('close', resolve));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
