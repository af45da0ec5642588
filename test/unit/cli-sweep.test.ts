import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepCommand, type SweepFlags } from '../../cli/commands/sweep.ts';
import { outcomeRecord, readOutcome } from '../../cli/results/outcome-record.ts';
import { folderStore } from '../../cli/results/store.ts';
import { outcomeOf } from '../../sim-core/run/experiment/replications.ts';
import { runKey } from '../../sim-core/run/experiment/run-key.ts';
import { loadScenario, run } from '../../sim-core/index.ts';
import { printed, type Printed } from './in-this-process.ts';

const ROOT = path.join(import.meta.dirname, '../..');

const TEXT = `brownout: 1
title: Small
duration: 5s
warmup: 0.5s
nodes:
  web: { kind: source, target: front, rate: 75/s }
  front: { kind: load-balancer, policy: random, backends: api }
  api: { kind: server, replicas: 4, service: exponential 20ms }
expect:
  - web.p50 < 30ms
`;
const RATES = 'web.rate=25/s..175/s/4';
const POLICIES = 'front.policy=random,least-connections';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'brownout-'));
  writeFileSync(path.join(folder, 'small.yaml'), TEXT);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const USUAL: SweepFlags = {
  factor: [],
  design: 'grid',
  at: [],
  replications: 2,
  confidence: 0.95,
  set: [],
  jobs: 1,
};

/** Eight points, two seeds each. */
const SIXTEEN: Partial<SweepFlags> = { factor: [RATES, POLICIES] };

function sweep(flags: Partial<SweepFlags>): Promise<Printed> {
  const out = flags.out === undefined ? {} : { out: path.join(folder, flags.out) };
  return printed(() => sweepCommand(path.join(folder, 'small.yaml'), { ...USUAL, ...flags, ...out }));
}

function results(name: string): string[] {
  const all = path.join(folder, name, 'results');
  if (!existsSync(all)) return [];
  return readdirSync(all, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.json'));
}

const contents = (name: string, file: string) => readFileSync(path.join(folder, name, file), 'utf8');

describe('brownout sweep', () => {
  it('says which setting matters and where objectives hold', async () => {
    const { code, out } = await sweep({ ...SIXTEEN, at: ['web.mean'] });
    expect(code).toBe(0);
    expect(out).toContain('8 points (grid), 2 replications each with the same luck');
    expect(out).toContain('What matters for web.mean');
    expect(out).toMatch(/safe region: web\.rate from 25\/s to \d+\/s; front\.policy/);
  });

  it('goes on after kill -9, makes nothing twice, and ends with what a whole sweep gives', async () => {
    const file = path.join(folder, 'small.yaml');
    const args = [
      'sweep',
      file,
      '--factor',
      RATES,
      '--factor',
      POLICIES,
      '--replications',
      '2',
      '--jobs',
      '1',
    ];
    const long = { ...SIXTEEN, set: ['duration=30s'] };
    const killed = [...args, '--set', 'duration=30s', '--out', path.join(folder, 'killed')];
    const child = spawn(process.execPath, ['--import', 'tsx', 'cli/main.ts', ...killed], { cwd: ROOT });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    while (results('killed').length < 3) await new Promise((resolve) => setTimeout(resolve, 2));
    child.kill('SIGKILL');
    await ended;
    const before = results('killed').length;
    expect(before).toBeLessThan(16);
    expect(JSON.parse(contents('killed', 'manifest.json'))).toMatchObject({ complete: false });
    const again = await sweep({ ...long, out: 'killed' });
    expect(again.err).toContain(`${before} of 16 runs were known already.`);
    expect(results('killed')).toHaveLength(16);
    expect((await sweep({ ...long, out: 'whole' })).code).toBe(0);
    expect(contents('killed', 'runs.csv')).toBe(contents('whole', 'runs.csv'));
    expect(contents('killed', 'manifest.json')).toBe(contents('whole', 'manifest.json'));
  });

  it('writes a row for every run, with columns that are described', async () => {
    expect((await sweep({ ...SIXTEEN, out: 'rows' })).code).toBe(0);
    const lines = contents('rows', 'runs.csv').trim().split('\n');
    expect(lines).toHaveLength(17);
    expect(lines[0]).toMatch(/^web\.rate,front\.policy,seed,document,fingerprint,held,/);
    const manifest = JSON.parse(contents('rows', 'manifest.json'));
    expect(manifest).toMatchObject({ schema: 1, complete: true, runs: 16, about: { experiment: 'sweep' } });
    expect(manifest.columns.map(({ name }: { name: string }) => name)).toEqual(lines[0].split(','));
    expect(manifest.columns.find(({ name }: { name: string }) => name === 'web.mean')).toEqual({
      name: 'web.mean',
      type: 'number',
      unit: 's',
      help: 'Mean latency of requests that ended well.',
    });
    const undescribed = manifest.columns.filter(({ help }: { help: string }) => help === '');
    expect(undescribed).toEqual([]);
    const rows = contents('rows', 'runs.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { scenario } = loadScenario(TEXT, { set: ['web.rate=75/s', 'front.policy=least-connections'] });
    const same = rows.find(
      (row) => row['web.rate'] === '75/s' && row['front.policy'] === 'least-connections',
    );
    expect(same.fingerprint).toBe(run(scenario!, { seed: same.seed }).fingerprint);
  });

  it('adds replications to what is there, and does not mix two experiments', async () => {
    const more = await sweep({ ...SIXTEEN, replications: 3, out: 'rows' });
    expect(more.err).toContain('16 of 24 runs were known already.');
    const other: Partial<SweepFlags> = { factor: [POLICIES], out: 'rows' };
    expect(await sweep(other)).toMatchObject({ code: 2 });
    expect((await sweep({ ...other, force: true })).code).toBe(0);
  });

  it('prints every point as JSON, with seeds that replay', async () => {
    const { out } = await sweep({ ...SIXTEEN, json: true });
    const found = JSON.parse(out);
    expect(Object.keys(found)).toEqual([
      'schema',
      'scenario',
      'confidence',
      'design',
      'points',
      'findings',
      'safeRegion',
    ]);
    expect(found.points).toHaveLength(8);
    const [{ settings, replications }] = found.points;
    expect(settings).toEqual({ 'web.rate': '25/s', 'front.policy': 'random' });
    const set = Object.entries(settings).map(([name, value]) => `${name}=${String(value)}`);
    const { scenario } = loadScenario(TEXT, { set });
    expect(run(scenario!, { seed: replications[1].seed }).fingerprint).toBe(replications[1].fingerprint);
  });

  it.each([
    [{}, 2, 'Nothing is varied'],
    [{ factor: ['web.rate=9/s..1/s/3'] }, 2, 'must be below'],
    [{ factor: ['web.rte=9/s,1/s'] }, 3, 'rate'],
    [{ factor: [RATES, RATES] }, 2, 'there twice'],
    [{ factor: [RATES], design: 'cube' }, 2, 'latin'],
    [{ factor: [RATES], points: 5 }, 2, '--points'],
    [{ factor: ['web.rate=1/s..9/s/1000', 'api.cores=1..900/900'] }, 2, 'at most 10000'],
    [{ factor: [RATES], at: ['web.speed'] }, 2, 'web.mean'],
  ])('refuses %o', async (flags, code, why) => {
    const refused = await sweep(flags);
    expect(refused.code).toBe(code);
    expect(refused.err).toContain(why);
  });
});

describe('the store of results', () => {
  const { scenario } = loadScenario(TEXT);
  const outcome = outcomeOf(run(scenario!, { seed: 3, duration: 2 }));
  const key = runKey(scenario!, 3);

  it('gives back what was put in, to the last digit', () => {
    const store = folderStore(path.join(folder, 'store'));
    expect(store.get(key)).toBeNull();
    store.put(key, outcome);
    expect(store.get(key)).toEqual(outcome);
    expect(folderStore(path.join(folder, 'store')).get(key)).toEqual(outcome);
    expect(store.get({ ...key, seed: 4 })).toBeNull();
    expect(store.get({ ...key, engine: 'another' })).toBeNull();
  });

  it('takes a record of another run for none, wherever it lies', () => {
    const record = outcomeRecord(key, outcome);
    expect(readOutcome(record, key)).toEqual(outcome);
    for (const other of [{ seed: 4 }, { engine: 'another' }, { document: 'another' }])
      expect(readOutcome(record, { ...key, ...other })).toBeNull();
  });

  it('takes a torn file for none', () => {
    const store = folderStore(path.join(folder, 'torn'));
    store.put(key, outcome);
    const [name] = readdirSync(path.join(folder, 'torn'));
    const file = path.join(folder, 'torn', name, '3.json');
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100));
    expect(store.get(key)).toBeNull();
    store.put(key, outcome);
    expect(store.get(key)).toEqual(outcome);
  });

  it('knows documents by their content and that of their files', () => {
    const changed = loadScenario(TEXT, { set: ['web.rate=76/s'] }).scenario!;
    const other = { ...scenario!, files: new Map([['a.csv', '1']]) };
    const documents = [scenario!, changed, other, { ...other, files: new Map([['a.csv', '2']]) }];
    expect(new Set(documents.map((each) => runKey(each, 1).document)).size).toBe(4);
    expect(runKey(loadScenario(`${TEXT}# a comment\n`).scenario!, 1)).toEqual(runKey(scenario!, 1));
  });
});

it('a sweep writes a report with its curve, its effects and its points', async () => {
  const html = path.join(folder, 'sweep.html');
  await sweep({ factor: [RATES], html });
  const text = readFileSync(html, 'utf8');
  for (const part of [
    'web.mean along web.rate',
    'All points',
    'All objectives held',
    '--factor &#39;web.rate=25/s..175/s/4&#39;',
  ])
    expect(text).toContain(part);
  expect(text).not.toContain('NaN');
  expect((await sweep({ factor: [RATES], html })).code).toBe(2);
});
