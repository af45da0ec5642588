import { describe, expect, it } from 'vitest';
import { exponential } from '../../sim-core/random/distributions.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { BatchSums } from '../../sim-core/stats/batch-sums.ts';
import { canCarry, meanInterval, quantileInterval } from '../../sim-core/stats/estimate.ts';
import { Histogram } from '../../sim-core/stats/histogram.ts';
import { t95 } from '../../sim-core/stats/student-t.ts';
import { detectWarmUp } from '../../sim-core/stats/warm-up.ts';

const RUNS = 200;
const SLICES = 48;

/** Sojourn times of M/M/1 by Lindley's recursion, begun with a customer drawn from the steady state. */
function* lindley(seed: number, rho: number, n: number): Iterable<number> {
  const random = stream(seed, 'lindley');
  const gap = exponential(1 / rho);
  const service = exponential(1);
  let wait = random.next() < 1 - rho ? 0 : exponential(1 / (1 - rho)).sample(random);
  for (let i = 0; i < n; i++) {
    const work = service.sample(random);
    yield wait + work;
    wait = Math.max(0, wait + work - gap.sample(random));
  }
}

/** Shares of runs whose intervals for mean and p99 cover the truth. */
function coverage(rho: number, n: number): { mean: number; p99: number } {
  const trueMean = 1 / (1 - rho);
  const trueP99 = Math.log(100) / (1 - rho);
  let mean = 0;
  let p99 = 0;
  for (let seed = 1; seed <= RUNS; seed++) {
    const batches = new BatchSums();
    const slices = Array.from({ length: SLICES }, () => new Histogram());
    const all = new Histogram();
    let i = 0;
    for (const value of lindley(seed, rho, n)) {
      batches.add(value);
      slices[Math.floor((i++ * SLICES) / n)].record(value);
      all.record(value);
    }
    const m = meanInterval(batches, 0)!;
    if (m.low <= trueMean && trueMean <= m.high) mean++;
    const q = quantileInterval(slices, all, 0.99)!;
    // A bucket is 0.8 % wide: the ends of the interval are known to that.
    if (q.low * 0.996 <= trueP99 && trueP99 <= q.high * 1.004) p99++;
  }
  return { mean: mean / RUNS, p99: p99 / RUNS };
}

describe('95 % intervals cover the truth about as often as they say', () => {
  it.each([
    [0, 20_000],
    [0.5, 40_000],
    [0.8, 100_000],
  ])('ρ = %f', (rho, n) => {
    const { mean, p99 } = coverage(rho === 0 ? 1e-9 : rho, n);
    expect(mean).toBeGreaterThan(0.9);
    expect(mean).toBeLessThan(0.995);
    expect(p99).toBeGreaterThan(0.9);
    expect(p99).toBeLessThanOrEqual(1);
  });
});

describe('warm-up', () => {
  const noise = (seed: number) => {
    const random = stream(seed, 'noise');
    return () => random.next() - 0.5;
  };

  it('cuts off a start that is unlike the rest, and not much more', () => {
    const batches = new BatchSums();
    const next = noise(1);
    for (let i = 0; i < 20_000; i++) batches.add((i < 2000 ? 10 - i / 200 : 0) + next());
    const { values, steady } = detectWarmUp(batches);
    expect(steady).toBe(true);
    expect(values).toBeGreaterThanOrEqual(1500);
    expect(values).toBeLessThan(4000);
  });

  it('keeps nearly everything of a steady sequence', () => {
    const batches = new BatchSums();
    const next = noise(2);
    for (let i = 0; i < 20_000; i++) batches.add(5 + next());
    expect(detectWarmUp(batches).values).toBeLessThan(6000);
  });

  it('says so when it never settles', () => {
    const batches = new BatchSums();
    const next = noise(3);
    for (let i = 0; i < 20_000; i++) batches.add(i / 1000 + next());
    expect(detectWarmUp(batches).steady).toBe(false);
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
