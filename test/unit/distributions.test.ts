import { describe, expect, it } from 'vitest';
import * as laws from '../../sim-core/random/distributions.ts';
import { keyedStream, stream } from '../../sim-core/random/generator.ts';
import { continuousLaws } from './random-laws.ts';
import { chiSquare, kolmogorov, momentsOf } from './random-statistics.ts';

const SIGMAS = 5;

function sampleOf(law: laws.Distribution, n: number, name = law.kind): number[] {
  const random = stream(11, name);
  return Array.from({ length: n }, () => law.sample(random));
}

function average(values: readonly number[], f: (x: number) => number = (x) => x): number {
  return values.reduce((sum, x) => sum + f(x), 0) / values.length;
}

function relative(got: number, expected: number): number {
  return Math.abs(got / expected - 1);
}

describe.each(continuousLaws)('$name', ({ name, law, cdf }) => {
  it('has the distribution function of the textbook', () => {
    expect(kolmogorov(sampleOf(law, 100_000, name), cdf)).toBeLessThan(1.95);
  });

  it('draws around its mean, as far as its variance says', () => {
    const sample = sampleOf(law, 200_000, `${name}/mean`);
    const deviation = law.mean * Math.sqrt(law.scv / sample.length);
    expect(Math.abs(average(sample) - law.mean)).toBeLessThan(SIGMAS * deviation);
  });

  it('has the variance it states in its draws', () => {
    const sample = sampleOf(law, 200_000, `${name}/variance`);
    const variance = law.scv * law.mean * law.mean;
    const square = (x: number) => (x - law.mean) * (x - law.mean);
    const spread = Math.sqrt(average(sample, (x) => (square(x) - variance) ** 2) / sample.length);
    expect(Math.abs(average(sample, square) - variance)).toBeLessThan(SIGMAS * spread);
  });

  it('states the moments of the textbook', () => {
    const { mean, scv } = momentsOf(cdf);
    expect(relative(law.mean, mean)).toBeLessThan(1e-5);
    expect(relative(law.scv, scv)).toBeLessThan(1e-4);
  });
});

describe('moments in closed form', () => {
  it.each<[string, laws.Distribution, number, number]>([
    ['constant', laws.constant(3), 3, 0],
    ['constant 0', laws.constant(0), 0, 0],
    ['uniform 0 to 0', laws.uniform(0, 0), 0, 0],
    ['uniform 0 to 6', laws.uniform(0, 6), 3, 1 / 3],
    ['bimodal', laws.bimodal(1, 11, 0.9), 2, 2.25],
    ['bimodal of one', laws.bimodal(5, 7, 1), 5, 0],
    ['erlang', laws.erlang(4, 3), 3, 0.25],
    ['gamma', laws.gamma(0.5, 3), 3, 2],
    ['hyperexponential', laws.hyperexponential(3, 9), 3, 9],
    ['phases', laws.hyperexponentialPhases([0.5, 0.5], [1, 3]), 2, 1.5],
    ['lognormal', laws.lognormal(3, 2), 3, 4],
    ['weibull ½', laws.weibull(0.5, 3), 3, 5],
    ['weibull 1', laws.weibull(1, 3), 3, 1],
    ['weibull 2', laws.weibull(2, 3), 3, 4 / Math.PI - 1],
    ['pareto 3', laws.pareto(3, 2), 3, 1 / 3],
    ['pareto 1.5', laws.pareto(1.5, 2), 6, Infinity],
    ['pareto 1', laws.pareto(1, 2), Infinity, Infinity],
    [
      'bounded pareto 1',
      laws.boundedPareto(1, 1, Math.E),
      Math.E / (Math.E - 1),
      (Math.E - 1) ** 2 / Math.E - 1,
    ],
    ['bounded pareto 2', laws.boundedPareto(2, 1, 2), 4 / 3, (8 / 3) * Math.log(2) * (9 / 16) - 1],
    ['empirical', laws.empirical([1, 2, 3, 6]), 3, 3.5 / 9],
    ['interpolated', laws.empirical([6, 0, 2], { interpolate: true }), 2.5, (28 / 3 - 6.25) / 6.25],
    ['interpolated one', laws.empirical([6], { interpolate: true }), 6, 0],
    ['zipf 0', laws.zipf(0, 7), 3, 4 / 9],
    ['zipf of one', laws.zipf(1.2, 1), 0, 0],
    ['zipf 1 of 2', laws.zipf(1, 2), 1 / 3, 2],
  ])('%s', (_name, law, mean, scv) => {
    expect(law.mean === mean || relative(law.mean, mean) < 1e-14).toBe(true);
    expect(law.scv === scv || relative(law.scv, scv) < 1e-12).toBe(true);
  });

  it('lognormal by quantiles has the median it was given, at 99 %, too', () => {
    const sample = sampleOf(laws.lognormalQuantiles(0.02, 0.12), 200_000, 'quantiles').sort((a, b) => a - b);
    expect(relative(sample[100_000], 0.02)).toBeLessThan(0.01);
    expect(relative(sample[198_000], 0.12)).toBeLessThan(0.02);
  });

  it('pareto without variance or mean still has its distribution function', () => {
    for (const shape of [0.4, 1, 1.5]) {
      const sample = sampleOf(laws.pareto(shape, 3), 100_000, `pareto ${shape}`);
      expect(kolmogorov(sample, (x) => 1 - (3 / x) ** shape)).toBeLessThan(1.95);
    }
  });

  it('weibull shapes near 1 and far from it keep the mean', () => {
    for (const shape of [0.1, 0.999, 1.001, 30, 100]) {
      const law = laws.weibull(shape, 2);
      const sample = sampleOf(law, 100_000, `weibull ${shape}`);
      const deviation = law.mean * Math.sqrt(law.scv / sample.length);
      expect(Math.abs(average(sample) - 2), `shape ${shape}`).toBeLessThan(SIGMAS * deviation);
    }
  });
});

describe('laws of few values', () => {
  it('constant draws nothing else', () =>
    expect(new Set(sampleOf(laws.constant(4), 10))).toEqual(new Set([4])));

  it('bimodal mixes its two values', () => {
    const low = sampleOf(laws.bimodal(1, 9, 0.7), 100_000).filter((x) => x === 1).length;
    expect(chiSquare([low, 100_000 - low], (i) => [70_000, 30_000][i])).toBeLessThan(SIGMAS);
    expect(new Set(sampleOf(laws.bimodal(1, 9, 0), 100))).toEqual(new Set([9]));
    expect(new Set(sampleOf(laws.bimodal(1, 9, 1), 100))).toEqual(new Set([1]));
  });

  it('empirical draws the values of its list, as often as they stand there', () => {
    const counts = new Map<number, number>();
    for (const x of sampleOf(laws.empirical([5, 1, 5, 2]), 100_000)) counts.set(x, (counts.get(x) ?? 0) + 1);
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([1, 2, 5]);
    const seen = [1, 2, 5].map((x) => counts.get(x) ?? 0);
    expect(chiSquare(seen, (i) => [25_000, 25_000, 50_000][i])).toBeLessThan(SIGMAS);
  });

  it('empirical keeps its own copy of the list', () => {
    const list = [1, 1];
    const law = laws.empirical(list);
    list[0] = 99;
    expect(Math.max(...sampleOf(law, 100))).toBe(1);
  });

  it('interpolated draws lie on straight lines between the sorted values', () => {
    const law = laws.empirical([6, 0, 2], { interpolate: true });
    const cdf = (x: number) => (x < 2 ? x / 4 : 0.5 + (x - 2) / 8);
    expect(kolmogorov(sampleOf(law, 100_000), cdf)).toBeLessThan(1.95);
  });
});

describe('arguments out of place', () => {
  it.each<[string, () => laws.Distribution]>([
    ['finite', () => laws.constant(NaN)],
    ['low <= high', () => laws.uniform(2, 1)],
    ['probability', () => laws.bimodal(1, 2, 1.1)],
    ['finite', () => laws.bimodal(1, Infinity, 0.5)],
    ['mean must be positive', () => laws.exponential(0)],
    ['mean must be positive and finite', () => laws.exponential(Infinity)],
    ['whole number of stages', () => laws.erlang(1.5, 1)],
    ['whole number of stages', () => laws.erlang(0, 1)],
    ['positive shape', () => laws.gamma(0, 1)],
    ['variation >= 1', () => laws.hyperexponential(1, 0.9)],
    ['add up to 1', () => laws.hyperexponentialPhases([0.5, 0.4], [1, 1])],
    ['as many probabilities as means', () => laws.hyperexponentialPhases([1], [1, 2])],
    ['not negative', () => laws.hyperexponentialPhases([1.5, -0.5], [1, 2])],
    ['mean must be positive', () => laws.hyperexponentialPhases([0.5, 0.5], [1, 0])],
    ['cv must be positive', () => laws.lognormal(1, 0)],
    ['mean must be positive', () => laws.lognormal(-1, 1)],
    ['p50 must be positive', () => laws.lognormalQuantiles(0, 1)],
    ['p99 must be above p50', () => laws.lognormalQuantiles(2, 2)],
    ['shape must be positive', () => laws.weibull(-1, 1)],
    ['moments fit', () => laws.weibull(0.001, 1)],
    ['shape must be positive', () => laws.pareto(0, 1)],
    ['max must be above min', () => laws.boundedPareto(1, 2, 2)],
    ['min must be positive', () => laws.boundedPareto(1, 0, 2)],
    ['at least one value', () => laws.empirical([])],
    ['finite values', () => laws.empirical([1, NaN])],
    ['exponent >= 0', () => laws.zipf(-1, 10)],
    ['whole number of values', () => laws.zipf(1, 0)],
    ['whole number of values', () => laws.zipf(1, 1.5)],
  ])('are refused: "%s" must hold', (message, make) => expect(make).toThrow(message));
});

describe('luck', () => {
  it('is that of the key alone, however many draws other requests took', () => {
    for (const { name, law } of continuousLaws) {
      const random = keyedStream(5, name);
      const first = law.sample(random.rekey(17));
      for (let i = 0; i < 7; i++) law.sample(random);
      expect([name, law.sample(random.rekey(17))]).toEqual([name, first]);
    }
  });
});
