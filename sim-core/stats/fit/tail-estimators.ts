import { exp, expm1, log, pow } from '../../random/portable-math.ts';
import { logGamma, normalQuantile } from '../../random/special-functions.ts';
import { normalShare } from './gamma-functions.ts';
import type { Law } from './law.ts';
import type { Sample } from './sample.ts';
import { zeroOf } from './search.ts';

/** What scenarios allow. */
const SHAPES = { least: 0.1, most: 100 } as const;
const HALF_LOG_TWO_PI = 0.9189385332046727;
const NORMAL_P99 = normalQuantile(0.99);
/** Tails so heavy that the mean hangs on a single value are no model of a service time. */
const LEAST_TAIL = 1.05;

/** Mean and variance of the logarithms are the estimates; parameters are its median and 99th percentile. */
export function fitLognormal({ logMean, logVariance }: Sample): Law | null {
  const sigma = Math.sqrt(logVariance);
  const p50 = exp(logMean);
  const p99 = exp(logMean + NORMAL_P99 * sigma);
  if (!(p99 > p50 * (1 + 1e-6)) || p99 === Infinity) return null;
  const constant = -HALF_LOG_TWO_PI - log(sigma);
  return {
    family: 'lognormal',
    parameters: [p50, p99],
    freedom: 2,
    mean: exp(logMean + logVariance / 2),
    logDensity: (x) => {
      const y = log(x);
      const z = (y - logMean) / sigma;
      return constant - y - (z * z) / 2;
    },
    share: (x) => (x <= 0 ? 0 : normalShare((log(x) - logMean) / sigma)),
  };
}

/** The shape solves the likelihood equation, which rises (Johnson, Kotz and Balakrishnan 1994, §21.4.3). */
export function fitWeibull({ values, n, logMean, max }: Sample): Law | null {
  const logs = values.map(log);
  const top = log(max);
  const sums = (k: number) => {
    let [plain, weighted] = [0, 0];
    for (const y of logs) {
      const power = exp(k * (y - top));
      plain += power;
      weighted += power * y;
    }
    return { plain, weighted };
  };
  const equation = (k: number): number => {
    const { plain, weighted } = sums(k);
    return weighted / plain - 1 / k - logMean;
  };
  const shape = zeroOf(equation, SHAPES.least, SHAPES.most);
  if (shape <= SHAPES.least || shape >= SHAPES.most) return null;
  const logScale = top + log(sums(shape).plain / n) / shape;
  const constant = log(shape) - shape * logScale;
  return {
    family: 'weibull',
    parameters: [shape, exp(logScale + logGamma(1 + 1 / shape))],
    freedom: 2,
    mean: exp(logScale + logGamma(1 + 1 / shape)),
    logDensity: (x) => {
      const y = log(x);
      return constant + (shape - 1) * y - exp(shape * (y - logScale));
    },
    share: (x) => (x <= 0 ? 0 : -expm1(-exp(shape * (log(x) - logScale)))),
  };
}

/** From the least value on; the shape by maximum likelihood, without its bias (Arnold 2015, §5.2.1). */
export function fitPareto({ n, logMean, min }: Sample): Law | null {
  const shape = (n - 2) / (n * (logMean - log(min)));
  if (!(shape >= LEAST_TAIL && shape <= SHAPES.most)) return null;
  const constant = log(shape) + shape * log(min);
  return {
    family: 'pareto',
    parameters: [shape, min],
    freedom: 2,
    mean: (shape * min) / (shape - 1),
    logDensity: (x) => (x >= min ? constant - (shape + 1) * log(x) : -Infinity),
    share: (x) => (x <= min ? 0 : 1 - pow(min / x, shape)),
  };
}

/** Between the least and the greatest value; the shape by maximum likelihood (Aban, Meerschaert and Panorska 2006). */
export function fitBoundedPareto({ logMean, min, max }: Sample): Law | null {
  const span = log(max / min);
  const excess = logMean - log(min);
  // The derivative of the likelihood by the shape, turned so that it rises.
  const equation = (k: number): number => excess - 1 / k - (span * exp(-k * span)) / expm1(-k * span);
  const shape = zeroOf(equation, SHAPES.least, SHAPES.most);
  if (shape <= SHAPES.least || shape >= SHAPES.most) return null;
  const mass = -expm1(-shape * span);
  const constant = log(shape / mass) + shape * log(min);
  const moment = Math.abs(1 - shape) < 1e-9 ? span : expm1((1 - shape) * span) / (1 - shape);
  return {
    family: 'bounded-pareto',
    parameters: [shape, min, max],
    freedom: 3,
    mean: ((min * shape) / mass) * moment,
    logDensity: (x) => (x >= min && x <= max ? constant - (shape + 1) * log(x) : -Infinity),
    share: (x) => (x <= min ? 0 : x >= max ? 1 : (1 - pow(min / x, shape)) / mass),
  };
}
