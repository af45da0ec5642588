import { describe, expect, it } from 'vitest';
import { keyedStream, stream, type Random } from '../../sim-core/random/generator.ts';
import { standardExponential, standardNormal } from '../../sim-core/random/ziggurat.ts';
import { dependence, kolmogorov, normalCdf, unevenness } from './random-statistics.ts';

const SIGMAS = 5;
const MANY = 1_000_000;
const exponentialCdf = (x: number) => -Math.expm1(-x);

/** Streams that go on as one, each after a first draw of the given bits. */
function startingWith(bits: number): () => Random {
  const rest = stream(6, 'rest');
  return () => {
    let first = true;
    const next = () => {
      const x = first ? bits / 2 ** 32 : rest.next();
      first = false;
      return x;
    };
    return { next, double: next, int: next, bits: () => (next() * 2 ** 32) | 0 };
  };
}

describe('exponential by ziggurat', () => {
  it('is even in a thousand slices of equal probability', () => {
    const random = stream(1, 'exponential');
    expect(unevenness(MANY, 1000, () => exponentialCdf(standardExponential(random)))).toBeLessThan(SIGMAS);
  });

  it('is even in the slices of a keyed stream', () => {
    const random = keyedStream(1, 'exponential');
    const draw = (key: number) => standardExponential(random.rekey(key));
    expect(unevenness(MANY, 1000, (i) => exponentialCdf(draw(i)))).toBeLessThan(SIGMAS);
  });

  it('has the tail of the law beyond the last layer, and no end there', () => {
    const random = stream(2, 'tail');
    const tail = Array.from({ length: 2 * MANY }, () => standardExponential(random)).filter((x) => x > 7);
    const expected = 2 * MANY * Math.exp(-7);
    expect(Math.abs(tail.length - expected)).toBeLessThan(SIGMAS * Math.sqrt(expected));
    expect(kolmogorov(tail, (x) => exponentialCdf(x - 7))).toBeLessThan(1.95);
    expect(tail.some((x) => x > 12)).toBe(true);
  });

  it('is never 0, even if the stream draws 0', () => {
    const zero = { next: () => 0, double: () => 0, int: () => 0, bits: () => 0 };
    expect(standardExponential(zero)).toBeGreaterThan(0);
  });
});

describe('normal by ziggurat', () => {
  it('is even in a thousand slices of equal probability', () => {
    const random = stream(3, 'normal');
    expect(unevenness(MANY, 1000, () => normalCdf(standardNormal(random)))).toBeLessThan(SIGMAS);
  });

  it('has the right mass in the tail, on both sides', () => {
    const random = stream(4, 'tail');
    const beyond = Array.from({ length: 2 * MANY }, () => standardNormal(random)).filter(
      (x) => Math.abs(x) > 3.4,
    );
    const expected = 2 * MANY * 2 * normalCdf(-3.4);
    expect(Math.abs(beyond.length - expected)).toBeLessThan(SIGMAS * Math.sqrt(expected));
    const positive = beyond.filter((x) => x > 0).length;
    expect(Math.abs(positive - beyond.length / 2)).toBeLessThan(SIGMAS * Math.sqrt(beyond.length / 4));
  });

  it.each([
    ['positive', 0xfffffe00, 1],
    ['negative', 0xffffff00, -1],
  ])('has the law in the %s tail, drawn 200 000 times', (_name, bits, sign) => {
    const random = startingWith(bits);
    const tail = Array.from({ length: 200_000 }, () => sign * standardNormal(random()));
    const start = 3.654152885361009;
    const mass = normalCdf(-start);
    expect(kolmogorov(tail, (x) => 1 - normalCdf(-x) / mass)).toBeLessThan(1.95);
  });

  it('does not tie a draw to the next one', () => {
    const random = stream(5, 'pairs');
    const place = () => normalCdf(standardNormal(random));
    expect(dependence(200_000, 24, () => [place(), place()])).toBeLessThan(SIGMAS);
  });

  it('keeps no spare: a draw depends on the key only', () => {
    const random = keyedStream(1, 'normal');
    const first = standardNormal(random.rekey(5));
    standardNormal(random.rekey(6));
    expect(standardNormal(random.rekey(5))).toBe(first);
  });
});
