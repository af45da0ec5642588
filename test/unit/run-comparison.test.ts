import { describe, expect, it } from 'vitest';
import { verdictSentence } from '../../cli/render/comparison.ts';
import { compareVariants, type Variant } from '../../sim-core/run/experiment/comparison.ts';
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
    for (const { cells } of rows) expect(cells[1]).toMatchObject({ verdict: 'cannot-tell', p: 1 });
  });

  it('end in a sentence', () => {
    const sentence = verdictSentence(compareVariants([random, least], ['web.mean'], 0.95), 0.95);
    expect(sentence).toMatch(
      /^least-connections beats random by [\d.]+ ms ± [\d.]+ (ms|µs) at web\.mean \(95 %, 8 pairs, same luck\)\.$/,
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
      'b beats a by 1 s ± 0 s at web.p99 (95 %, 4 pairs, same luck), but loses 12.5 % at web.availability.',
    );
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
