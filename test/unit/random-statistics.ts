import { logGamma } from '../../sim-core/random/special-functions.ts';

/**
 * How many standard deviations a chi-square statistic is from what it should be. Beyond 5 the counts do not
 * come from the expected law; seeds are fixed, so a test that passes once passes always.
 */
export function chiSquare(observed: ArrayLike<number>, expected: (i: number) => number): number {
  let statistic = 0;
  for (let i = 0; i < observed.length; i++) {
    const difference = observed[i] - expected(i);
    statistic += (difference * difference) / expected(i);
  }
  const freedom = observed.length - 1;
  return Math.abs(statistic - freedom) / Math.sqrt(2 * freedom);
}

/** Chi-square distance from an even spread, of values in [0, 1) counted in `cells` cells. */
export function unevenness(n: number, cells: number, value: (i: number) => number): number {
  const counts = new Float64Array(cells);
  for (let i = 0; i < n; i++) counts[Math.floor(value(i) * cells)]++;
  return chiSquare(counts, () => n / cells);
}

/** The same for pairs, in a square of `side` × `side` cells: uneven if the two depend on each other. */
export function dependence(n: number, side: number, pair: (i: number) => readonly [number, number]): number {
  return unevenness(n, side * side, (i) => {
    const [x, y] = pair(i);
    return (Math.floor(x * side) + y) / side;
  });
}

/** Kolmogorov and Smirnov's statistic √n D; beyond 1.95 the law fits one sample in a thousand. */
export function kolmogorov(sample: readonly number[], cdf: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  let distance = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  });
  return Math.sqrt(n) * distance;
}

/** Standard normal distribution function, by its series around 0 (DLMF 7.6.2). */
export function normalCdf(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let sum = 0;
  let term = x;
  for (let k = 1; Math.abs(term) > 1e-17; k += 2) {
    sum += term;
    term *= (x * x) / (k + 2);
  }
  return 0.5 + (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}

/** Distribution function of a gamma law with scale 1, by its series (DLMF 8.7.1). */
export function gammaCdf(shape: number, x: number): number {
  if (x > 600) return 1;
  let sum = 0;
  let term = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    sum += term;
    term *= x / (shape + k);
  }
  return sum * Math.exp(shape * Math.log(x) - x - logGamma(shape + 1));
}

/** Mean and squared coefficient of variation of a law on x ≥ 0, by integrating what is above each e^t. */
export function momentsOf(cdf: (x: number) => number): { mean: number; scv: number } {
  const step = 0.002;
  let mean = 0;
  let square = 0;
  for (let t = -50; t < 12; t += step) {
    const x = Math.exp(t);
    const above = 1 - Math.min(1, Math.max(0, cdf(x)));
    mean += x * above * step;
    square += 2 * x * x * above * step;
  }
  return { mean, scv: square / (mean * mean) - 1 };
}
