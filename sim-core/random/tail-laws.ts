import { assert } from '../kernel/assert.ts';
import { squaredVariation, type Distribution } from './distribution.ts';
import { exp, expm1, log, log1p, pow } from './portable-math.ts';
import { logGamma, normalQuantile } from './special-functions.ts';
import { standardExponential, standardNormal } from './ziggurat.ts';

const NORMAL_P99 = normalQuantile(0.99);

function assertPositive(value: number, name: string): void {
  assert(value > 0 && value < Infinity, `${name} must be positive and finite`);
}

/** Lognormal with the given mean and coefficient of variation (standard deviation ÷ mean). */
export function lognormal(mean: number, cv: number): Distribution {
  assertPositive(mean, 'mean');
  assertPositive(cv, 'cv');
  const variance = log1p(cv * cv);
  return lognormalOf(mean, cv * cv, log(mean) - variance / 2, Math.sqrt(variance));
}

/** Lognormal of which half lies below `p50` and 99 % below `p99`. */
export function lognormalQuantiles(p50: number, p99: number): Distribution {
  assertPositive(p50, 'p50');
  assert(p99 > p50 && p99 < Infinity, 'p99 must be above p50');
  const sigma = log(p99 / p50) / NORMAL_P99;
  const variance = sigma * sigma;
  return lognormalOf(p50 * exp(variance / 2), expm1(variance), log(p50), sigma);
}

function lognormalOf(mean: number, scv: number, mu: number, sigma: number): Distribution {
  return { kind: 'lognormal', mean, scv, sample: (random) => exp(mu + sigma * standardNormal(random)) };
}

/** Weibull with the given shape (1 is exponential, less is heavier) and mean: a power of an exponential. */
export function weibull(shape: number, mean: number): Distribution {
  assertPositive(shape, 'shape');
  assertPositive(mean, 'mean');
  const power = 1 / shape;
  const first = logGamma(1 + power);
  const scale = mean / exp(first);
  assert(scale > 0, 'weibull needs a shape whose moments fit into a float64');
  return {
    kind: 'weibull',
    mean,
    scv: expm1(logGamma(1 + 2 * power) - 2 * first),
    sample: (random) => scale * pow(standardExponential(random), power),
  };
}

/** Pareto from `min` on: P(X > x) = (min / x)^shape. No finite mean up to shape 1, no variance up to 2. */
export function pareto(shape: number, min: number): Distribution {
  assertPositive(shape, 'shape');
  assertPositive(min, 'min');
  return {
    kind: 'pareto',
    mean: shape > 1 ? (shape * min) / (shape - 1) : Infinity,
    scv: shape > 2 ? 1 / (shape * (shape - 2)) : Infinity,
    sample: (random) => min * exp(standardExponential(random) / shape),
  };
}

/** Pareto restricted to `min` … `max`: the usual model of job sizes (Harchol-Balter 2013, §20.4). */
export function boundedPareto(shape: number, min: number, max: number): Distribution {
  assertPositive(shape, 'shape');
  assertPositive(min, 'min');
  assert(max > min && max < Infinity, 'max must be above min');
  const span = log(max / min);
  const mass = -expm1(-shape * span); // of the unbounded law below max
  const moment = (k: number) => (shape / mass) * span * growth((k - shape) * span);
  const mean = min * moment(1);
  const variance = min * min * (moment(2) - moment(1) * moment(1));
  return {
    kind: 'bounded-pareto',
    mean,
    scv: squaredVariation(mean, Math.max(0, variance)),
    sample: (random) => min * exp(-log(1 - mass * random.double()) / shape),
  };
}

/** (eᵗ − 1) / t, the mean of eᵗˣ over 0 ≤ x ≤ 1. */
function growth(t: number): number {
  return t === 0 ? 1 : expm1(t) / t;
}
