import { exp, expm1, log } from '../../random/portable-math.ts';
import type { RateSteps } from './rate-steps.ts';

/** How much counts vary in windows of one length. */
export interface Dispersion {
  /** Seconds. */
  readonly window: number;
  /** Variance around the expected count ÷ expected count: 1 for Poisson arrivals, 0 for evenly spaced ones. */
  readonly index: number;
  /** Windows that it was read from. */
  readonly windows: number;
}

/** Lengths that are looked at, as multiples of a second. */
const WINDOWS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60, 120, 300, 600, 1800, 3600];
/** Fewer windows than this say little about a variance. */
const FEWEST_WINDOWS = 40;
const MOST_WINDOWS = 4_000_000;

/**
 * Index of dispersion for counts (Cox and Lewis 1966, §4.5) in windows of growing length, within the steps of a rate
 * profile: what varies more slowly is the profile's. A step's own mean takes one degree of freedom away.
 *
 * @param times ascending, from 0. @param resolution of the clock: shorter windows would measure its ticks.
 */
export function dispersionOf(times: ArrayLike<number>, steps: RateSteps, resolution: number): Dispersion[] {
  const { span, width } = steps;
  return WINDOWS.filter(
    (window) =>
      window >= resolution * 0.999 &&
      window <= Math.min(width, span) / 4 &&
      span / window >= FEWEST_WINDOWS &&
      span / window <= MOST_WINDOWS,
  ).map((window) => indexIn(times, steps, window));
}

/** Only windows that were seen to their end, of the last step too. */
function indexIn(times: ArrayLike<number>, { width, counts, span }: RateSteps, window: number): Dispersion {
  const each = Math.floor(width / window + 1e-9);
  const inside = new Float64Array(each * counts.length);
  for (let i = 0; i < times.length; i++) {
    const step = Math.min(counts.length - 1, Math.floor(times[i] / width));
    const place = Math.floor((times[i] - step * width) / window + 1e-9);
    if (place < each) inside[step * each + place]++;
  }
  let squares = 0;
  let expected = 0;
  let windows = 0;
  for (let step = 0; step < counts.length; step++) {
    const seen = Math.min(each, Math.floor((span - step * width) / window + 1e-9));
    windows += seen;
    let mean = 0;
    for (let k = 0; k < seen; k++) mean += inside[step * each + k] / seen;
    if (mean === 0) continue;
    for (let k = 0; k < seen; k++) squares += square(inside[step * each + k] - mean);
    expected += mean * (seen - 1);
  }
  return { window, index: expected === 0 ? 1 : squares / expected, windows };
}

/** Arrivals in clusters: each start brings so many on average, geometrically, one after the other. */
export interface Clusters {
  readonly size: number;
  /** Mean seconds between two of one cluster, exponential. */
  readonly spacing: number;
}

/**
 * Index of dispersion of clusters whose starts are Poisson (Neyman and Scott 1958). After any arrival its cluster
 * goes on with density (p/s) · exp(−t/(m s)), p = 1 − 1/m, for m arrivals of spacing s; so in windows of length w
 * the index is 1 + 2 (m − 1) (1 − (1 − exp(−κw)) / (κw)), κ = 1/(m s).
 */
export function clusterIndex({ size, spacing }: Clusters, window: number): number {
  return 1 + 2 * (size - 1) * shapeAt(window / (size * spacing));
}

function shapeAt(x: number): number {
  return 1 + expm1(-x) / x;
}

/** Decays of a cluster that are tried, from what the longest window can show to what the shortest can. */
const DECAYS = 120;
/** So many standard errors above 1 and in proportion are not luck. */
const SURE = 4;
/** Clusters hardly larger than one request are Poisson arrivals. */
const LEAST_SIZE = 1.1;

/** Standard error of an index of 1 (Cox and Lewis 1966, §6.3): that of a variance over so many windows. */
export function luckOf({ windows }: Dispersion): number {
  return Math.sqrt(2 / windows);
}

/**
 * The clusters whose index of dispersion is nearest in all windows, by least squares weighted with how well each is
 * known. Null where no window shows more than Poisson arrivals would by luck.
 */
export function fitClusters(measured: readonly Dispersion[]): Clusters | null {
  if (!measured.some((one) => one.index - 1 > SURE * luckOf(one))) return null;
  const slowest = log(1 / measured[measured.length - 1].window);
  const fastest = log(10 / measured[0].window);
  let best: { readonly clusters: Clusters; readonly error: number } | null = null;
  for (let i = 0; i <= DECAYS; i++) {
    const decay = exp(slowest + (i / DECAYS) * (fastest - slowest));
    const size = sizeFor(measured, decay);
    if (!(size > LEAST_SIZE)) continue;
    const clusters = { size, spacing: 1 / (decay * size) };
    const error = measured.reduce(
      (sum, one) => sum + weightOf(one) * square(clusterIndex(clusters, one.window) - one.index),
      0,
    );
    if (best === null || error < best.error) best = { clusters, error };
  }
  return best?.clusters ?? null;
}

/** The index is linear in the size, given the decay. */
function sizeFor(measured: readonly Dispersion[], decay: number): number {
  let [xy, xx] = [0, 0];
  for (const one of measured) {
    const x = 2 * shapeAt(one.window * decay);
    xy += weightOf(one) * x * (one.index - 1);
    xx += weightOf(one) * x * x;
  }
  return 1 + xy / xx;
}

function weightOf({ index, windows }: Dispersion): number {
  return windows / Math.max(1, index * index);
}

function square(x: number): number {
  return x * x;
}
