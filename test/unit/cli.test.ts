import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  balancers,
  disciplines,
  faults,
  loadScenario,
  parseCommand,
  rateLimits,
  retryPolicies,
  run,
  Run,
} from '../../sim-core/index.ts';
import { firstDifference } from '../../cli/commands/verify.ts';
import { number, percent, quantity, seconds } from '../../cli/render/numbers.ts';
import { brownoutIn, folderWithSmall, PROGRAM, ROOT, TEXT } from './program.ts';

let folder = '';

beforeAll(() => {
  folder = folderWithSmall();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const brownout = (...args: string[]) => brownoutIn(folder, args);

/** Starts a run without end and presses Ctrl-C after a while; no code when the signal itself ended it. */
async function interruptedAfter(
  milliseconds: number,
  args: readonly string[],
): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd: folder });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill('SIGINT');
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, out, err };
}

/** On a busy machine the signal may come before the program listens: then it just ends, and is given more time. */
async function interrupted(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  let ended = await interruptedAfter(1500, args);
  for (let wait = 3000; ended.code === null && wait < 100_000; wait *= 2)
    ended = await interruptedAfter(wait, args);
  return ended;
}

describe('brownout run', () => {
  it('prints a summary that is plain in a pipe, and exits with 0 when objectives hold', () => {
    const { code, out, err } = brownout('run', 'small.yaml');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(out).not.toContain('\u001B');
    for (const part of ['Small', 'p99', '95 % interval', 'n = ', '✓ web.p50 < 50ms', 'fingerprint'])
      expect(out).toContain(part);
    expect(out).toMatch(/p99\.9\s+hidden\s+needs 10k values/);
  });

  it('prints the report of the library as JSON, and nothing else', () => {
    const { code, out } = brownout('run', 'small.yaml', '--json', '--seed', '7');
    expect(code).toBe(0);
    const { scenario } = loadScenario(TEXT);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(run(scenario!, { seed: 7 }))));
  });

  it('says with its exit code what went wrong', () => {
    expect(
      brownout('run', 'small.yaml', '--set', 'nodes.api.service=100ms', '--set', 'expect[0]=web.p50 < 1ms')
        .code,
    ).toBe(1);
    expect(brownout('run', 'no-such-file.yaml').code).toBe(2);
    expect(brownout('run', 'small.yaml', '--seed', '-3').code).toBe(2);
    expect(brownout('fly').code).toBe(2);
    expect(brownout('run', 'small.yaml', '--set', 'nodes.api.cores=many').code).toBe(3);
    expect(brownout('run', 'small.yaml', '--set', 'limits.events=100').code).toBe(4);
    expect(brownout('--version').out.trim()).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('stops at a limit with what was measured so far', () => {
    const { out } = brownout('run', 'small.yaml', '--json', '--set', 'limits.events=1000');
    const report = JSON.parse(out);
    expect(report.stopReason).toMatchObject({ kind: 'limit', limit: 'events', value: 1000 });
    expect(report.events).toBe(1000);
    expect(report.clients.web.completed).toBeGreaterThan(100);
  });

  it('says so when a limit has left nothing measured, and words follow their numbers', () => {
    const { code, out } = brownout(
      'run',
      'small.yaml',
      '--set',
      'limits.liveRequests=1',
      '--set',
      'web.rate=5k/s',
    );
    expect(code).toBe(4);
    expect(out).toContain('Nothing was measured: ');
    const one = brownout(
      'run',
      'small.yaml',
      '--set',
      'web.rate=0.05/s',
      '--seed',
      '3',
      '--warmup',
      'auto',
    ).out;
    expect(one).toContain('20 s simulated, no warm-up found');
    expect(one).toMatch(/ {2}1 request, .*needs 20 values.*1 value is too few for p50/s);
  });

  it('repeats what was done by hand', () => {
    const { scenario } = loadScenario(TEXT);
    const live = new Run(scenario!);
    live.advance(7.123456789);
    live.intervene(parseCommand('{ crash: api, for: 2s }', scenario!).command!);
    live.advance(20);
    const { out } = brownout(
      'run',
      'small.yaml',
      '--json',
      '--do',
      '{at: 7.123456789s, crash: api, for: 2s}',
    );
    expect(JSON.parse(out).fingerprint).toBe(live.fingerprint);
    expect(brownout('run', 'small.yaml', '--do', '{crash: api}').code).toBe(2);
    expect(brownout('run', 'small.yaml', '--do', '{at: 1s, crash: apo}').err).toContain('Did you mean');
  });

  it('writes files once, and again only when told to', () => {
    expect(brownout('run', 'small.yaml', '--out', 'results').code).toBe(0);
    expect(readdirSync(path.join(folder, 'results')).sort()).toEqual([
      'report.json',
      'series.csv',
      'summary.txt',
    ]);
    expect(brownout('run', 'small.yaml', '--out', 'results').code).toBe(2);
    expect(brownout('run', 'small.yaml', '--out', 'results', '--force').code).toBe(0);
    const csv = readFileSync(path.join(folder, 'results', 'series.csv'), 'utf8')
      .trim()
      .split('\n');
    expect(csv[0]).toMatch(/^seconds,web\.up,web\.offered/);
    expect(csv).toHaveLength(1026);
  });

  it('writes reports for people, and never over another file', () => {
    expect(brownout('run', 'small.yaml', '--html', 'a.html', '--markdown', 'a.md').code).toBe(0);
    const html = readFileSync(path.join(folder, 'a.html'), 'utf8');
    expect(html).toContain('The objective held.');
    expect(readFileSync(path.join(folder, 'a.md'), 'utf8')).toContain('npx brownout run small.yaml --seed 1');
    const again = brownout('run', 'small.yaml', '--html', 'a.html');
    expect([again.code, again.out]).toEqual([2, '']);
    expect(brownout('run', 'small.yaml', '--html', 'a.html', '--force').code).toBe(0);
  });

  it('runs what fit has made of a log', () => {
    const line = (i: number) =>
      `10.0.0.1 - - [15/Nov/2023:00:${String(Math.floor(i / 60)).padStart(2, '0')}:${String(i % 60).padStart(2, '0')} +0000] "GET /a/${i % 7} HTTP/1.1" 200 512 "-" "-" 0.${100 + (i % 50)}`;
    const log = Array.from({ length: 600 }, (_, i) => line(i)).join('\n');
    writeFileSync(path.join(folder, 'web.log'), `not a line\n${log}\n`);
    const { code, out } = brownout('fit', 'web.log', '--html', 'fit.html');
    expect(code).toBe(0);
    for (const part of [
      '600 requests in 600 s',
      '1 line made no sense: 1',
      'evenly spaced',
      'What the log cannot tell',
    ])
      expect(out).toContain(part);
    expect(brownout('run', 'web.yaml').code).toBe(0);
    expect(readFileSync(path.join(folder, 'fit.html'), 'utf8')).toContain('A scenario fitted to web.log');
    expect(brownout('fit', 'web.log').code).toBe(2);
    expect(brownout('fit', 'small.yaml').code).toBe(3);
    expect(brownout('fit', 'nowhere.log').code).toBe(2);
  });

  it('prints what was measured so far on Ctrl-C', async () => {
    const { code, out } = await interrupted('run', 'small.yaml', '--json', '--duration', '5d');
    expect(code).toBe(130);
    const report = JSON.parse(out);
    expect(report.stopReason).toEqual({ kind: 'interrupted' });
    expect(report.simulatedSeconds).toBeGreaterThan(0);
  });

  it('leaves a run in this process on Ctrl-C, and says that nothing is known', async () => {
    const designs = ['small.yaml', '--vary', 'api.cores=1,2', '--set', 'duration=31d'];
    const { code, out, err } = await interrupted('compare', ...designs, '--jobs', '1');
    expect([code, out]).toEqual([130, '']);
    expect(err).toBe('Interrupted before the first run was complete: there is nothing to tell.\n');
  });
});

it('a run that is all warm-up says so', () => {
  const { code, out } = brownout('run', 'small.yaml', '--warmup', '30s', '--do', '{at: 50s, crash: api}');
  expect(code).toBe(1);
  expect(out).toContain('Nothing was measured: the warm-up is 30 s, and the run came to 20 s.');
});

describe('the other commands', () => {
  it('validate shows every problem with its line and a caret', () => {
    writeFileSync(path.join(folder, 'bad.yaml'), TEXT.replace('cores', 'coers').replace('1s }', '1 }'));
    const { code, err } = brownout('validate', 'bad.yaml');
    expect(code).toBe(3);
    expect(err).toContain('bad.yaml:6:');
    expect(err).toContain('bad.yaml:7:');
    expect(err).toContain('cores');
    expect(brownout('validate', 'small.yaml').out).toContain('2 nodes');
  });

  it('list names everything, also as JSON', () => {
    const all = JSON.parse(brownout('list', '--json').out);
    const tables = { balancers, retryPolicies, disciplines, rateLimits, faults };
    for (const [name, table] of Object.entries(tables))
      expect(all[name].map((entry: { name: string }) => entry.name)).toEqual(
        table.map((entry) => entry.name),
      );
    const text = brownout('list').out;
    for (const part of ['order-platform', 'Hedging policies', 'preemptive-priority'])
      expect(text).toContain(part);
  });

  it('list KIND tells its settings: what they are without being set, and what they mean', () => {
    const { out } = brownout('list', 'source');
    expect(out).toMatch(/^target +required +Node that gets the requests\.$/m);
    expect(out).toMatch(/^retry\.attempts +3 /m);
    expect(out).toMatch(/^classes\.NAME\.share +/m);
    const settings = JSON.parse(brownout('list', 'source', '--json').out) as { name: string }[];
    expect(settings.map(({ name }) => name)).toContain('timeout');
    expect(brownout('list', 'sauce').err).toContain('There are: source, users');
  });

  it('schema prints the schema that is committed', () => {
    const committed = JSON.parse(readFileSync(path.join(ROOT, 'scenarios/schema.json'), 'utf8'));
    expect(JSON.parse(brownout('schema').out)).toEqual(committed);
  });

  it('verify finds two runs the same, and names the first second in which two others differ', () => {
    expect(brownout('verify', 'small.yaml')).toMatchObject({ code: 0 });
    const { scenario } = loadScenario(TEXT);
    const a = new Run(scenario!);
    const b = new Run(scenario!);
    a.advance(20);
    b.advance(5.5);
    b.intervene(parseCommand('{ slow: api, times: 9 }', scenario!).command!);
    b.advance(20);
    expect(firstDifference(a, a)).toBeNull();
    expect(firstDifference(a, b)).toContain('first in second 5');
  });
});

it('every field of a report is described', () => {
  const { scenario } = loadScenario(TEXT);
  const docs = readFileSync(path.join(ROOT, 'docs/cli.md'), 'utf8');
  const report = run(scenario!);
  const keys = [
    ...Object.keys(report),
    ...Object.keys(report.clients.web),
    ...Object.keys(report.clients.web.latency),
  ];
  expect(keys.filter((key) => !docs.includes(`\`${key}`))).toEqual([]);
});

it('numbers are short and never claim too much', () => {
  expect([number(0), number(1234.5), number(23_631), number(5e6)]).toEqual(['0', '1230', '23.6k', '5M']);
  expect([seconds(0.00042), seconds(0.0994), seconds(1.5), seconds(null)]).toEqual([
    '420 µs',
    '99.4 ms',
    '1.5 s',
    '–',
  ]);
  expect([number(9999.9), number(999_999), number(-999_999_999)]).toEqual(['10k', '1M', '-1G']);
  expect([seconds(0.000_999_99), seconds(0.999_99), seconds(-0.000_999_99)]).toEqual([
    '1 ms',
    '1 s',
    '-1 ms',
  ]);
  expect([percent(0.99975), percent(1), percent(0.5)]).toEqual(['99.975 %', '100 %', '50 %']);
  // One failure in a hundred million.
  expect([percent(0.9999999), percent(0.99999999)]).toEqual(['99.99999 %', '99.999999 %']);
  expect([quantity(3, 'requests'), quantity(0.25, 'fraction'), quantity(2e9, 'bytes')]).toEqual([
    '3',
    '25 %',
    '2GB',
  ]);
});
