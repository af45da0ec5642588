import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capacityCommand, type CapacityFlags } from '../../cli/commands/capacity.ts';
import { planCapacity, type CapacityReport } from '../../sim-core/index.ts';
import { misplacedTags } from './html-check.ts';
import { printed, type Printed } from './in-this-process.ts';
import { brownoutIn, folderWithSmall } from './program.ts';

const TEXT = `brownout: 1
title: Small
duration: 8s
warmup: 1s
nodes:
  web: { kind: source, target: front, rate: 150/s }
  front: { kind: load-balancer, policy: least-connections, backends: api }
  api: { kind: server, replicas: 4, service: exponential 10ms, costPerHour: 0.1 }
expect:
  - web.p90 < 120ms
  - web.p50 > 1us
`;

let folder = '';

beforeAll(() => {
  folder = folderWithSmall(TEXT);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function capacity(flags: Partial<CapacityFlags> = {}): Promise<Printed> {
  const usual = { question: [], source: [], objective: [], confidence: 0.95, maxRuns: 600, set: [], jobs: 1 };
  return printed(() => capacityCommand(path.join(folder, 'small.yaml'), { ...usual, ...flags }));
}

const program = (...args: string[]): Printed => brownoutIn(folder, ['capacity', 'small.yaml', ...args]);

describe('brownout capacity', () => {
  it('answers in words: load, replicas, knee, the book, and what was left out', async () => {
    const { code, out } = await capacity();
    expect(code).toBe(0);
    expect(out).toMatch(/As it is: meets its objectives, \d+ of \d+ runs\./);
    expect(out).toMatch(
      /The most load that meets them: [\d.]+ times the load; [\d.]+ times the load misses them/,
    );
    expect(out).toMatch(/The fewest replicas of api that meet them\n {2}nothing lost {2}2; 1 misses/);
    expect(out).toMatch(/one lost {6}3; 2 misses/);
    expect(out).toContain('The scenario has no zones.');
    expect(out).toMatch(/The knee: between [\d.]+ and [\d.]+ times the load/);
    expect(out).toMatch(/cost 0\.2 an hour/);
    expect(out).toMatch(/Universal scalability law through \d+ steady loads/);
    expect(out).toContain('Left out: web.p50 > 1us');
  });

  it('comes out the same on one core, on two, and in the library', async () => {
    const { out } = await capacity({ json: true, question: ['load'], seed: 5, confidence: 0.8, maxRuns: 40 });
    const args = ['--json', '--question', 'load', '--seed', '5', '--confidence', '80', '--max-runs', '40'];
    expect(program(...args, '--jobs', '2').out).toBe(out);
    const { report } = planCapacity(TEXT, { questions: ['load'], seed: 5, confidence: 0.8, maxRuns: 40 });
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(report)));
    expect(report!.runs).toBeLessThanOrEqual(40);
  });

  it('writes a report for people, and its runs to a folder, from where it goes on', async () => {
    const html = path.join(folder, 'capacity.html');
    const markdown = path.join(folder, 'capacity.md');
    const out = path.join(folder, 'out');
    const asked = { question: ['load', 'replicas'] as const, maxRuns: 80, seed: 3, confidence: 0.7, out };
    const first = await capacity({ ...asked, html, markdown });
    const page = readFileSync(html, 'utf8');
    expect(misplacedTags(page)).toEqual([]);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
    expect(stripVTControlCharacters(page)).toBe(page);
    expect(page).toMatch(
      /The most load that meets them: [\d.]+ times the load; [\d.]+ times the load misses them/,
    );
    expect(page).toContain('The fewest replicas of api that meet them, nothing lost: ');
    const text = readFileSync(markdown, 'utf8');
    expect(text).toMatch(/\*\*✓ As it is, it meets its objectives: they held in \d+ of \d+ runs\./);
    expect(text).toContain('## More and less load');
    expect(text).toContain('--question load --question replicas --confidence 70 --max-runs 80 --seed 3');
    const rows = readFileSync(path.join(out, 'runs.csv'), 'utf8').trim().split('\n').slice(1);
    expect(rows).toHaveLength(Number(/(\d+) runs from seed 3/.exec(first.out)![1]));
    expect(rows.some((row) => row.includes('nodes.web.scale='))).toBe(true);
    // The second time nothing is run: what the folder says of a run is taken for true.
    const results = readdirSync(path.join(out, 'results'), { recursive: true, encoding: 'utf8' });
    for (const name of results.filter((each) => each.endsWith('.json'))) {
      const file = path.join(out, 'results', name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll('"held":[true]', '"held":[false]'));
    }
    expect((await capacity(asked)).out).toContain('As it is: misses its objectives');
    expect((await capacity({ ...asked, html })).err).toContain('Say --force to write over it.');
  });

  it('takes objectives, and says by its exit code whether they are met as it is', async () => {
    const { code, out } = await capacity({ objective: ['web.p90 < 1us'], question: ['load'], json: true });
    expect(code).toBe(1);
    const { asItIs, load, replicas, knee } = JSON.parse(out) as CapacityReport;
    expect(asItIs.decision).toBe('misses');
    expect(load).toMatchObject({ meets: null, complete: true });
    expect([replicas, knee]).toEqual([[], null]);
  });

  it('says what is not known when runs run out', async () => {
    const { out } = await capacity({ maxRuns: 20 });
    expect(out).toContain('Runs ran out before all was known.');
    expect(out).toContain('the runs ran out before it was known closer');
    expect(out).toContain('cannot be told');
  });

  it('refuses what is not there', async () => {
    expect(await capacity({ node: 'apo' })).toMatchObject({ code: 2, err: /Did you mean “api”\?/ });
    expect(await capacity({ source: ['wob'] })).toMatchObject({ code: 2, err: /Did you mean “web”\?/ });
    expect(await capacity({ objective: ['web.p98 < 1s'] })).toMatchObject({ code: 3 });
    expect(program('--question', 'everything')).toMatchObject({ code: 2 });
  });
});
