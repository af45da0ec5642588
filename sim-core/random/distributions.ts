import type { Random } from './generator.ts';
import { exp, log, pow } from './portable-math.ts';

export interface Distribution {
  readonly kind: string;
  readonly mean: number;
  readonly scv: number;
  sample(random: Random): number;
}
const d = (kind: string, mean: number, scv: number, sample: (r: Random) => number): Distribution => ({
  kind,
  mean,
  scv,
  sample,
});
const normal = (r: Random): number => {
  for (;;) {
    const u = 2 * r.next() - 1;
    const v = 2 * r.next() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
  }
};
const e1 = (r: Random): number => -log(1 - r.next());
export const constant = (v: number): Distribution => d('constant', v, 0, () => v);
export const uniform = (lo: number, hi: number): Distribution =>
  d(
    'uniform',
    (lo + hi) / 2,
    ((hi - lo) * (hi - lo)) / 3 / ((lo + hi) * (lo + hi)),
    (r) => lo + (hi - lo) * r.next(),
  );
export const exponential = (mean: number): Distribution => d('exponential', mean, 1, (r) => mean * e1(r));
export const erlang = (k: number, mean: number): Distribution =>
  d('erlang', mean, 1 / k, (r) => {
    let s = 0;
    for (let i = 0; i < k; i++) s += e1(r);
    return (s * mean) / k;
  });
export const hyperexponential = (mean: number, scv: number): Distribution => {
  const p = (1 + Math.sqrt((scv - 1) / (scv + 1))) / 2;
  return d('hyperexponential', mean, scv, (r) =>
    r.next() < p ? (mean / (2 * p)) * e1(r) : (mean / (2 * (1 - p))) * e1(r),
  );
};
export const hyperexponentialPhases = (p: readonly number[], means: readonly number[]): Distribution => {
  const m = p.reduce((s, x, i) => s + x * means[i], 0);
  const m2 = p.reduce((s, x, i) => s + 2 * x * means[i] * means[i], 0);
  return d('hyperexponential', m, m2 / m / m - 1, (r) => {
    let u = r.next();
    let i = 0;
    while (i < p.length - 1 && u >= p[i]) u -= p[i++];
    return means[i] * e1(r);
  });
};
const ln = (mu: number, sigma: number): Distribution => {
  const s2 = sigma * sigma;
  return d('lognormal', exp(mu + s2 / 2), exp(s2) - 1, (r) => exp(mu + sigma * normal(r)));
};
export const lognormal = (mean: number, cv: number): Distribution => {
  const s2 = log(1 + cv * cv);
  return ln(log(mean) - s2 / 2, Math.sqrt(s2));
};
export const lognormalQuantiles = (p50: number, p99: number): Distribution =>
  ln(log(p50), log(p99 / p50) / 2.3263478740408408);
export const weibull = (shape: number, mean: number): Distribution =>
  d('weibull', mean, 1, (r) => mean * pow(e1(r), 1 / shape));
export const pareto = (shape: number, min: number): Distribution =>
  d(
    'pareto',
    shape > 1 ? (shape * min) / (shape - 1) : Infinity,
    Infinity,
    (r) => min * pow(1 - r.next(), -1 / shape),
  );
export const boundedPareto = (shape: number, min: number, max: number): Distribution =>
  d('bounded-pareto', min, 1, (r) => {
    const q = 1 - pow(min / max, shape);
    return min * pow(1 - r.next() * q, -1 / shape);
  });
export const gamma = (shape: number, mean: number): Distribution =>
  erlang(Math.max(1, Math.round(shape)), mean);
export const bimodal = (low: number, pLow: number, high: number): Distribution =>
  d('bimodal', low * pLow + high * (1 - pLow), 1, (r) => (r.next() < pLow ? low : high));
export const empirical = (values: readonly number[]): Distribution =>
  d('empirical', values.reduce((s, v) => s + v, 0) / values.length, 1, (r) => values[r.int(values.length)]);
export const zipf = (exponent: number, n: number): Distribution => {
  const c: number[] = [];
  let s = 0;
  for (let i = 1; i <= n; i++) {
    s += pow(i, -exponent);
    c.push(s);
  }
  return d('zipf', 1, 1, (r) => {
    const u = r.next() * s;
    let lo = 0;
    let hi = n - 1;
    while (lo < hi) {
      const m = (lo + hi) >> 1;
      if (c[m] < u) lo = m + 1;
      else hi = m;
    }
    return lo;
  });
};
