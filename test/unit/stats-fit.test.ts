import { describe, expect, it } from 'vitest';
import * as laws from '../../sim-core/random/distributions.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { fitLaws } from '../../sim-core/stats/fit/choose-law.ts';
import {
  clusterIndex,
  dispersionOf,
  fitClusters,
  luckOf,
  type Clusters,
} from '../../sim-core/stats/fit/dispersion.ts';
import { fitZipf } from '../../sim-core/stats/fit/fit-zipf.ts';
import { digamma, gammaShare, normalShare, trigamma } from '../../sim-core/stats/fit/gamma-functions.ts';
import { quantileOf } from '../../sim-core/stats/fit/law.ts';
import { bestSteps, countIn } from '../../sim-core/stats/fit/rate-steps.ts';
import { sampleOf } from '../../sim-core/stats/fit/sample.ts';
import { gammaCdf, normalCdf } from './random-statistics.ts';

function draws(law: laws.Distribution, n: number, seed = 1): Float64Array {
  const random = stream(seed, 'draws');
  return Float64Array.from({ length: n }, () => law.sample(random));
}

/** Values fitted with so many draws lie this near, as a share: four standard errors of the worst of them. */
const N = 3000;
const NEAR = 0.14;

const CASES: readonly (readonly [family: string, parameters: readonly number[], law: laws.Distribution])[] = [
  ['exponential', [0.02], laws.exponential(0.02)],
  ['exponential', [3e4], laws.exponential(3e4)],
  ['uniform', [2, 5], laws.uniform(2, 5)],
  ['uniform', [0.1, 90], laws.uniform(0.1, 90)],
  ['erlang', [4, 0.1], laws.erlang(4, 0.1)],
  ['gamma', [0.4, 2], laws.gamma(0.4, 2)],
  ['gamma', [6.5, 0.003], laws.gamma(6.5, 0.003)],
  ['hyperexponential', [0.01, 8], laws.hyperexponential(0.01, 8)],
  ['hyperexponential', [2, 12], laws.hyperexponential(2, 12)],
  ['lognormal', [0.02, 0.12], laws.lognormalQuantiles(0.02, 0.12)],
  ['lognormal', [5e3, 2e6], laws.lognormalQuantiles(5e3, 2e6)],
  ['weibull', [0.6, 0.05], laws.weibull(0.6, 0.05)],
  ['weibull', [3, 7], laws.weibull(3, 7)],
  ['pareto', [2.2, 0.005], laws.pareto(2.2, 0.005)],
  ['bounded-pareto', [1.3, 0.01, 5], laws.boundedPareto(1.3, 0.01, 5)],
];

describe('laws fitted to draws', () => {
  it.each(CASES)('of %s %j are that law again', (family, parameters, law) => {
    for (const seed of [2]) {
      const sample = sampleOf(draws(law, N, seed));
      const candidates = fitLaws(sample);
      const own = candidates.find((candidate) => candidate.law.family === family)!;
      // Families hold one another, so another one may be as good, but not better by more than luck.
      expect(own.aic - candidates[0].aic).toBeLessThan(6);
      // Bounded laws end where the sample does: their ends are near in share, not in value.
      const ends = family === 'uniform' ? [0, 1] : family === 'bounded-pareto' ? [2] : [];
      own.law.parameters.forEach((value, i) => {
        if (!ends.includes(i)) expect(Math.abs(value / parameters[i] - 1), family).toBeLessThan(NEAR);
        else expect(Math.abs(own.law.share(parameters[i]) - own.law.share(value))).toBeLessThan(0.002);
      });
      expect(own.goodness.distance).toBeLessThan(own.goodness.bound * 1.2);
      expect(own.goodness.tailDistance).toBeLessThan(4);
    }
  });

  it('have shares that fit their densities and means', () => {
    for (const [, , law] of CASES) {
      for (const { law: fitted } of fitLaws(sampleOf(draws(law, 500)))) {
        const [low, high] = [quantileOf(fitted, 0.3, fitted.mean), quantileOf(fitted, 0.31, fitted.mean)];
        const density = Math.exp(fitted.logDensity((low + high) / 2));
        expect((density * (high - low)) / 0.01, fitted.family).toBeCloseTo(1, 1);
        expect(fitted.share(quantileOf(fitted, 0.9, fitted.mean))).toBeCloseTo(0.9, 6);
        expect(fitted.mean).toBeGreaterThan(0);
      }
    }
  });

  it('are far away when they do not suit, and a constant is a constant', () => {
    const wrong = fitLaws(sampleOf(draws(laws.bimodal(1, 10, 0.5), 1000).map((x, i) => x + i * 1e-6)));
    expect(wrong[0].goodness.distance).toBeGreaterThan(wrong[0].goodness.bound * 2);
    const same = fitLaws(sampleOf([3, 3, 3, 3]));
    expect(same.map(({ law }) => [law.family, law.parameters])).toEqual([['constant', [3]]]);
  });
});

describe('functions behind the estimators', () => {
  it('agree with other methods', () => {
    for (const shape of [0.3, 1, 4.7, 60])
      for (const x of [0.1, 1, 5, 70]) expect(gammaShare(shape, x)).toBeCloseTo(gammaCdf(shape, x), 9);
    for (const z of [-3, -0.4, 0, 1.2, 2.5]) expect(normalShare(z)).toBeCloseTo(normalCdf(z), 6);
    // ψ(1) = −γ, ψ′(1) = π²/6, ψ(x + 1) = ψ(x) + 1/x.
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 12);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 12);
    expect(digamma(3.5)).toBeCloseTo(digamma(2.5) + 1 / 2.5, 12);
  });

  it('find the exponent of Zipf’s law', () => {
    const zipf = laws.zipf(1.1, 500);
    const random = stream(5, 'keys');
    const counts = new Array<number>(500).fill(0);
    for (let i = 0; i < 20_000; i++) counts[zipf.sample(random)]++;
    const ranked = counts.filter((count) => count > 0).sort((a, b) => b - a);
    expect(fitZipf(ranked)).toBeCloseTo(1.1, 1);
  });
});

/** Arrivals at a rate, each start followed by its cluster. */
function arrivals(rateAt: (t: number) => number, most: number, span: number, clusters: Clusters): number[] {
  const random = stream(9, 'arrivals');
  const times: number[] = [];
  const gap = laws.exponential(clusters.size / most);
  const spacing = laws.exponential(Math.max(1e-9, clusters.spacing));
  for (let t = gap.sample(random); t < span; t += gap.sample(random)) {
    if (random.next() > rateAt(t) / most) continue;
    for (let at = t; at < span; at += spacing.sample(random)) {
      times.push(at);
      if (random.next() >= 1 - 1 / clusters.size) break;
    }
  }
  return times.sort((a, b) => a - b);
}

describe('arrivals', () => {
  const alone = { size: 1, spacing: 0 };

  it('at one rate have no profile, and an index of dispersion of 1', () => {
    const times = arrivals(() => 5, 5, 4000, alone);
    expect(bestSteps(times, 4000, () => 1, 1e-6)).toBeNull();
    for (const { index } of dispersionOf(times, countIn(times, 4000, 4000), 1e-6))
      expect(Math.abs(index - 1)).toBeLessThan(0.25);
    expect(fitClusters(dispersionOf(times, countIn(times, 4000, 4000), 1e-6))).toBeNull();
  });

  it('are no bursts where a step is cut off by the end', () => {
    const times = arrivals(() => 5, 5, 4050, alone);
    const measured = dispersionOf(times, countIn(times, 4050, 900), 1e-6);
    for (const one of measured) expect(Math.abs(one.index - 1)).toBeLessThan(4 * luckOf(one));
    expect(measured.find(({ window }) => window === 1)!.windows).toBe(4050);
    expect(fitClusters(measured)).toBeNull();
  });

  it('at one rate show a profile by chance hardly ever', () => {
    const seen = Array.from({ length: 100 }, (_, k) => {
      const random = stream(k, 'one rate');
      const times = Array.from({ length: 600 }, () => 100 * random.double()).sort((a, b) => a - b);
      return bestSteps(times, 100, () => 1, 1e-6);
    });
    expect(seen.filter((steps) => steps !== null).length).toBeLessThanOrEqual(4);
  });

  it('with a rhythm have a profile that follows it', () => {
    const rateAt = (t: number) => (Math.floor(t / 500) % 2 === 0 ? 8 : 2);
    const times = arrivals(rateAt, 8, 8000, alone);
    const steps = bestSteps(times, 8000, () => 1, 1e-6)!;
    expect(steps.width).toBeGreaterThanOrEqual(30);
    steps.counts.forEach((count, i) => {
      const middle = (i + 0.5) * steps.width;
      const same = Math.floor((i * steps.width) / 500) === Math.floor(((i + 1) * steps.width - 1) / 500);
      if (same) expect(Math.abs(count / steps.width / rateAt(middle) - 1)).toBeLessThan(0.6);
    });
  });

  it('evenly spaced have an index near 0', () => {
    const times = Array.from({ length: 4000 }, (_, i) => i * 0.5);
    const indices = dispersionOf(times, countIn(times, 2000, 2000), 1e-6).filter(({ window }) => window >= 2);
    for (const { index } of indices) expect(index).toBeLessThan(0.05);
  });

  it('in clusters are known by size and spacing, and are no profile', () => {
    const truth = { size: 5, spacing: 0.4 };
    const times = arrivals(() => 10, 10, 6000, truth);
    const measured = dispersionOf(times, countIn(times, 6000, 6000), 1e-6);
    for (const one of measured)
      expect(Math.abs(one.index / clusterIndex(truth, one.window) - 1)).toBeLessThan(0.05 + 4 * luckOf(one));
    const found = fitClusters(measured)!;
    expect(Math.abs(found.size / truth.size - 1)).toBeLessThan(0.15);
    expect(Math.abs(found.spacing / truth.spacing - 1)).toBeLessThan(0.3);
    expect(bestSteps(times, 6000, (width) => clusterIndex(found, width), 1e-6)).toBeNull();
    expect(bestSteps(times, 6000, () => 1, 1e-6)).not.toBeNull();
  });
});
