import { describe, expect, it } from 'vitest';
import { grid, latinHypercube, oneAtATime, type Design } from '../../sim-core/run/experiment/designs.ts';
import { effectsOf } from '../../sim-core/run/experiment/effects.ts';
import { parseFactor, type Factor } from '../../sim-core/run/experiment/factor.ts';
import { kneeOf } from '../../sim-core/run/experiment/knee.ts';
import type { Outcome } from '../../sim-core/run/experiment/replications.ts';
import { responsesOf, safetyOf, type Sweep } from '../../sim-core/run/experiment/sweep.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { proportionInterval } from '../../sim-core/stats/proportion.ts';
import { madeOutcome } from './made-outcome.ts';

const factors = (...texts: string[]): Factor[] => texts.map((text) => parseFactor(text) as Factor);

/** A sweep whose figure is a formula of the positions, and some luck that all points of a seed share. */
function made(design: Design, formula: (x: readonly number[]) => number, seeds = 6, noise = 0.01): Sweep {
  const outcomes = design.points.map((point, p) =>
    Array.from({ length: seeds }, (_, s): Outcome => {
      const shared = stream(s, 'shared').double();
      const own = stream(s, `own/${p}`).double();
      const value = formula(point.map(({ position }) => position)) + shared + noise * (own - 0.5);
      return madeOutcome({ seed: s, figures: new Map([['y', value]]), held: [value < 3] });
    }),
  );
  return { design, outcomes };
}

describe('effects', () => {
  const two = factors('a=0.0..10.0/5', 'b=0.0..1.0/5');

  it('are what a formula says, with the strongest first', () => {
    const sweep = made(grid(two), ([a, b]) => 3 * b - 0.1 * a);
    const { effects, explained } = effectsOf(two, responsesOf(sweep, 'y'), 0.95)!;
    expect(effects.map(({ path }) => path)).toEqual(['b', 'a']);
    const [b, a] = effects;
    // Variances of the two parts are 9 : 1, so the standardised effects are √0.9 and −√0.1.
    expect(b.standardised.mean).toBeCloseTo(Math.sqrt(0.9), 2);
    expect(a.standardised.mean).toBeCloseTo(-Math.sqrt(0.1), 2);
    expect(b.change.mean).toBeCloseTo(3, 1);
    expect(a.change.mean).toBeCloseTo(-1, 1);
    expect(explained).toBeGreaterThan(0.99);
  });

  it('are found although all points of a seed share their luck', () => {
    const sweep = made(grid(two), ([, b]) => 0.05 * b);
    const { effects } = effectsOf(two, responsesOf(sweep, 'y'), 0.95)!;
    expect(effects[0].path).toBe('b');
    expect(effects[0].standardised.mean - effects[0].standardised.half).toBeGreaterThan(0.8);
  });

  it('cover nothing where there is nothing, about as often as they say', () => {
    let missed = 0;
    for (let k = 0; k < 200; k++) {
      const design = grid(factors('a=1,2,3'));
      const outcomes = design.points.map((_, p) =>
        Array.from({ length: 6 }, (__, s): Outcome => {
          const value = stream(s, `nothing/${k}/${p}`).double();
          return madeOutcome({ seed: s, figures: new Map([['y', value]]) });
        }),
      );
      const found = effectsOf(design.factors, responsesOf({ design, outcomes }, 'y'), 0.95)!;
      const { mean, half } = found.effects[0].change;
      if (Math.abs(mean) > half) missed++;
    }
    expect(missed).toBeGreaterThan(1);
    expect(missed).toBeLessThan(24);
  });

  it('of names are the spread of what they do, from the least to the most', () => {
    const named = factors('policy=x,y,z', 'b=0.0..1.0/2');
    const sweep = made(grid(named), ([name, b]) => [0, 2, -1][name] + 0.1 * b);
    const { effects } = effectsOf(named, responsesOf(sweep, 'y'), 0.95)!;
    expect(effects[0]).toMatchObject({ path: 'policy', from: 'z', to: 'y' });
    expect(effects[0].change.mean).toBeCloseTo(3, 1);
    expect(effects[0].standardised.mean).toBeGreaterThan(0.99);
  });

  it.each([
    ['one at a time', oneAtATime(two)],
    ['Latin hypercube', latinHypercube(two, 12, 1)],
  ])('come out of a design %s as well', (_, design) => {
    const sweep = made(design, ([a, b]) => 3 * b - 0.1 * a);
    const { effects } = effectsOf(two, responsesOf(sweep, 'y'), 0.95)!;
    expect(effects[0].path).toBe('b');
    const [low, high] = [0, 1].map((end) =>
      design.points
        .map((point) => point[1].position)
        .sort((x, y) => x - y)
        .at(-end)!,
    );
    expect(effects[0].change.mean).toBeCloseTo(3 * (high - low), 1);
  });

  it('say which factors cannot be told apart, and that a parabola is no line', () => {
    const same = factors('a=0.0..1.0', 'b=0.0..1.0');
    const points = [0, 0.25, 0.5, 0.75, 1].map((share) => same.map((factor) => factor.between(share)));
    const sweep = made({ name: 'latin', factors: same, points }, ([a]) => (a - 0.5) * (a - 0.5));
    const { confounded, explained } = effectsOf(same, responsesOf(sweep, 'y'), 0.95)!;
    expect(confounded).toEqual(['b']);
    expect(explained).toBeLessThan(0.1);
  });
});

describe('knees', () => {
  const [load] = factors('load=0.1..0.9/9');
  const curve = (rho: number): number => 1 / (1 - rho);

  it('lie where a queue turns steep', () => {
    const knee = kneeOf(
      load,
      0,
      responsesOf(
        made(grid([load]), ([x]) => curve(x)),
        'y',
      ),
    );
    expect(knee).toMatchObject({ path: 'load', at: '0.7' });
    expect(knee!.strength).toBeGreaterThan(0.3);
  });

  it('are not seen in a line, nor in noise around one, nor in four points', () => {
    expect(
      kneeOf(
        load,
        0,
        responsesOf(
          made(grid([load]), ([x]) => 4 * x),
          'y',
        ),
      ),
    ).toBeNull();
    const [few] = factors('load=0.1..0.9/4');
    expect(
      kneeOf(
        few,
        0,
        responsesOf(
          made(grid([few]), ([x]) => curve(x)),
          'y',
        ),
      ),
    ).toBeNull();
  });

  it('are seen one at a time, where only the first values of the others go with all values', () => {
    const both = factors('load=0.1..0.9/9', 'other=0.0..1.0/6');
    const knee = kneeOf(
      both[0],
      0,
      responsesOf(
        made(oneAtATime(both), ([x, y]) => curve(x) + 50 * y),
        'y',
      ),
    );
    expect(knee).toMatchObject({ at: '0.7' });
  });
});

describe('safety', () => {
  it('is every objective in every run, with what so many runs can say', () => {
    const run = (held: boolean): Outcome => madeOutcome({ held: [true, held] });
    expect(safetyOf([run(true), run(true)], 0.95)).toMatchObject({ verdict: 'safe', held: 2 });
    expect(safetyOf([run(true), run(false)], 0.95)).toMatchObject({ verdict: 'mixed', held: 1 });
    expect(safetyOf([run(false)], 0.95)).toMatchObject({ verdict: 'unsafe' });
    expect(safetyOf([], 0.95)).toMatchObject({ verdict: 'unknown', chance: null });
  });

  // All or none: α^(1/n) (the “rule of three”). 7 of 20: tables of Clopper and Pearson, two-sided 95 %.
  it.each([
    [20, 20, 0.8609, 1],
    [0, 20, 0, 0.1391],
    [7, 20, 0.1539, 0.5922],
    [1, 10, 0.0025, 0.445],
  ])('%s of %s is a chance from %s to %s', (hits, n, low, high) => {
    const found = proportionInterval(hits, n, 0.95);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 3);
  });
});
