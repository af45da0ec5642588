import { assert } from '../kernel/assert.ts';
import type { Distribution } from './distribution.ts';
import type { Random } from './generator.ts';
import { exp, log } from './portable-math.ts';
import { standardExponential, standardNormal } from './ziggurat.ts';

/** Up to this many stages an Erlang draw is a sum; beyond, the gamma method is faster. */
const MAX_SUMMED_STAGES = 4;

function assertMean(mean: number): void {
  assert(mean > 0 && mean < Infinity, 'the mean must be positive and finite');
}

/** Memoryless, with the given mean. */
export function exponential(mean: number): Distribution {
  assertMean(mean);
  return { kind: 'exponential', mean, scv: 1, sample: (random) => mean * standardExponential(random) };
}

/** Sum of k exponential stages with a total of the given mean; scv 1/k. */
export function erlang(k: number, mean: number): Distribution {
  assert(k >= 1 && k === Math.floor(k) && k < Infinity, 'erlang needs a whole number of stages');
  assertMean(mean);
  const stage = mean / k;
  const sum = (random: Random) => {
    let total = 0;
    for (let i = 0; i < k; i++) total += standardExponential(random);
    return stage * total;
  };
  const sample = k <= MAX_SUMMED_STAGES ? sum : (random: Random) => stage * standardGamma(k, random);
  return { kind: 'erlang', mean, scv: 1 / k, sample };
}

/** Gamma with a shape above 0 (below 1 more variable than exponential) and the given mean; scv 1/shape. */
export function gamma(shape: number, mean: number): Distribution {
  assert(shape > 0 && shape < Infinity, 'gamma needs a positive shape');
  assertMean(mean);
  const scale = mean / shape;
  return {
    kind: 'gamma',
    mean,
    scv: 1 / shape,
    sample: (random) => scale * standardGamma(shape, random),
  };
}

/**
 * Gamma with scale 1 (Marsaglia and Tsang 2000, ACM TOMS 26(3)): the cube of a slightly shifted normal,
 * thinned. Shapes below 1 are drawn one higher and then shrunk by a uniform number to the power 1/shape.
 */
function standardGamma(shape: number, random: Random): number {
  if (shape < 1) {
    const whole = standardGamma(shape + 1, random);
    return whole * exp(-standardExponential(random) / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = standardNormal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    // −log of a uniform number is an exponential one
    if (standardExponential(random) > -0.5 * x * x - d * (1 - v + log(v))) return d * v;
  }
}

/** Two exponential phases with the given mean and scv ≥ 1, each carrying half of the load (balanced means). */
export function hyperexponential(mean: number, scv: number): Distribution {
  assertMean(mean);
  assert(scv >= 1 && scv < Infinity, 'hyperexponential needs a squared coefficient of variation >= 1');
  const often = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const seldom = 1 / (scv + 1) / (2 * often); // often × seldom = ½ / (scv + 1), without 1 − often
  const short = mean / (2 * often);
  const long = mean / (2 * seldom);
  return {
    kind: 'hyperexponential',
    mean,
    scv,
    sample: (random) => (random.double() < often ? short : long) * standardExponential(random),
  };
}

/** Exponential with mean `means[i]`, with probability `chances[i]`. The chances must add up to 1. */
export function hyperexponentialPhases(chances: readonly number[], means: readonly number[]): Distribution {
  assert(
    chances.length === means.length && chances.length > 0,
    'as many probabilities as means, at least one',
  );
  assert(Math.abs(chances.reduce((sum, p) => sum + p, 0) - 1) < 1e-9, 'the probabilities must add up to 1');
  assert(
    chances.every((p) => p >= 0),
    'a probability is not negative',
  );
  means.forEach(assertMean);
  const mean = chances.reduce((sum, p, i) => sum + p * means[i], 0);
  const square = chances.reduce((sum, p, i) => sum + 2 * p * means[i] * means[i], 0);
  const last = means.length - 1;
  const sample = (random: Random) => {
    let rest = random.next();
    let phase = 0;
    while (phase < last && rest >= chances[phase]) rest -= chances[phase++];
    return means[phase] * standardExponential(random);
  };
  return { kind: 'hyperexponential', mean, scv: square / (mean * mean) - 1, sample };
}
