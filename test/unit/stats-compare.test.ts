import { describe, expect, it } from 'vitest';
import { exponential } from '../../sim-core/random/distributions.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { estimate, holm, pairedDifference } from '../../sim-core/stats/compare.ts';
import { incompleteBeta } from '../../sim-core/stats/incomplete-beta.ts';
import { t95, tPoint, tTails } from '../../sim-core/stats/student-t.ts';

describe('the incomplete beta function', () => {
  // I_x(2, 3) = x² (6 − 8x + 3x²); I_x(½, ½) = 2/π · asin √x.
  it.each([0.01, 0.2, 0.5, 0.77, 0.99])('has its closed forms at %s', (x) => {
    expect(incompleteBeta(x, 2, 3)).toBeCloseTo(x * x * (6 - 8 * x + 3 * x * x), 13);
    expect(incompleteBeta(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 12);
  });

  it('is symmetric, and rises from 0 to 1', () => {
    expect(incompleteBeta(0, 3, 4)).toBe(0);
    expect(incompleteBeta(1, 3, 4)).toBe(1);
    for (const x of [0.1, 0.4, 0.6])
      expect(incompleteBeta(x, 40, 7)).toBeCloseTo(1 - incompleteBeta(1 - x, 7, 40), 12);
  });
});

describe('Student’s t', () => {
  // Tables: Abramowitz & Stegun 26.10; two-sided 95 % and 99.9 %.
  it.each([
    [1, 12.706, 636.619],
    [2, 4.303, 31.599],
    [5, 2.571, 6.869],
    [9, 2.262, 4.781],
    [19, 2.093, 3.883],
    [120, 1.98, 3.373],
  ])('has the points of the tables for %s degrees of freedom', (df, p95, p999) => {
    expect(tPoint(0.95, df)).toBeCloseTo(p95, 3);
    expect(tPoint(0.999, df)).toBeCloseTo(p999, 2);
    expect(tTails(tPoint(0.95, df), df)).toBeCloseTo(0.05, 10);
  });

  it('has the point that was asked for, whatever was asked before', () => {
    const [point] = [tPoint(0.95, 4), tPoint(0.9, 4), tPoint(0.95, 9)];
    expect(tPoint(0.9, 9)).toBeLessThan(tPoint(0.95, 9));
    expect(tPoint(0.95, 9)).toBeLessThan(point);
    expect(tPoint(0.95, 4)).toBe(point);
  });

  it('agrees with the expansion where that holds', () => {
    for (const df of [5, 8, 20, 100]) expect(Math.abs(tPoint(0.95, df) - t95(df))).toBeLessThan(0.001);
  });
});

describe('Holm’s method', () => {
  it('multiplies the smallest by their number, the next by one less, and never falls', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([0.9, 0.8])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});

describe('paired differences', () => {
  it('see what is the same for both, and say what pairing has gained', () => {
    const luck = [10, 20, 30, 40, 50];
    const first = luck;
    const second = luck.map((value, i) => value + 1 + (i % 2) * 0.1);
    const found = pairedDifference(first, second, 0.95);
    expect(found.mean).toBeCloseTo(1.04, 10);
    expect(found.half).toBeLessThan(0.1);
    expect(found.p).toBeLessThan(1e-5);
    expect(found.gain).toBeGreaterThan(1000);
  });

  it('never divide by a spread of nothing', () => {
    expect(pairedDifference([1, 2, 3], [1, 2, 3], 0.95)).toMatchObject({ mean: 0, half: 0, p: 1, gain: 1 });
    expect(pairedDifference([1, 2, 3], [2, 3, 4], 0.95)).toMatchObject({ mean: 1, half: 0, p: 0 });
    expect(estimate([7], 0.95).half).toBe(Infinity);
  });

  it('name a winner between equals no more often than their level says', () => {
    let alarms = 0;
    const experiments = 2000;
    const draw = exponential(1);
    for (let k = 0; k < experiments; k++) {
      const random = stream(k, 'equal');
      const series = () =>
        Array.from({ length: 12 }, () => draw.sample(random) + draw.sample(random) + draw.sample(random));
      if (pairedDifference(series(), series(), 0.95).p < 0.05) alarms++;
    }
    // 5 % of 2,000 is 100 ± 10; the difference of equals is symmetric, so the t holds well.
    expect(alarms).toBeGreaterThan(60);
    expect(alarms).toBeLessThan(130);
  });
});
