import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grid, latinHypercube, oneAtATime, overridesOf } from '../../sim-core/run/experiment/designs.ts';
import { parseFactor, type Factor } from '../../sim-core/run/experiment/factor.ts';
import { largestBox } from '../../sim-core/run/experiment/safe-region.ts';
import { leastSquares } from '../../sim-core/stats/least-squares.ts';

const factor = (name: string, size: number): Factor =>
  parseFactor(`${name}=${Array.from({ length: size }, (_, i) => `v${i}`).join(',')}`) as Factor;
const range = (name: string): Factor => parseFactor(`${name}=0.0..1.0`) as Factor;
const sizes = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });
const factorsOf = (counts: readonly number[]) => counts.map((size, f) => factor(`f${f}`, size));

describe('designs', () => {
  it('a grid has every combination once', () => {
    fc.assert(
      fc.property(sizes, (counts) => {
        const design = grid(factorsOf(counts));
        const texts = design.points.map((point) => overridesOf(design, point).join(' '));
        expect(texts).toHaveLength(counts.reduce((product, n) => product * n, 1));
        expect(new Set(texts).size).toBe(texts.length);
      }),
      { numRuns: 50 },
    );
  });

  it('a Latin hypercube has exactly one point in every stratum of every factor', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 40 }),
        fc.nat(),
        (k, count, seed) => {
          const factors = Array.from({ length: k }, (_, f) => range(`f${f}`));
          const { points } = latinHypercube(factors, count, seed);
          for (let f = 0; f < k; f++) {
            // One in each stratum means: in order, each in its own. Values are rounded to four digits.
            const sorted = points.map((point) => point[f].position).sort((a, b) => a - b);
            sorted.forEach((x, i) => {
              expect(x).toBeGreaterThanOrEqual(i / count - 1e-3);
              expect(x).toBeLessThanOrEqual((i + 1) / count + 1e-3);
            });
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('a Latin hypercube uses the values of a list evenly, and depends on nothing but its seed', () => {
    const factors = [factor('a', 3), range('b')];
    const { points } = latinHypercube(factors, 30, 7);
    for (const { text } of factors[0].levels)
      expect(points.filter((point) => point[0].text === text)).toHaveLength(10);
    expect(latinHypercube(factors, 30, 7)).toEqual(latinHypercube(factors, 30, 7));
    expect(latinHypercube(factors, 30, 8).points).not.toEqual(points);
  });

  it('one at a time changes one factor of the first point, each to each of its other values', () => {
    fc.assert(
      fc.property(sizes, (counts) => {
        const { points } = oneAtATime(factorsOf(counts));
        expect(points).toHaveLength(1 + counts.reduce((sum, n) => sum + n - 1, 0));
        for (const point of points.slice(1))
          expect(point.filter((level, f) => level.text !== points[0][f].text)).toHaveLength(1);
      }),
      { numRuns: 50 },
    );
  });
});

/** Looks at every box, point by point. */
function slowLargest(counts: readonly number[], holds: readonly boolean[]): number {
  const indexes = holds.map((_, p) => {
    let rest = p;
    return counts.map((_, f) => {
      const below = counts.slice(f + 1).reduce((product, n) => product * n, 1);
      const index = Math.floor(rest / below);
      rest %= below;
      return index;
    });
  });
  let best = 0;
  const search = (low: number[], high: number[]): void => {
    if (low.length === counts.length) {
      const inside = indexes.flatMap((at, p) => (at.every((i, f) => i >= low[f] && i <= high[f]) ? [p] : []));
      if (inside.every((p) => holds[p])) best = Math.max(best, inside.length);
      return;
    }
    for (let a = 0; a < counts[low.length]; a++)
      for (let b = a; b < counts[low.length]; b++) search([...low, a], [...high, b]);
  };
  search([], []);
  return best;
}

it('the largest safe box is that of a search through all of them', () => {
  const world = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }).chain((counts) => {
    const n = counts.reduce((product, size) => product * size, 1);
    return fc.record({
      counts: fc.constant(counts),
      holds: fc.array(fc.boolean(), { minLength: n, maxLength: n }),
    });
  });
  fc.assert(
    fc.property(world, ({ counts, holds }) => {
      const design = grid(factorsOf(counts));
      const box = largestBox(design, holds);
      expect(box?.points ?? 0).toBe(slowLargest(counts, holds));
      if (box === null) return;
      const inside = design.points.flatMap((point, p) =>
        point.every(({ text }, f) => box.sides[f].values.includes(text)) ? [holds[p]] : [],
      );
      expect(inside).toHaveLength(box.points);
      expect(inside.every(Boolean)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

it('least squares finds the coefficients that values were made of, and nothing for a column that repeats others', () => {
  const value = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, value), { minLength: 6, maxLength: 20 }),
      fc.tuple(value, value, value),
      (rows, [a, b, c]) => {
        const columns = [rows.map(() => 1), rows.map(([x]) => x), rows.map(([, y]) => y)];
        fc.pre(spreadEnough(rows));
        const { coefficients, residual } = leastSquares(columns).fit(rows.map(([x, y]) => a + b * x + c * y));
        expect(residual).toBeLessThan(1e-9);
        [a, b, c].forEach((wanted, i) => expect(coefficients[i]).toBeCloseTo(wanted, 4));
        const twice = leastSquares([...columns, columns[1].map((x) => 3 * x - 2)]);
        expect(twice.fit(rows.map(([x]) => x)).coefficients[3]).toBeNull();
      },
    ),
    { numRuns: 50 },
  );
});

/** Points that do not lie on a line, nearly. */
function spreadEnough(rows: readonly (readonly [number, number])[]): boolean {
  const n = rows.length;
  const [mx, my] = [0, 1].map((i) => rows.reduce((sum, row) => sum + row[i], 0) / n);
  const xx = rows.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  const yy = rows.reduce((sum, [, y]) => sum + (y - my) ** 2, 0);
  const xy = rows.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return xx > 1 && yy > 1 && xy * xy < 0.99 * xx * yy;
}
