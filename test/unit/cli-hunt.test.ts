import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { huntCommand, type HuntFlags } from '../../cli/commands/hunt.ts';
import { runCommand } from '../../cli/commands/run.ts';
import { hunt, type HuntReport, type Report } from '../../sim-core/index.ts';
import { misplacedTags } from './html-check.ts';
import { printed, type Printed } from './in-this-process.ts';
import { brownoutIn, folderWithSmall } from './program.ts';

const TEXT = `brownout: 1
title: Small <shop>
duration: 6s
warmup: none
nodes:
  web: { kind: source, target: front, rate: { profile: csv, data: rates.csv }, timeout: 300ms }
  front: { kind: load-balancer, backends: api }
  api: { kind: server, service: exponential 2ms }
expect:
  - web.availability > 95%
  - web.p50 < 50ms
`;

let folder = '';

beforeAll(() => {
  folder = folderWithSmall(TEXT);
  writeFileSync(
    path.join(folder, 'rates.csv'),
    'seconds,requests\n0,30\n1,30\n2,30\n3,30\n4,30\n5,30\n6,0\n',
  );
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const USUAL: HuntFlags = {
  trials: 4,
  maxFaults: 1,
  faults: 'crash,delay',
  spare: [],
  objective: [],
  seeds: 1,
  findings: 1,
  maxRuns: 200,
  set: [],
  jobs: 1,
};

function hunted(flags: Partial<HuntFlags> = {}): Promise<Printed> {
  return printed(() => huntCommand(path.join(folder, 'small.yaml'), { ...USUAL, ...flags }));
}

const program = (...args: string[]): Printed => brownoutIn(folder, ['hunt', 'small.yaml', ...args]);

describe('brownout hunt', () => {
  it('says what breaks the objectives, what to paste, how to replay it, and what held', async () => {
    const { code, out } = await hunted();
    expect(code).toBe(1);
    expect(out).toMatch(/\d+ runs from seed 1: 4 trials of one fault at \d+ places \(crash, delay\)/);
    expect(out).toContain('As it is: all objectives held with 4 of 4 seeds.');
    expect(out).toMatch(
      /✗ Crashing (?:api|front) at [\d.]+ m?s for [\d.]+ m?s breaks `web\.availability > 95%` \(measured [\d.]+ %\); in \d of 1 other seeds too/,
    );
    expect(out).toMatch(/ {2}faults:\n {4}- \{ at: [\d.]+m?s, for: [\d.]+m?s, crash: (?:api|front) \}/);
    expect(out).toMatch(/npx brownout run \S+small\.yaml --seed \d+ --set 'faults\[0\]=\{ at: /);
    expect(out).toMatch(/✗ web\.availability > 95% broken in \d of 4 trials/);
    expect(out).toMatch(/Where it is fragile[\s\S]*crash[\s\S]*with others/);
  });

  it('comes out the same on one core, on two, and in the library', async () => {
    const { out } = await hunted({ json: true, seed: 1 });
    const args = ['--trials', '4', '--max-faults', '1', '--faults', 'crash,delay', '--seeds', '1'];
    const { code, out: other } = program(...args, '--findings', '1', '--seed', '1', '--json', '--jobs', '2');
    expect(code).toBe(1);
    expect(other).toBe(out);
    const files = new Map([['rates.csv', readFileSync(path.join(folder, 'rates.csv'), 'utf8')]]);
    const { trials, maxFaults, seeds, findings } = USUAL;
    const asked = { trials, maxFaults, seeds, findings, seed: 1, faults: ['crash', 'delay'], files };
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(hunt(TEXT, asked).report)));
  });

  it('writes findings as scenarios that do it by themselves, and goes on where it stopped', async () => {
    const out = path.join(folder, 'out');
    const first = JSON.parse(
      (await hunted({ out, json: true, set: ['web.timeout=250ms'] })).out,
    ) as HuntReport;
    const [finding] = first.findings;
    const found = path.join(out, 'found-1.yaml');
    expect(readFileSync(found, 'utf8')).toContain(`# ${finding.sentence}\n`);
    const replay = await printed(() => runCommand(found, { json: true, set: [], do: [], confidence: 0.95 }));
    const report = JSON.parse(replay.out) as Report;
    expect(replay.code).toBe(1);
    expect([report.seed, report.fingerprint]).toEqual([finding.seed, finding.fingerprint]);
    expect(report.objectives.find(({ text }) => text === finding.objective)).toMatchObject({ held: false });
    const rows = readFileSync(path.join(out, 'runs.csv'), 'utf8').trim().split('\n').slice(1);
    expect(rows).toHaveLength(first.runs);
    // The second time nothing is run: what the folder says of a run is taken for true.
    const results = readdirSync(path.join(out, 'results'), { recursive: true, encoding: 'utf8' });
    for (const name of results.filter((each) => each.endsWith('.json'))) {
      const file = path.join(out, 'results', name);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"held":\[[^\]]*\]/, '"held":[true,true]'));
    }
    const again = await hunted({ out, set: ['web.timeout=250ms'] });
    expect(again.code).toBe(0);
    expect(again.out).toContain(
      '✓ Nothing found in 4 trials: the chance that a trial drawn like these breaks an objective is at most 75 %',
    );
  });

  it('writes a report for people', async () => {
    const html = path.join(folder, 'hunt.html');
    const markdown = path.join(folder, 'hunt.md');
    await hunted({ html, markdown });
    const page = readFileSync(html, 'utf8');
    expect(misplacedTags(page)).toEqual([]);
    expect(page.length).toBeLessThan(500_000);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(stripVTControlCharacters(page)).toBe(page);
    expect(page).toContain('Small &lt;shop&gt;');
    expect(page).toMatch(/Finding 1: crash (?:api|front)/);
    expect(page).toContain('Every fault that was tried alone');
    expect(page).toContain('web: requests per second');
    const text = readFileSync(markdown, 'utf8');
    expect(text).toMatch(
      /> \*\*✗ Crashing (?:api|front) at .* breaks `web\.availability > 95%` \(measured [\d.]+ %\)\.\*\*/,
    );
    expect(text).toContain(
      '--trials 4 --max-faults 1 --faults crash,delay --seeds 1 --findings 1 --max-runs 200',
    );
    expect((await hunted({ html })).err).toContain('Say --force to write over it.');
  });

  it('says at once when the scenario breaks an objective as it is', async () => {
    const { code, out } = await hunted({ objective: ['web.p50 < 1us'] });
    expect(code).toBe(1);
    expect(out).toContain(
      '✗ `web.p50 < 1us` is broken with 4 of 4 seeds as it is, before any fault is added.',
    );
    expect(out).toContain('4 runs from seed 1: 0 trials');
  });

  it('refuses what is not there', async () => {
    expect(await hunted({ faults: 'crush' })).toMatchObject({ code: 2, err: /Did you mean “crash”\?/ });
    expect(await hunted({ spare: ['apo'] })).toMatchObject({ code: 2, err: /Did you mean “api”\?/ });
    expect(await hunted({ objective: ['web.p98 < 1s'] })).toMatchObject({ code: 3 });
    expect(program('--max-faults', 'many')).toMatchObject({ code: 2 });
  });
});
