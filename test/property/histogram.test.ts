import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Histogram } from '../../sim-core/stats/histogram.ts';

const values = fc.array(
  fc.oneof(
    fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
    fc.double({ min: 1e-4, max: 10, noNaN: true }),
    fc.constant(0),
  ),
  { minLength: 1, maxLength: 400 },
);

function histogramOf(numbers: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of numbers) histogram.record(value);
  return histogram;
}

function nearestRank(numbers: readonly number[], p: number): number {
  const sorted = [...numbers].sort((x, y) => x - y);
  return sorted[Math.max(1, Math.ceil(p * sorted.length - 1e-9)) - 1];
}

/** Everything that can be read of a histogram. */
function picture(histogram: Histogram): unknown {
  const buckets: unknown[] = [];
  histogram.forEachBucket((lower, upper, count) => buckets.push([lower, upper, count]));
  return { count: histogram.count, min: histogram.min, max: histogram.max, buckets };
}

describe('histogram', () => {
  it('gives quantiles within half a percent of the sorted values', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (numbers, p) => {
        const truth = nearestRank(numbers, p);
        expect(Math.abs(histogramOf(numbers).quantile(p) - truth)).toBeLessThanOrEqual(0.005 * truth + 1e-12);
      }),
    );
  });

  it('merges as if all had been recorded in one, in any order', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const left = histogramOf(a);
        left.merge(histogramOf(b));
        left.merge(histogramOf(c));
        const right = histogramOf(c);
        const rest = histogramOf(b);
        rest.merge(histogramOf(a));
        right.merge(rest);
        const all = histogramOf([...a, ...b, ...c]);
        expect(picture(left)).toEqual(picture(all));
        expect(picture(right)).toEqual(picture(all));
        expect(left.sum).toBeCloseTo(all.sum, 3);
      }),
    );
  });

  it('counts what lies above, and forgets on request', () => {
    fc.assert(
      fc.property(values, fc.nat(399), (numbers, i) => {
        const histogram = histogramOf(numbers);
        const bound = numbers[i % numbers.length];
        const certain = numbers.filter((value) => value > bound * 1.01 + 1e-12).length;
        const possible = numbers.filter((value) => value > bound * 0.99).length;
        const above = histogram.countAbove(bound);
        expect(above).toBeGreaterThanOrEqual(certain);
        expect(above).toBeLessThanOrEqual(possible);
        histogram.clear();
        expect(picture(histogram)).toEqual({ count: 0, min: Infinity, max: -Infinity, buckets: [] });
      }),
    );
  });
});
