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

  it('gives bounds that hold the sorted value for certain, and are less than a hundredth apart', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (numbers, p) => {
        const truth = nearestRank(numbers, p);
        const { lower, upper } = histogramOf(numbers).bucketOf(p);
        expect(lower).toBeLessThanOrEqual(truth);
        expect(upper).toBeGreaterThanOrEqual(truth);
        expect(upper - lower).toBeLessThanOrEqual(0.01 * truth);
      }),
    );
  });

  it('has exact moments, and buckets that hold every value', () => {
    fc.assert(
      fc.property(values, (numbers) => {
        const histogram = histogramOf(numbers);
        const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
        const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length;
        expect(Math.abs(histogram.mean - mean)).toBeLessThanOrEqual(1e-12 * mean);
        expect(Math.abs(histogram.variance - variance)).toBeLessThanOrEqual(1e-9 * (variance + mean * mean));
        let counted = 0;
        histogram.forEachBucket((lower, upper, count) => {
          const within = numbers.filter((value) => value === lower || (lower <= value && value < upper));
          expect(within).toHaveLength(count);
          counted += count;
        });
        expect(counted).toBe(numbers.length);
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
        expect(Math.abs(left.squares - all.squares)).toBeLessThanOrEqual(1e-9 * all.squares);
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

  it('counts the smallest as zero and the largest in one bucket', () => {
    const histogram = histogramOf([-0, 0, 1e-13, 5e-324, 1, 1e18, 1e20, Infinity]);
    const buckets: number[][] = [];
    histogram.forEachBucket((lower, _, count) => buckets.push([lower, count]));
    expect(buckets.slice(0, 2)).toEqual([
      [0, 4],
      [1, 1],
    ]);
    expect(buckets.at(-1)![1]).toBe(2);
    expect(histogram.quantile(0.5)).toBeCloseTo(0, 15);
    expect(histogram.bucketOf(1).upper).toBe(Infinity);
    expect(histogram.countAbove(1)).toBe(3);
  });

  it('keeps what lies in the last bucket alone, merged or cleared', () => {
    const far = histogramOf([1e20, 2e20]);
    const all = histogramOf([1]);
    all.merge(far);
    expect(all.countAbove(2)).toBe(2);
    expect(all.bucketOf(1).upper).toBe(2e20);
    far.clear();
    far.record(1e20);
    const counts: number[] = [];
    far.forEachBucket((_lower, _upper, count) => counts.push(count));
    expect(counts).toEqual([1]);
  });

  it('takes many values as it takes one after the other', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, noNaN: true })), (values) => {
        const together = new Histogram();
        together.recordAll(Float64Array.of(7, ...values, 8), 1, values.length + 1);
        const { squares, sum } = histogramOf(values);
        expect(picture(together)).toEqual(picture(histogramOf(values)));
        expect([together.sum, together.squares]).toEqual([sum, squares]);
      }),
    );
  });

  it('says the same whether its room came at once or octave by octave', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, noNaN: true })), (values) => {
        const roomy = new Histogram();
        roomy.makeRoomLike(histogramOf([...values, 1e-9, 1e9]));
        for (const value of values) roomy.record(value);
        const plain = histogramOf(values);
        expect(picture(roomy)).toEqual(picture(plain));
        for (const value of values) expect(roomy.countAbove(value)).toBe(plain.countAbove(value));
        expect(roomy.quantile(0.9)).toBe(plain.quantile(0.9));
      }),
    );
  });

  it.each([NaN, -1, -1e-300, -Infinity])('does not take %f', (value) => {
    expect(() => histogramOf([0, 1, value])).toThrow('not negative');
  });

  it('has nothing to say when empty', () => {
    const empty = new Histogram();
    expect(empty.quantile(0.5)).toBeNaN();
    expect(empty.bucketOf(0.5)).toEqual({ lower: NaN, upper: NaN });
    expect(empty.countAbove(0)).toBe(0);
    const one = histogramOf([0.3]);
    one.merge(empty);
    expect([one.count, one.quantile(0), one.quantile(0.5), one.quantile(1)]).toEqual([1, 0.3, 0.3, 0.3]);
    expect(one.variance).toBe(0);
  });
});
