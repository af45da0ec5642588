import { describe, expect, it } from 'vitest';
import { stream } from '../../sim-core/random/generator.ts';
import { batchMeans, intoGroups } from '../../sim-core/stats/batch-means.ts';
import { BatchSums } from '../../sim-core/stats/batch-sums.ts';
import { canCarry, meanInterval, quantileInterval } from '../../sim-core/stats/estimate.ts';
import { Histogram } from '../../sim-core/stats/histogram.ts';
import { NORMAL_95, t95 } from '../../sim-core/stats/student-t.ts';

interface Kept {
  readonly batches: BatchSums;
  readonly slices: Histogram[];
  readonly all: Histogram;
}

function keep(values: readonly number[], slices = 64): Kept {
  const kept = { batches: new BatchSums(), slices: Array.from({ length: slices }, () => new Histogram()) };
  const all = new Histogram();
  values.forEach((value, i) => {
    kept.batches.add(value);
    kept.slices[Math.floor((i * slices) / values.length)].record(value);
    all.record(value);
  });
  return { ...kept, all };
}

/** Uniform values, each `times` times in a row. */
function repeated(n: number, times: number, seed = 1): number[] {
  const random = stream(seed, 'values');
  const distinct = Array.from({ length: n / times }, () => random.next());
  return distinct.flatMap((value) => Array.from({ length: times }, () => value));
}

describe('batch means', () => {
  it('groups neighbours and leaves a rest out at the front', () => {
    expect([...intoGroups([9, 1, 3, 5, 7], 3)]).toEqual([2, 6]);
    expect([...intoGroups([1, 2, 3], 5)]).toEqual([1, 2, 3]);
  });

  it('gives the variance of a mean of independent values', () => {
    const found = Array.from({ length: 50 }, (_, i) => batchMeans(repeated(4000, 1, i + 1))!.variance);
    const mean = found.reduce((sum, variance) => sum + variance, 0) / found.length;
    // A uniform value has variance 1/12. Caution about correlation makes it come out a little larger.
    expect(mean * 12 * 4000).toBeGreaterThan(0.95);
    expect(mean * 12 * 4000).toBeLessThan(1.25);
  });

  it('sees that repeated values say no more than one', () => {
    const found = batchMeans(repeated(4000, 40))!;
    expect(found.variance * 12 * 100).toBeGreaterThan(0.4);
    expect(found.variance * 12 * 100).toBeLessThan(2.5);
  });

  it('merges batches for as long as neighbours are alike', () => {
    expect(batchMeans(repeated(6400, 400))!.count).toBe(8);
    expect(batchMeans(Array.from({ length: 6400 }, (_, i) => Math.floor(i / 200) % 2))!.count).toBe(32);
  });

  it('corrects for correlation that outlasts its batches', () => {
    // A first-order autoregression: its mean varies (1 + φ)/(1 − φ) times as much as that of independent values.
    const [n, phi] = [6400, 0.995];
    const step = (1 - phi * phi) / 12;
    const truth = (1 / 12 / n) * ((1 + phi) / (1 - phi));
    let ratio = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = stream(seed, 'steps');
      const values = new Float64Array(n);
      for (let i = 1; i < n; i++)
        values[i] = phi * values[i - 1] + Math.sqrt(12 * step) * (random.next() - 0.5);
      ratio += batchMeans(values)!.variance / truth / 200;
    }
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.3);
  });

  it('has no opinion about seven values, and none but certainty about a constant', () => {
    expect(batchMeans([1, 2, 3, 4, 5, 6, 7])).toBeNull();
    expect(batchMeans(Array.from({ length: 100 }, () => 3))).toEqual({ count: 25, variance: 0 });
  });
});

describe('interval of a mean', () => {
  it('lies around the mean and counts independent values', () => {
    const { batches, all } = keep(repeated(20_000, 1));
    const found = meanInterval(batches, 0, all)!;
    expect(found.low).toBeLessThan(all.mean);
    expect(found.high).toBeGreaterThan(all.mean);
    expect(found.high - found.low).toBeLessThan(0.03);
    expect(found.effective).toBeGreaterThan(8000);
  });

  it('counts a hundred repetitions as one value, however many batches were merged', () => {
    const { batches, all } = keep(repeated(1_000_000, 100));
    expect(batches.size).toBeGreaterThan(100);
    const { effective } = meanInterval(batches, 0, all)!;
    expect(effective).toBeGreaterThan(4000);
    expect(effective).toBeLessThan(25_000);
  });

  it('leaves out what is skipped', () => {
    const values = repeated(10_000, 1).map((value, i) => value + (i < 2000 ? 50 : 0));
    const { batches } = keep(values);
    const { all } = keep(values.slice(2000));
    const found = meanInterval(batches, 2000, all)!;
    expect(found.high).toBeLessThan(0.6);
    expect(found.high / all.mean).toBeCloseTo(all.mean / found.low, 9);
  });

  it('is a point for a constant and null for a handful', () => {
    const still = keep(Array.from({ length: 200 }, () => 0.5));
    expect(meanInterval(still.batches, 0, still.all)).toEqual({ low: 0.5, high: 0.5, effective: 200 });
    const zero = keep(Array.from({ length: 200 }, () => 0));
    expect(meanInterval(zero.batches, 0, zero.all)).toEqual({ low: 0, high: 0, effective: 200 });
    const few = keep(repeated(39, 1));
    expect(meanInterval(few.batches, 0, few.all)).toBeNull();
    expect(meanInterval(still.batches, 200, new Histogram())).toBeNull();
  });
});

describe('interval of a quantile', () => {
  it('lies around the quantile and is wider for correlated values', () => {
    const plain = keep(repeated(20_000, 1));
    const tied = keep(repeated(20_000, 50));
    const narrow = quantileInterval(plain.slices, plain.all, 0.9)!;
    const wide = quantileInterval(tied.slices, tied.all, 0.9)!;
    expect(narrow.low).toBeLessThan(0.9);
    expect(narrow.high).toBeGreaterThan(0.9);
    expect(narrow.high - narrow.low).toBeLessThan(0.03);
    expect(wide.high - wide.low).toBeGreaterThan(3 * (narrow.high - narrow.low));
  });

  it('is never narrower than for independent values, nor than a bucket', () => {
    // Each slice holds the same values: the batches agree perfectly.
    const same = keep(Array.from({ length: 6400 }, (_, i) => 1 + (i % 100) / 100));
    const found = quantileInterval(same.slices, same.all, 0.5)!;
    expect(found.high - found.low).toBeGreaterThan(2 * NORMAL_95 * Math.sqrt(0.25 / 6400) - 0.01);
    const many = keep(repeated(200_000, 1).map((value) => 1 + value / 1000));
    const narrow = quantileInterval(many.slices, many.all, 0.5)!;
    expect(narrow.low).toBeLessThan(1.0001);
    expect(narrow.high).toBeGreaterThan(1.0009);
  });

  it('is null where the sample ends', () => {
    const few = keep(repeated(900, 1));
    expect(quantileInterval(few.slices, few.all, 0.99)).toBeNull();
    expect(quantileInterval(few.slices, few.all, 0.9)).not.toBeNull();
    expect(quantileInterval(few.slices.slice(0, 5), few.all, 0.5)).toBeNull();
    expect(quantileInterval([], new Histogram(), 0.5)).toBeNull();
    // What few independent values are worth as much as says little of the tail.
    expect(quantileInterval(few.slices, few.all, 0.9, 51)).not.toBeNull();
    expect(quantileInterval(few.slices, few.all, 0.9, 49)).toBeNull();
    // A thousand values of which twenty are different: the largest may be larger still.
    const tied = keep(repeated(1000, 50));
    expect(quantileInterval(tied.slices, tied.all, 0.95)).toBeNull();
  });
});

it('percentiles need values beyond them', () => {
  expect(canCarry(0.999, 9999)).toBe(false);
  expect(canCarry(0.999, 10_000)).toBe(true);
  expect(canCarry(0.5, 20)).toBe(true);
  expect(canCarry(0.5, 19)).toBe(false);
});

it.each([
  [5, 2.570582],
  [7, 2.364624],
  [10, 2.228139],
  [30, 2.042272],
  [120, 1.97993],
])('Student’s t for %i degrees of freedom', (n, value) => {
  expect(Math.abs(t95(n) - value)).toBeLessThan(0.0003);
});
