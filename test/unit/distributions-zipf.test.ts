import { describe, expect, it } from 'vitest';
import { zipf } from '../../sim-core/random/distributions.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { chiSquare } from './random-statistics.ts';

const SIGMAS = 5;

function weights(exponent: number, n: number): number[] {
  const raw = Array.from({ length: n }, (_, i) => (i + 1) ** -exponent);
  const total = raw.reduceRight((sum, w) => sum + w, 0);
  return raw.map((w) => w / total);
}

function counts(exponent: number, n: number, draws: number): Float64Array {
  const law = zipf(exponent, n);
  const random = stream(13, `zipf ${exponent} ${n}`);
  const seen = new Float64Array(n);
  for (let i = 0; i < draws; i++) seen[law.sample(random)]++;
  return seen;
}

describe('zipf', () => {
  it.each([0, 0.3, 0.8, 0.999999, 1, 1.000001, 1.1, 2, 5])(
    'exponent %d draws ranks by their weights',
    (exponent) => {
      const n = exponent > 2 ? 6 : 60;
      const expected = weights(exponent, n);
      const seen = counts(exponent, n, 200_000);
      expect(chiSquare(seen, (i) => expected[i] * 200_000)).toBeLessThan(SIGMAS);
    },
  );

  it.each([
    [1, 2],
    [1.1, 3],
    [0.5, 1],
  ])('exponent %d of %d values', (exponent, n) => {
    const expected = weights(exponent, n);
    const seen = counts(exponent, n, 50_000);
    for (const [i, count] of seen.entries())
      expect(Math.abs(count / 50_000 - expected[i])).toBeLessThan(0.01);
  });

  it.each([
    [0.5, 33],
    [0.99, 1000],
    [1, 20_000],
    [1.1, 20_000],
    [2, 20_000],
    [3, 20_000],
    [10, 100],
  ])('states the exact moments: exponent %d of %d', (exponent, n) => {
    const p = weights(exponent, n);
    const mean = p.reduceRight((sum, w, i) => sum + w * i, 0);
    const variance = p.reduceRight((sum, w, i) => sum + w * (i - mean) ** 2, 0);
    const law = zipf(exponent, n);
    expect(Math.abs(law.mean / mean - 1)).toBeLessThan(1e-11);
    expect(Math.abs(law.scv / (variance / mean ** 2) - 1)).toBeLessThan(1e-9);
  });

  it('of a billion values has the head and the decades it should', () => {
    const n = 1_000_000_000;
    const random = stream(13, 'billion');
    const law = zipf(1, n);
    const harmonic = (k: number) => Math.log(k) + 0.5772156649015329 + 1 / (2 * k) - 1 / (12 * k * k);
    const decades = new Float64Array(10);
    const draws = 200_000;
    for (let i = 0; i < draws; i++) {
      const decade = Math.ceil(Math.log10(law.sample(random) + 1) - 1e-12);
      decades[decade]++;
    }
    const upTo = (decade: number) =>
      (decade < 0 ? 0 : decade === 0 ? 1 : harmonic(10 ** decade)) / harmonic(n);
    expect(chiSquare(decades, (i) => draws * (upTo(i) - upTo(i - 1)))).toBeLessThan(SIGMAS);
  });
});
