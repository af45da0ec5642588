import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { number } from '../../cli/render/numbers.ts';
import { loadScenario, run } from '../../sim-core/index.ts';
import { brownoutIn, folderWithSmall } from './program.ts';

const TEXT = `brownout: 1
title: Small
duration: 20s
warmup: 2s
nodes:
  web: { kind: source, target: front, rate: 150/s }
  front: { kind: load-balancer, policy: random, backends: api }
  api: { kind: server, replicas: 4, service: exponential 20ms }
expect:
  - web.p50 < 100ms
`;

let folder = '';

beforeAll(() => {
  folder = folderWithSmall(TEXT);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const brownout = (...args: string[]) => brownoutIn(folder, args);

interface Comparison {
  readonly verdict: string;
  readonly variants: {
    readonly name: string;
    readonly replications: { seed: number; fingerprint: string }[];
  }[];
  readonly figures: { readonly figure: string; readonly cells: { readonly verdict: string | null }[] }[];
}

describe('brownout compare', () => {
  it('says who beats whom, by how much and how surely', () => {
    const { code, out } = brownout(
      'compare',
      'small.yaml',
      '--vary',
      'front.policy=random,least-connections',
      '--at',
      'web.mean',
      '--replications',
      '6',
    );
    expect(code).toBe(0);
    expect(out).toMatch(
      /least-connections beats random by [\d.]+ ± [\d.]+ ms at web\.mean \(95 %, 6 pairs, same luck\), cost equal \(cores, no prices\)\./,
    );
  });

  it('prints runs that are those of the library, and replay by their seed', () => {
    const { out } = brownout(
      'compare',
      'small.yaml',
      '--vary',
      'front.policy=random,least-connections',
      '--replications',
      '3',
      '--seed',
      '11',
      '--json',
    );
    const found = JSON.parse(out) as Comparison;
    expect(found.variants.map(({ name }) => name)).toEqual(['random', 'least-connections']);
    expect(found.figures.map(({ figure }) => figure)).toContain('web.mean');
    const { scenario } = loadScenario(TEXT);
    for (const { seed, fingerprint } of found.variants[0].replications)
      expect(run(scenario!, { seed }).fingerprint).toBe(fingerprint);
    expect(found.variants[0].replications.map(({ seed }) => seed)).toEqual([11, 12, 13]);
  });

  it('comes out the same on one core and on two', () => {
    const args = [
      'compare',
      'small.yaml',
      '--vary',
      'front.policy=random,hash',
      '--replications',
      '4',
      '--json',
    ];
    const one = brownout(...args, '--jobs', '1');
    const two = brownout(...args, '--jobs', '2');
    expect(one.code).toBe(0);
    expect(two.out).toBe(one.out);
  });

  it('refuses what cannot be compared', () => {
    expect(brownout('compare', 'small.yaml')).toMatchObject({ code: 2 });
    expect(brownout('compare', 'small.yaml', '--vary', 'front.policy')).toMatchObject({ code: 2 });
    expect(brownout('compare', 'small.yaml', '--vary', 'front.policy=random,nonsense')).toMatchObject({
      code: 3,
    });
    const unknown = brownout(
      'compare',
      'small.yaml',
      '--vary',
      'web.rate=100/s,120/s',
      '--at',
      'web.speed',
      '--replications',
      '2',
    );
    expect(unknown.code).toBe(2);
    expect(unknown.err).toContain('web.p99');
  });
});

describe('brownout run with replications', () => {
  it('prints means with intervals, and how often objectives held', () => {
    const { code, out } = brownout('run', 'small.yaml', '--replications', '4');
    expect(code).toBe(0);
    expect(out).toContain('4 replications, seeds 1 to 4');
    expect(out).toContain('✓ web.p50 < 100ms held in 4 of 4 runs');
  });

  it('says what the answers of all runs are worth, as the runs do one by one', () => {
    const { out } = brownout('run', 'small.yaml', '--replications', '2');
    const { scenario } = loadScenario(TEXT);
    const each = [0, 1].map((i) => run(scenario!, { seed: scenario!.seed + i }).clients.web.latency);
    expect(each.every(({ effective, count }) => effective! > 1 && effective! < count)).toBe(true);
    const worth = each.reduce((sum, { effective }) => sum + effective!, 0);
    expect(out).toContain(`The answers of web are worth ${number(worth)} independent ones in all runs`);
  });

  it('goes on until the interval is narrow', () => {
    const { out } = brownout('run', 'small.yaml', '--until', 'web.mean ±10%', '--json');
    const { figures, replications } = JSON.parse(out) as {
      figures: Record<string, { mean: number; half: number; n: number }>;
      replications: unknown[];
    };
    expect(figures['web.mean'].half / figures['web.mean'].mean).toBeLessThanOrEqual(0.1);
    expect(replications.length).toBeGreaterThanOrEqual(5);
    expect(replications.length).toBeLessThan(200);
  });

  it('stops at the same run on one core and on two', () => {
    const args = ['run', 'small.yaml', '--until', 'web.mean ±8%', '--json'];
    expect(brownout(...args, '--jobs', '2').out).toBe(brownout(...args, '--jobs', '1').out);
  });

  it('says when so many runs are not enough', () => {
    const { out } = brownout('run', 'small.yaml', '--until', 'web.mean ±0.01%', '--replications', '6');
    expect(out).toMatch(/not yet the ± 0\.01 % that were asked for/);
  });

  it('refuses goals that make no sense', () => {
    expect(brownout('run', 'small.yaml', '--until', 'web.mean').code).toBe(2);
    expect(brownout('run', 'small.yaml', '--until', 'nobody.mean ±5%').code).toBe(2);
    expect(brownout('run', 'small.yaml', '--replications', '3', '--do', '{at: 1s, crash: api}').code).toBe(2);
  });
});
