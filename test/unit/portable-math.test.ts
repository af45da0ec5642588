import { describe, expect, it } from 'vitest';
import { exp, expm1, log, log1p, pow } from '../../sim-core/random/portable-math.ts';
import { logGamma, normalQuantile } from '../../sim-core/random/special-functions.ts';
import { digits, record } from '../validation/record.ts';
import golden from '../oracles/math-golden.json' with { type: 'json' };

type Row = readonly (number | string)[];

/** Distance from |x| to the next larger float64. */
function ulp(x: number): number {
  const float = Float64Array.of(Math.abs(x));
  const bits = new BigInt64Array(float.buffer);
  bits[0] += 1n;
  return float[0] - Math.abs(x);
}

/** How far the function is from the exact value of a row, in units in the last place. */
function error(f: (...args: number[]) => number, row: Row): number {
  const args = row.slice(0, -2).map(Number);
  const value = Number(row.at(-2));
  const got = f(...args);
  if (!Number.isFinite(value)) return got === value ? 0 : Infinity;
  return Math.abs((got - value) / ulp(value) - Number(row.at(-1)));
}

function worst(f: (...args: number[]) => number, rows: readonly Row[]): number {
  return Math.max(...rows.map((row) => error(f, row)));
}

/** Demands that the worst row is off by less than so many units, and notes by how much it is. */
function staysWithin(name: string, f: (x: number) => number, rows: readonly Row[], units: number): void {
  const found = worst(f, rows);
  record({
    component: name,
    oracle: 'arithmetic with 110 digits',
    what: `worst of ${rows.length} values, in units in the last place`,
    expected: '0',
    measured: digits(found),
    interval: digits(units),
  });
  expect(found).toBeLessThan(units);
}

describe('against values of 110 digits, in units in the last place', () => {
  it('log is within 0.9', () => {
    expect(golden.log.length).toBeGreaterThan(800);
    staysWithin('log', log, golden.log, 0.9);
  });

  it('exp is within 0.9', () => {
    expect(golden.exp.length).toBeGreaterThan(700);
    staysWithin('exp', exp, golden.exp, 0.9);
  });

  it('integer powers lose at most half a unit per factor', () => {
    const excess = golden.integerPower.map((row) => error(pow, row) - (1 + Math.abs(row[1]) / 2));
    expect(Math.max(...excess)).toBeLessThanOrEqual(0);
  });

  it('real powers lose what exp multiplies: |y log x| and a little', () => {
    const excess = golden.realPower.map((row) => {
      const size = Math.abs(row[1] * Math.log(row[0]));
      return error(pow, row) - (1 + 1.2 * size);
    });
    expect(Math.max(...excess)).toBeLessThanOrEqual(0);
  });

  it('log1p and expm1 are within 2', () => {
    staysWithin('log1p', log1p, golden.log1p, 2);
    staysWithin('expm1', expm1, golden.expm1, 2);
  });

  it('logGamma is within 10⁻¹⁴, relative where it is large', () => {
    for (const [x, value] of golden.logGamma) {
      expect(Math.abs(logGamma(x) - value) / Math.max(1, Math.abs(value)), `at ${x}`).toBeLessThan(1e-14);
    }
  });

  it('normalQuantile is within 10⁻¹⁵ in the middle, 10⁻¹⁴ in the tails, relative', () => {
    for (const [p, value] of golden.normalQuantile) {
      const bound = Math.abs(p - 0.5) <= 0.425 ? 1e-15 : 1e-14;
      expect(Math.abs(normalQuantile(p) / value - 1), `at ${p}`).toBeLessThan(bound);
    }
  });

  it('counts a wrong last bit: the measure itself', () => {
    const off = (x: number) => log(x) + ulp(log(x));
    expect(worst(off, golden.log)).toBeGreaterThan(1);
    expect(error(() => 1, [0, 1, 0.25])).toBe(0.25);
  });
});

describe('at the edges', () => {
  it.each([
    [0, -Infinity],
    [-0, -Infinity],
    [1, 0],
    [Infinity, Infinity],
    [-1, NaN],
    [NaN, NaN],
  ])('log(%d) is %d', (x, expected) => expect(log(x)).toBe(expected));

  it.each([
    [0, 1],
    [-0, 1],
    [710, Infinity],
    [Infinity, Infinity],
    [-745.14, 0],
    [-Infinity, 0],
    [-745.1332191019411, 5e-324],
    [NaN, NaN],
  ])('exp(%d) is %d', (x, expected) => expect(exp(x)).toBe(expected));

  it.each([
    [0, 0, 1],
    [NaN, 0, 1],
    [0, 2.5, 0],
    [0, -2.5, Infinity],
    [-2, 3, -8],
    [-2, -2, 0.25],
    [-8, 1 / 3, NaN],
    [-1, 2001, -1],
    [-1, 2000, 1],
    [1, 0.3, 1],
    [1, Infinity, 1],
    [2, Infinity, Infinity],
    [0.5, Infinity, 0],
    [2, -1074, 5e-324],
    [2, 1024, Infinity],
  ])('pow(%d, %d) is %d', (x, y, expected) => expect(pow(x, y)).toBe(expected));

  it('integer powers are exact where the products are', () => {
    expect([pow(3, 33), pow(10, 15), pow(2, -1022), pow(7, 1)]).toEqual([
      5559060566555523, 1e15, 2.2250738585072014e-308, 7,
    ]);
  });

  it.each([
    ['log1p', log1p, 0, 0],
    ['log1p', log1p, 1e-300, 1e-300],
    ['log1p', log1p, -1, -Infinity],
    ['log1p', log1p, -2, NaN],
    ['log1p', log1p, Infinity, Infinity],
    ['expm1', expm1, 0, 0],
    ['expm1', expm1, -1e-300, -1e-300],
    ['expm1', expm1, -800, -1],
    ['expm1', expm1, -Infinity, -1],
    ['expm1', expm1, 800, Infinity],
  ])('%s', (_name, f, x, expected) => expect(f(x)).toBe(expected));

  it('special functions refuse what they have no value for', () => {
    expect(() => logGamma(0)).toThrow('positive');
    expect(() => normalQuantile(0)).toThrow('0 < p < 1');
    expect(() => normalQuantile(1)).toThrow('0 < p < 1');
  });
});
