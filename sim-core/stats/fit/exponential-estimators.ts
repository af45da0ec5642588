import { exp, expm1, log } from '../../random/portable-math.ts';
import { logGamma } from '../../random/special-functions.ts';
import { digamma, gammaShare, trigamma } from './gamma-functions.ts';
import type { Family, Law } from './law.ts';
import type { Sample } from './sample.ts';
import { highestAt } from './search.ts';

/** What scenarios allow. */
const MOST_STAGES = 1000;
const SHAPES = { least: 0.1, most: 10_000 } as const;
const MOST_SCV = 1e4;
/** Nearer to 1 it is an exponential law. */
const LEAST_SCV = 1.02;

/** The mean is the estimate. */
export function fitExponential({ mean }: Sample): Law {
  const logMean = log(mean);
  return {
    family: 'exponential',
    parameters: [mean],
    freedom: 1,
    mean,
    logDensity: (x) => -logMean - x / mean,
    share: (x) => (x <= 0 ? 0 : -expm1(-x / mean)),
  };
}

/** Shape by Newton's method on log k − ψ(k) = log mean − mean log, from Minka's start (Minka 2002, eq. 10). */
export function fitGamma(sample: Sample): Law | null {
  const shape = gammaShape(sample);
  if (shape < SHAPES.least || shape > SHAPES.most) return null;
  return gammaLaw('gamma', shape, sample.mean);
}

/** The better of the two whole numbers of stages beside the shape of a gamma law. */
export function fitErlang(sample: Sample): Law | null {
  const shape = gammaShape(sample);
  const stages = [Math.floor(shape), Math.ceil(shape)].filter((k) => k >= 1 && k <= MOST_STAGES);
  if (stages.length === 0) return null;
  const laws = stages.map((k) => gammaLaw('erlang', k, sample.mean));
  const likelihood = (law: Law) => sample.values.reduce((sum, x) => sum + law.logDensity(x), 0);
  return laws.reduce((best, law) => (likelihood(law) > likelihood(best) ? law : best));
}

function gammaShape({ mean, logMean }: Sample): number {
  const s = log(mean) - logMean;
  if (!(s > 0)) return Infinity;
  let k = (3 - s + Math.sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
  for (let i = 0; i < 20; i++) {
    const next = k - (log(k) - digamma(k) - s) / (1 / k - trigamma(k));
    if (!(next > 0)) break;
    const done = Math.abs(next - k) < 1e-12 * k;
    k = next;
    if (done) break;
  }
  return k;
}

function gammaLaw(family: Family, shape: number, mean: number): Law {
  const scale = mean / shape;
  const constant = -shape * log(scale) - logGamma(shape);
  return {
    family,
    parameters: [shape, mean],
    freedom: 2,
    mean,
    logDensity: (x) => constant + (shape - 1) * log(x) - x / scale,
    share: (x) => gammaShare(shape, x / scale),
  };
}

/** Turns of the search: mean, variation, mean … */
const TURNS = 5;
/** Fineness of the search, in logarithms; far below what a sample can tell. */
const FINE = 1e-4;

/** Two exponential phases of balanced means, as scenarios write them: mean and variation in turn, each at its likeliest. */
export function fitHyperexponential(sample: Sample): Law | null {
  const { values } = sample;
  const likelihood = (logMean: number, logScv: number): number => {
    const law = hyperexponentialLaw(exp(logMean), exp(logScv));
    let sum = 0;
    for (const x of values) sum += law.logDensity(x);
    return sum;
  };
  const start = log(sample.mean);
  let [logMean, logScv] = [start, 0];
  for (let turn = 0; turn < TURNS; turn++) {
    logScv = highestAt((s) => likelihood(logMean, s), 0, log(MOST_SCV), FINE);
    logMean = highestAt((m) => likelihood(m, logScv), start - 1, start + 1, FINE);
  }
  return exp(logScv) < LEAST_SCV ? null : hyperexponentialLaw(exp(logMean), exp(logScv));
}

function hyperexponentialLaw(mean: number, scv: number): Law {
  const often = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  const seldom = 1 / (scv + 1) / (2 * often);
  const [fast, slow] = [(2 * often) / mean, (2 * seldom) / mean];
  return {
    family: 'hyperexponential',
    parameters: [mean, scv],
    freedom: 2,
    mean,
    logDensity: (x) => log(often * fast * exp(-fast * x) + seldom * slow * exp(-slow * x)),
    share: (x) => (x <= 0 ? 0 : 1 - often * exp(-fast * x) - seldom * exp(-slow * x)),
  };
}
