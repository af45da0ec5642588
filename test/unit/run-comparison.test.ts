import { describe, expect, it } from 'vitest';
import { around } from '../../cli/render/numbers.ts';
import { verdictSentence } from '../../cli/render/verdict-sentence.ts';
import { COST_FIGURES, compareVariants, type Variant } from '../../sim-core/run/experiment/comparison.ts';
import { figuresOf } from '../../sim-core/run/experiment/figures-of.ts';
import {
  estimateOf,
  isNarrow,
  outcomeOf,
  seedsOf,
  type Outcome,
} from '../../sim-core/run/experiment/replications.ts';
import { loadScenario, run } from '../../sim-core/index.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { madeOutcome } from './made-outcome.ts';

const text = (policy: string) => `
brownout: 1
title: Two designs
duration: 40s
nodes:
  web: { kind: source, target: front, rate: 150/s }
  front: { kind: load-balancer, policy: ${policy}, backends: api }
  api: { kind: server, replicas: 4, service: exponential 20ms }
`;

function designed(policy: string, seeds: readonly number[]): Variant {
  const { scenario } = loadScenario(text(policy));
  return { name: policy, outcomes: seeds.map((seed) => outcomeOf(run(scenario!, { seed }))) };
}

function made(name: string, values: readonly (number | null)[], figure = 'web.p99'): Variant {
  const outcome = (value: number | null, i: number): Outcome =>
    madeOutcome({ seed: i, figures: new Map(value === null ? [] : [[figure, value]]) });
  return { name, outcomes: values.map(outcome) };
}

describe('designs that are compared', () => {
  const seeds = seedsOf({ seed: 3 }, 8);
  const random = designed('random', seeds);
  const least = designed('least-connections', seeds);

  it('see the same requests, so that pairing gains', () => {
    const [row] = compareVariants([random, least], ['web.mean'], 0.95);
    expect(row.cells[1]).toMatchObject({ verdict: 'better' });
    expect(row.cells[1].difference!.gain).toBeGreaterThan(1.2);
    expect(random.outcomes[0].figures.get('web.offeredRate')).toBe(
      least.outcomes[0].figures.get('web.offeredRate'),
    );
  });

  it('that are the same never differ', () => {
    const rows = compareVariants(
      [least, designed('least-connections', seeds)],
      ['web.mean', 'web.p99', 'api.utilisation'],
      0.95,
    );
    for (const { cells } of rows)
      expect(cells[1]).toMatchObject({ verdict: 'equal', p: 1, difference: { mean: 0, half: 0 } });
  });

  it('end in a sentence', () => {
    const sentence = verdictSentence(compareVariants([random, least], ['web.mean'], 0.95), 0.95);
    expect(sentence).toMatch(
      /^least-connections beats random by [\d.]+ ± [\d.]+ (ms|µs) at web\.mean \(95 %, 8 pairs, same luck\)\.$/,
    );
  });

  it('leave out the seeds at which one of them has no value', () => {
    const [row] = compareVariants([made('a', [1, 2, null, 4]), made('b', [2, 3, 9, 5])], ['web.p99'], 0.95);
    expect(row.cells[1].difference).toMatchObject({ n: 3, mean: 1 });
    expect(compareVariants([made('a', [1, null]), made('b', [2, 3])], ['web.p99'], 0.95)).toEqual([]);
  });

  it('pay for every comparison that is made', () => {
    const base = made('base', [10, 11, 12, 13, 14, 15]);
    const near = made('near', [10.9, 11.2, 13.6, 13.1, 15.5, 15.4]);
    const alone = compareVariants([base, near], ['web.p99'], 0.95);
    const many = [near, ...Array.from({ length: 20 }, (_, i) => ({ ...near, name: `near ${i}` }))];
    const among = compareVariants([base, ...many], ['web.p99'], 0.95);
    expect(alone[0].cells[1].verdict).toBe('worse');
    expect(among[0].cells[1].verdict).toBe('cannot-tell');
  });

  it('that are equal get a verdict somewhere in a table no more often than its level says', () => {
    let alarms = 0;
    for (let table = 0; table < 300; table++) {
      const variants = ['a', 'b', 'c', 'd'].map((name): Variant => {
        const random = stream(table, name);
        const outcomes = Array.from({ length: 8 }, (_, seed) => ({
          ...made(name, [0]).outcomes[0],
          seed,
          figures: new Map(['web.p99', 'web.mean', 'web.goodput'].map((figure) => [figure, random.double()])),
        }));
        return { name, outcomes };
      });
      const rows = compareVariants(variants, ['web.p99', 'web.mean', 'web.goodput'], 0.95);
      if (
        rows.some(({ cells }) => cells.some(({ verdict }) => verdict !== null && verdict !== 'cannot-tell'))
      )
        alarms++;
    }
    // At most 5 % of 300, and some noise: 15 ± 4.
    expect(alarms).toBeGreaterThan(1);
    expect(alarms).toBeLessThan(27);
  });

  it('hide no loss behind a win', () => {
    const both = (name: string, p99: number, availability: number): Variant => ({
      name,
      outcomes: [0, 0.25, 0.5, 0.75].map((noise, i) => ({
        ...made(name, [0]).outcomes[0],
        seed: i,
        figures: new Map([
          ['web.p99', p99 + noise],
          ['web.availability', availability - noise / 128],
        ]),
      })),
    });
    const rows = compareVariants(
      [both('a', 2, 0.875), both('b', 1, 0.75)],
      ['web.p99', 'web.availability'],
      0.95,
    );
    expect(verdictSentence(rows, 0.95)).toBe(
      'b beats a by 1 ± 0 s at web.p99 (95 %, 4 pairs, same luck), but loses 12.5 % at web.availability.',
    );
  });
});

describe('what designs cost', () => {
  const bill = (
    name: string,
    p99: readonly number[],
    perHour: readonly number[] | null,
    cores: readonly number[],
  ) => ({
    name,
    outcomes: p99.map((value, seed) => {
      const figures = new Map([['web.p99', value]]);
      if (perHour !== null) figures.set('cost.perHour', perHour[seed]);
      return madeOutcome({ seed, figures: figures.set('cost.cores', cores[seed]) });
    }),
  });
  const says = (...variants: Variant[]) =>
    verdictSentence(compareVariants(variants, ['web.p99', ...COST_FIGURES], 0.95), 0.95);
  const slow = [2, 2.01, 2.02, 2.01];
  const fast = [1, 1.01, 1.02, 1.01];
  const four = [4, 4, 4, 4];
  const priced = [8, 8, 8, 8];

  it('is equal where no pair differs, but for rounding', () => {
    expect(says(bill('a', slow, priced, four), bill('b', fast, [8, 8 + 1e-14, 8, 8], four))).toBe(
      'b beats a by 1 ± 0 s at web.p99 (95 %, 4 pairs, same luck), cost equal.',
    );
  });

  it('is lower or higher by a share, with its interval, for whoever wins', () => {
    const lower = [6, 6.4, 6.2, 6.2];
    expect(says(bill('a', slow, priced, four), bill('b', fast, lower, four))).toMatch(
      /, cost 22\.5 ± 3\.3 % lower, cores equal\.$/,
    );
    // Seen from the other: 8 is 29 % more than 6.2.
    expect(says(bill('a', fast, priced, four), bill('b', slow, lower, lower))).toMatch(
      /^a beats b by .*, cost 29\.0 ± 4\.2 % higher\.$/,
    );
    expect(says(bill('a', slow, null, four), bill('b', fast, null, [6, 6, 6, 6]))).toMatch(
      /, cost 50 % higher \(cores, no prices\)\.$/,
    );
  });

  it('is open where luck could explain it, and says so', () => {
    expect(says(bill('a', slow, [7, 8, 9, 8], four), bill('b', fast, [8, 8, 8, 9], four))).toMatch(
      /, cost can’t be told yet \(\+3 ± 20 %\), cores equal\.$/,
    );
    expect(says(bill('a', slow, null, four), bill('b', slow, null, four))).toBe(
      'b and a are equal at web.p99 in every run (4 pairs, same luck), cost equal (cores, no prices).',
    );
  });

  it('counts cores by the time that there are machines for them', () => {
    const figures = figuresOf(run(loadScenario(text('random')).scenario!));
    expect(figures.get('cost.cores')).toBeCloseTo(4, 9);
    expect(figures.has('cost.perHour')).toBe(false);
    const store = text('random').replace('service:', 'costPerHour: 0.5, service:');
    expect(figuresOf(run(loadScenario(store).scenario!)).get('cost.perHour')).toBeCloseTo(2, 9);
  });
});

describe('a value with its interval', () => {
  it.each([
    [0.0312, 0.00402, 's', '31.2 ± 4.1 ms'],
    [0.0312, 0.0402, 's', '31 ± 41 ms'],
    [0.2, 0.0000001, 's', '200.0 ± 0.1 ms'],
    [1234.5, 6.78, '/s', '1235 ± 7/s'],
    [12_345, 678, '', '12.35 ± 0.68k'],
    [0.5, 0, 'fraction', '50 ± 0 %'],
    [0.9999, 0, 'fraction', '99.99 ± 0 %'],
    [0.99997, 0.01, 'fraction', '99.997 ± 1.000 %'],
    [0, 0, '', '0 ± 0'],
  ])('%s ± %s %s is %s', (mean, half, unit, expected) => {
    expect(around(mean, half, unit)).toBe(expected);
  });
});

describe('replications', () => {
  it('know every figure by its name in objectives', () => {
    const { scenario } = loadScenario(text('random'));
    const figures = figuresOf(run(scenario!));
    for (const name of [
      'web.p99',
      'web.mean',
      'web.availability',
      'web.goodput',
      'api.utilisation',
      'front.forwarded',
    ])
      expect(figures.has(name), name).toBe(true);
  });

  it('are enough when the interval is narrow, and not before five', () => {
    const values = [10, 10.1, 9.9, 10, 10.05];
    expect(isNarrow(estimateOf(made('x', values).outcomes, 'web.p99', 0.95), 0.05)).toBe(true);
    expect(isNarrow(estimateOf(made('x', values).outcomes, 'web.p99', 0.95), 0.001)).toBe(false);
    expect(isNarrow(estimateOf(made('x', values.slice(0, 4)).outcomes, 'web.p99', 0.95), 0.05)).toBe(false);
    expect(estimateOf(made('x', [1]).outcomes, 'web.p99', 0.95)).toBe(null);
  });
});
