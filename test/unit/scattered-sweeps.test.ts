import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedText, kneeNotes, regionText } from '../../cli/render/scattered.ts';
import { loadScenario, run } from '../../sim-core/index.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { latinHypercube, overridesOf, type Design } from '../../sim-core/run/experiment/designs.ts';
import { parseFactor, type Factor } from '../../sim-core/run/experiment/factor.ts';
import { farthest } from '../../sim-core/run/experiment/knee.ts';
import { outcomeOf } from '../../sim-core/run/experiment/replications.ts';
import { scatteredKnees } from '../../sim-core/run/experiment/scattered-knee.ts';
import { largestRegion, type Span } from '../../sim-core/run/experiment/scattered-region.ts';
import { responsesOf, type Responses } from '../../sim-core/run/experiment/sweep.ts';
import { surfacesOf, Surface } from '../../sim-core/stats/response-surface.ts';

const factors = (...texts: string[]): Factor[] => texts.map((text) => parseFactor(text) as Factor);
const numbers = (design: Design): number[][] =>
  design.points.map((point) => point.map(({ position }) => position));

/** Values of a formula at the points of a design, missed by a little in each of three seeds. */
function responses(design: Design, formula: (x: readonly number[]) => number, noise = 0.03): Responses {
  const random = stream(design.points.length, 'noise');
  const about = (value: number): number =>
    value * (1 + 2 * noise * (random.double() + random.double() + random.double() - 1.5));
  const bySeed = [1, 2, 3].map(() => numbers(design).map((x) => about(formula(x))));
  return { points: design.points, indexes: [...design.points.keys()], bySeed };
}

/** The knee of the exact curve along one factor, averaged over the others. */
function exactKnee(all: readonly Factor[], f: number, formula: (x: readonly number[]) => number): number {
  const shares = Array.from({ length: 201 }, (_, i) => i / 200);
  const others = numbers(latinHypercube(all, 400, 7));
  const at = (share: number) => all[f].between(share).position;
  const curve = shares.map((share) => others.reduce((sum, x) => sum + formula(x.with(f, at(share))), 0));
  return at(shares[farthest(shares, curve)!.index]);
}

const numberOf = (text: string): number => parseFloat(text);

describe('response surfaces', () => {
  const inputs = [{ kind: 'number' }, { kind: 'number' }, { kind: 'names', count: 3 }] as const;
  const all = factors('a=0.0..1.0', 'b=0.0..1.0', 'c=x,y,z');
  const points = numbers(latinHypercube(all, 60, 3));

  it('are exact for a polynomial with products, and foretell it', () => {
    const formula = ([a, b, c]: readonly number[]) => 1 + 2 * a - 3 * a * b + (c === 2 ? 4 * b : 0);
    const [best] = surfacesOf(inputs, points, points.map(formula));
    expect(best.degree).toBe(2);
    expect(best.missed).toBeLessThan(1e-12);
    const [curve] = best.curves(1, [0, 0.5, 1], [best.coefficients]);
    const mean = (b: number) => points.reduce((sum, [a, , c]) => sum + formula([a, b, c]), 0) / points.length;
    [0, 0.5, 1].forEach((b, i) => expect(curve[i]).toBeCloseTo(mean(b), 9));
  });

  it('know what they miss without being fitted again', () => {
    const values = points.map(([a, b], p) => Math.exp(2 * a) + b + 0.1 * stream(p, 'x').double());
    const whole = new Surface(inputs, points, values, 2, false);
    const left = points.map((point, p) => {
      const rest = new Surface(
        inputs,
        points.filter((_, q) => q !== p),
        values.filter((_, q) => q !== p),
        2,
        false,
      );
      // A curve along the first input, read at one value over one point, is the surface at that point.
      const one = new Surface(inputs, [point], [0], 2, false);
      return (one.curves(0, [point[0]], [rest.coefficients])[0][0] - values[p]) ** 2;
    });
    expect(whole.missed).toBeCloseTo(
      left.reduce((sum, miss) => sum + miss, 0),
      9,
    );
  });
});

describe('knees of scattered points', () => {
  const queue = factors('web.rate=20/s..90/s', 'api.service=5ms..10ms');
  const sojourn = ([rate, service]: readonly number[]) => 1 / (1 / service - rate);

  it('of M/M/1 with rate and service varied lie where the formula has them, nearly always', () => {
    const truth = exactKnee(queue, 0, sojourn);
    let told = 0;
    let held = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { knees } = scatteredKnees(queue, responses(latinHypercube(queue, 50, seed), sojourn));
      for (const { path, from, to } of knees) {
        expect(path).toBe('web.rate');
        told++;
        if (numberOf(from) <= truth && truth <= numberOf(to)) held++;
      }
    }
    expect(told).toBeGreaterThan(15);
    expect(held).toBeGreaterThanOrEqual(told - 2);
  });

  it('of M/M/1 as it is run lie there, too', () => {
    const text = `{ brownout: 1, title: Q, duration: 120s, nodes: {
      web: { kind: source, target: api, rate: 50/s }, api: { kind: server, service: exponential 10ms } } }`;
    const all = factors('web.rate=20/s..90/s', 'api.service=exponential 5ms..10ms');
    const design = latinHypercube(all, 50, 1);
    const outcomes = design.points.map((point) => {
      const { scenario } = loadScenario(text, { set: overridesOf(design, point) });
      return [1, 2].map((seed) => outcomeOf(run(scenario!, { seed })));
    });
    const { knees } = scatteredKnees(all, responsesOf({ design, outcomes }, 'web.mean'));
    const truth = exactKnee(queue, 0, sojourn);
    expect(knees).toHaveLength(1);
    expect(numberOf(knees[0].from)).toBeLessThan(truth);
    expect(numberOf(knees[0].to)).toBeGreaterThan(truth);
    expect(numberOf(knees[0].to) - numberOf(knees[0].from)).toBeLessThan(25);
  });

  it('are not seen in a plane, and not told where there are few points or little but luck', () => {
    const plane = ([rate, service]: readonly number[]) => 1 + rate / 50 + 100 * service;
    expect(scatteredKnees(queue, responses(latinHypercube(queue, 60, 1), plane))).toMatchObject({
      knees: [],
      open: [],
      silence: null,
    });
    const few = scatteredKnees(queue, responses(latinHypercube(queue, 40, 1), sojourn));
    expect(few).toMatchObject({ knees: [], silence: 'few-points' });
    expect(kneeNotes(few)[0]).toContain('25 for each factor');
    const luck = scatteredKnees(
      queue,
      responses(latinHypercube(queue, 60, 1), () => 1, 0.5),
    );
    expect(luck).toMatchObject({ knees: [], silence: 'no-surface' });
    expect(kneeNotes(luck)[0]).toMatch(/no surface .* foretells more than [\d.]+ %/);
  });

  it('are open where so few points with so much luck cannot say where', () => {
    const noisy = scatteredKnees(queue, responses(latinHypercube(queue, 50, 2), sojourn, 0.2));
    expect(noisy.silence !== null || noisy.open.length > 0 || wide(noisy.knees[0])).toBe(true);
  });

  const wide = ({ from, to }: { from: string; to: string }) => numberOf(to) - numberOf(from) > 14;
});

describe('safe regions of scattered points', () => {
  const all = factors('a=0.0..1.0', 'b=0.0..1.0', 'c=x,y,z');

  it('are the box that was safe, as far as points can say', () => {
    const design = latinHypercube(all, 200, 5);
    const holds = numbers(design).map(([a, b, c]) => a < 0.6 && b > 0.3 && c !== 1);
    const region = largestRegion(design, holds, 0.95)!;
    const [a, b, c] = region.sides as [Span, Span, object];
    expect(numberOf(a.to)).toBeLessThan(0.6);
    expect(numberOf(a.above!)).toBeGreaterThanOrEqual(0.6);
    expect(a.below).toBeNull();
    expect(numberOf(b.from)).toBeGreaterThan(0.3);
    expect(numberOf(b.below!)).toBeLessThanOrEqual(0.3);
    expect(c).toEqual({ path: 'c', values: ['x', 'z'], all: false });
    expect(region.points).toBe(holds.filter((safe) => safe).length);
    expect(regionText(region)).toMatch(
      /^a up to 0\.5\d+ \(not at 0\.6\d*\); b from 0\.3\d* \(not at 0\.2\d*\) on; c any of x, z$/,
    );
    expect(region.checked.held).toBe(region.checked.points);
    expect(checkedText(region, 0.95)).toMatch(
      /: any point of it is with a chance of at least 9\d\.?\d* % \(95 %\)\.$/,
    );
  });

  it('say by points left out how far to trust a box that luck has drawn', () => {
    const design = latinHypercube(factors('a=0.0..1.0', 'b=0.0..1.0'), 80, 5);
    const holds = design.points.map((_, p) => stream(p, 'luck').double() < 0.5);
    const { points, checked } = largestRegion(design, holds, 0.95)!;
    // The box holds safe points alone, and says nothing of any other: half of those are safe.
    expect(points).toBeGreaterThan(5);
    expect(checked.low).toBeLessThan(0.5);
  });

  it('are none where nothing holds, and everything where all does', () => {
    const design = latinHypercube(all, 20, 1);
    expect(
      largestRegion(
        design,
        design.points.map(() => false),
        0.95,
      ),
    ).toBeNull();
    const whole = largestRegion(
      design,
      design.points.map(() => true),
      0.95,
    )!;
    expect(whole.points).toBe(20);
    expect(regionText(whole)).toMatch(/^a any from 0\.0\d* to 0\.9\d*; b any from .*; c any$/);
  });

  it('hold as many points as the best of all boxes', () => {
    const two = factors('a=0.0..1.0', 'b=0.0..1.0');
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 14 }), fc.nat(1000), fc.nat(16_383), (count, seed, mask) => {
        const design = latinHypercube(two, count, seed);
        const holds = design.points.map((_, p) => ((mask >> p) & 1) === 1);
        expect(largestRegion(design, holds, 0.95)?.points ?? 0).toBe(best(numbers(design), holds));
      }),
      { numRuns: 60 },
    );
  });

  /** By looking at every box between four points. */
  function best(points: readonly (readonly number[])[], holds: readonly boolean[]): number {
    const [xs, ys] = [0, 1].map((f) => points.map((point) => point[f]));
    let most = 0;
    for (const left of xs)
      for (const right of xs)
        for (const low of ys)
          for (const high of ys) {
            const inside = points.flatMap(([x, y], p) =>
              x >= left && x <= right && y >= low && y <= high ? [holds[p]] : [],
            );
            if (inside.every((safe) => safe)) most = Math.max(most, inside.length);
          }
    return most;
  }
});
