import * as laws from '../../sim-core/random/distributions.ts';
import { gammaCdf, normalCdf } from './random-statistics.ts';

/** A continuous law, and its distribution function from a textbook. */
export interface Law {
  readonly name: string;
  readonly law: laws.Distribution;
  readonly cdf: (x: number) => number;
}

const exponentialCdf = (mean: number) => (x: number) => -Math.expm1(-x / mean);

function lognormalCdf(mu: number, sigma: number) {
  return (x: number) => normalCdf((Math.log(x) - mu) / sigma);
}

function boundedParetoCdf(shape: number, min: number, max: number) {
  return (x: number) => (1 - (min / x) ** shape) / (1 - (min / max) ** shape);
}

function hyperexponentialCdf(mean: number, scv: number) {
  const p = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const short = exponentialCdf(mean / (2 * p));
  const long = exponentialCdf(mean / (2 * (1 - p)));
  return (x: number) => p * short(x) + (1 - p) * long(x);
}

/** Mean 2 and cv 1.5: σ² = ln(1 + 1.5²), μ = ln 2 − σ²/2. */
const SIGMA2 = Math.log(3.25);

export const continuousLaws: readonly Law[] = [
  { name: 'uniform', law: laws.uniform(1, 3), cdf: (x) => (x - 1) / 2 },
  { name: 'exponential', law: laws.exponential(2), cdf: exponentialCdf(2) },
  { name: 'erlang 1', law: laws.erlang(1, 2), cdf: exponentialCdf(2) },
  { name: 'erlang 3', law: laws.erlang(3, 2), cdf: (x) => gammaCdf(3, 1.5 * x) },
  { name: 'erlang 12', law: laws.erlang(12, 2), cdf: (x) => gammaCdf(12, 6 * x) },
  { name: 'gamma 0.3', law: laws.gamma(0.3, 2), cdf: (x) => gammaCdf(0.3, 0.15 * x) },
  { name: 'gamma 1', law: laws.gamma(1, 2), cdf: exponentialCdf(2) },
  { name: 'gamma 4.7', law: laws.gamma(4.7, 2), cdf: (x) => gammaCdf(4.7, 2.35 * x) },
  { name: 'hyperexponential scv 1', law: laws.hyperexponential(2, 1), cdf: exponentialCdf(2) },
  { name: 'hyperexponential scv 6', law: laws.hyperexponential(2, 6), cdf: hyperexponentialCdf(2, 6) },
  {
    name: 'three phases',
    law: laws.hyperexponentialPhases([0.5, 0.3, 0.2], [1, 2, 7]),
    cdf: (x) => 0.5 * exponentialCdf(1)(x) + 0.3 * exponentialCdf(2)(x) + 0.2 * exponentialCdf(7)(x),
  },
  {
    name: 'lognormal cv 1.5',
    law: laws.lognormal(2, 1.5),
    cdf: lognormalCdf(Math.log(2) - SIGMA2 / 2, SIGMA2 ** 0.5),
  },
  {
    name: 'lognormal p50 p99',
    law: laws.lognormalQuantiles(0.02, 0.12),
    cdf: lognormalCdf(Math.log(0.02), Math.log(6) / 2.3263478740408408),
  },
  {
    name: 'weibull 0.6',
    law: laws.weibull(0.6, 2),
    cdf: (x) => -Math.expm1(-((x / 1.3292786009189668) ** 0.6)),
  },
  { name: 'weibull 2', law: laws.weibull(2, 2), cdf: (x) => -Math.expm1((-Math.PI * x * x) / 16) },
  { name: 'pareto 9', law: laws.pareto(9, 3), cdf: (x) => 1 - (3 / x) ** 9 },
  { name: 'bounded pareto 1.1', law: laws.boundedPareto(1.1, 2, 500), cdf: boundedParetoCdf(1.1, 2, 500) },
  { name: 'bounded pareto 1', law: laws.boundedPareto(1, 2, 500), cdf: boundedParetoCdf(1, 2, 500) },
];
