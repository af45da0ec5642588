import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as laws from '../../sim-core/random/distributions.ts';
import { keyedStream, stream } from '../../sim-core/random/generator.ts';
import { exp, log, pow } from '../../sim-core/random/portable-math.ts';

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });
const name = fc.string({ maxLength: 20 });
const key = fc.double({ noNaN: true });
const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const shape = fc.double({ min: 0.1, max: 100, noNaN: true });

/** A law with any arguments it allows, and the range its draws must stay in. */
const anyLaw: fc.Arbitrary<readonly [laws.Distribution, number, number]> = fc.oneof(
  positive.map((mean) => [laws.exponential(mean), 0, Infinity] as const),
  fc
    .tuple(positive, positive)
    .map(([low, width]) => [laws.uniform(low, low + width), low, low + width] as const),
  fc.tuple(shape, positive).map(([a, mean]) => [laws.gamma(a, mean), 0, Infinity] as const),
  fc
    .tuple(fc.integer({ min: 1, max: 1000 }), positive)
    .map(([k, mean]) => [laws.erlang(k, mean), 0, Infinity] as const),
  fc.tuple(shape, positive).map(([a, mean]) => [laws.weibull(a, mean), 0, Infinity] as const),
  fc.tuple(shape, positive).map(([a, min]) => [laws.pareto(a, min), min, Infinity] as const),
  fc
    .tuple(shape, positive, fc.double({ min: 1.001, max: 1e6, noNaN: true }))
    .map(([a, min, span]) => [laws.boundedPareto(a, min, min * span), min, min * span] as const),
  fc
    .tuple(positive, fc.double({ min: 1, max: 1e6, noNaN: true }))
    .map(([mean, scv]) => [laws.hyperexponential(mean, scv), 0, Infinity] as const),
  fc
    .tuple(positive, fc.double({ min: 0.001, max: 100, noNaN: true }))
    .map(([mean, cv]) => [laws.lognormal(mean, cv), 0, Infinity] as const),
  fc
    .array(positive, { minLength: 1, maxLength: 20 })
    .map(
      (list) => [laws.empirical(list, { interpolate: true }), Math.min(...list), Math.max(...list)] as const,
    ),
  fc
    .tuple(fc.double({ min: 0, max: 10, noNaN: true }), fc.integer({ min: 1, max: 1e9 }))
    .map(([exponent, n]) => [laws.zipf(exponent, n), 0, n - 1] as const),
);

describe('streams', () => {
  it('rekey forgets everything before it', () => {
    fc.assert(
      fc.property(seed, name, key, fc.array(key, { maxLength: 5 }), (s, n, k, before) => {
        const used = keyedStream(s, n);
        for (const other of before) used.rekey(other).double();
        const fresh = keyedStream(s, n).rekey(k);
        used.rekey(k);
        for (let i = 0; i < 3; i++) expect(used.next()).toBe(fresh.next());
      }),
    );
  });

  it('two keys never share their draws', () => {
    fc.assert(
      fc.property(seed, key, key, (s, one, other) => {
        fc.pre(one !== other);
        const random = keyedStream(s, 'x');
        const draws = (k: number) => [random.rekey(k).next(), random.next(), random.next()];
        expect(draws(one)).not.toEqual(draws(other));
      }),
    );
  });

  it('integers stay below their bound', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 2 ** 31 }), (s, n) => {
        for (const random of [stream(s, 'i'), keyedStream(s, 'i')]) {
          const value = random.int(n);
          expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true);
        }
      }),
    );
  });
});

describe('laws', () => {
  it('draw within their range and state moments that make sense', () => {
    fc.assert(
      fc.property(anyLaw, seed, ([law, low, high], s) => {
        const random = stream(s, 'law');
        const sample = Array.from({ length: 20 }, () => law.sample(random));
        const inside = (x: number) => x >= low * (1 - 1e-12) && (x <= high || x <= high * (1 + 1e-12));
        expect(sample.filter((x) => !inside(x))).toEqual([]);
        expect(law.mean >= low * (1 - 1e-9) && law.mean <= high * (1 + 1e-9)).toBe(true);
        expect(law.scv).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('scale with their unit', () => {
    fc.assert(
      fc.property(positive, shape, seed, (mean, a, s) => {
        const one = laws.gamma(a, 1).sample(stream(s, 'unit'));
        expect(Math.abs(laws.gamma(a, mean).sample(stream(s, 'unit')) - mean * one)).toBeLessThanOrEqual(
          1e-14 * mean * one,
        );
      }),
    );
  });
});

describe('portable mathematics', () => {
  const size = fc.double({ min: 1e-300, max: 1e300, noNaN: true });

  it('agrees with the engine within two units of the last place', () => {
    fc.assert(
      fc.property(size, fc.double({ min: -700, max: 700, noNaN: true }), (x, y) => {
        expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(4.5e-16 * Math.abs(Math.log(x)));
        expect(Math.abs(exp(y) - Math.exp(y))).toBeLessThanOrEqual(4.5e-16 * Math.exp(y));
      }),
      { numRuns: 2000 },
    );
  });

  it('never falls where it should rise', () => {
    fc.assert(
      fc.property(size, fc.double({ min: -1e-12, max: 1e-12, noNaN: true }), (x, step) => {
        const next = x * (1 + Math.abs(step));
        expect(log(next)).toBeGreaterThanOrEqual(log(x));
        expect(exp(-1 / (1 + next))).toBeGreaterThanOrEqual(exp(-1 / (1 + x)));
      }),
      { numRuns: 2000 },
    );
  });

  it('a product of powers is a power of the sum', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.nat(60), fc.nat(60), (x, m, n) => {
        expect(Math.abs((pow(x, m) * pow(x, n)) / pow(x, m + n) - 1)).toBeLessThan(1e-13);
      }),
    );
  });
});
