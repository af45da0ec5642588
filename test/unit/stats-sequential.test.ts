import { describe, expect, it } from 'vitest';
import { stream } from '../../sim-core/random/generator.ts';
import { nonNegativeLeastSquares } from '../../sim-core/stats/non-negative-least-squares.ts';
import { fitScalability, throughputAt } from '../../sim-core/stats/scalability.ts';
import { sequentialTest, type Claim } from '../../sim-core/stats/sequential-test.ts';

const CLAIMS = { low: 0.5, high: 0.9, error: 0.05 };

/** The claim that a sequence of trials leads to, and after how many of them. */
function claimed(chance: number, seed: number): { claim: Claim; trials: number } {
  const random = stream(seed, 'trials');
  let successes = 0;
  for (let trials = 1; ; trials++) {
    if (random.next() < chance) successes++;
    const claim = sequentialTest(CLAIMS, successes, trials - successes);
    if (claim !== null) return { claim, trials };
  }
}

describe('the sequential test', () => {
  it.each([
    { chance: 0.5, right: 'low' },
    { chance: 0.9, right: 'high' },
  ])('at a chance of $chance errs as seldom as it promises', ({ chance, right }) => {
    const found = Array.from({ length: 2000 }, (_, seed) => claimed(chance, seed));
    const wrong = found.filter(({ claim }) => claim !== right).length;
    expect(wrong / found.length).toBeLessThan(0.05);
    expect(wrong).toBeGreaterThan(0);
  });

  it('comes to a claim soon where there is no doubt', () => {
    expect(claimed(1, 1)).toEqual({ claim: 'high', trials: 6 });
    expect(claimed(0, 1)).toEqual({ claim: 'low', trials: 2 });
  });

  it('says nothing before there is a trial, and more surely later', () => {
    expect(sequentialTest(CLAIMS, 0, 0)).toBeNull();
    expect(sequentialTest({ ...CLAIMS, error: 0.001 }, 6, 0)).toBeNull();
    expect(() => sequentialTest({ low: 0.9, high: 0.5, error: 0.05 }, 1, 1)).toThrow('claims');
    expect(() => sequentialTest({ ...CLAIMS, error: 0.5 }, 1, 1)).toThrow('error');
  });
});

describe('least squares without negative factors', () => {
  const points = [1, 2, 3, 5, 8];
  const columns = [points.map(() => 1), points, points.map((x) => x * x)];
  const ones = points.map(() => 1);

  it('finds the factors of what has them', () => {
    const found = nonNegativeLeastSquares(
      columns,
      points.map((x) => 2 + 3 * x + 0.5 * x * x),
      ones,
    )!;
    [2, 3, 0.5].forEach((factor, i) => expect(found[i]).toBeCloseTo(factor, 9));
  });

  it('leaves out a factor that would be negative, and fits the others anew', () => {
    const values = points.map((x) => 2 + 3 * x - 0.1 * x * x);
    const found = nonNegativeLeastSquares(columns, values, ones)!;
    expect(found[2]).toBe(0);
    expect(found.slice(0, 2)).toEqual(nonNegativeLeastSquares(columns.slice(0, 2), values, ones));
  });

  it('heeds weights, and has no answer where nothing fits', () => {
    expect(nonNegativeLeastSquares([[1, 1]], [1, 2], [3, 1])![0]).toBeCloseTo(1.25, 12);
    expect(nonNegativeLeastSquares([[0, 0]], [1, 2], [1, 1])).toBeNull();
    expect(nonNegativeLeastSquares([[1, 1]], [-1, -2], [1, 1])).toBeNull();
  });
});

describe('the universal scalability law', () => {
  const law = { one: 20, contention: 0.03, coherency: 0.0005 };
  const at = (concurrency: number) => ({ concurrency, throughput: throughputAt(law, concurrency) });

  it('is found again in points that follow it, and peaks at √((1 − α) ÷ β)', () => {
    const found = fitScalability([1, 4, 9, 20, 40, 80].map(at))!;
    expect(found.one).toBeCloseTo(20, 6);
    expect(found.contention).toBeCloseTo(0.03, 8);
    expect(found.coherency).toBeCloseTo(0.0005, 9);
    expect(found.peakConcurrency).toBeCloseTo(Math.sqrt(0.97 / 0.0005), 3);
    expect(found.worst).toBeLessThan(1e-8);
    const peak = found.peakConcurrency!;
    for (const other of [0.9, 1.1])
      expect(throughputAt(found, peak)).toBeGreaterThan(throughputAt(found, peak * other));
  });

  it('levels off at γ ÷ α without a cost of agreement: Amdahl’s law', () => {
    const amdahl = [1, 2, 5, 10, 50].map((concurrency) => ({
      concurrency,
      throughput: throughputAt({ one: 10, contention: 0.1, coherency: 0 }, concurrency),
    }));
    const found = fitScalability(amdahl)!;
    expect(found.peakConcurrency).toBeNull();
    expect(found.peakThroughput).toBeCloseTo(100, 5);
  });

  it('needs four points', () => {
    expect(fitScalability([1, 2, 3].map(at))).toBeNull();
    expect(fitScalability([1, 2, 3, 0].map(at))).toBeNull();
  });
});
