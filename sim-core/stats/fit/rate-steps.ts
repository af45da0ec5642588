import { assert } from '../../kernel/assert.ts';
import { gammaShare } from './gamma-functions.ts';

/** Counts of arrivals in stretches of equal length. */
export interface RateSteps {
  /** Seconds. */
  readonly width: number;
  readonly counts: Float64Array;
  /** Seconds that were seen: the last step may reach beyond. */
  readonly span: number;
}

/** Widths that people count time in, in seconds. */
const WIDTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];
/** A profile of more steps is a recording, not a model. */
const MOST_STEPS = 5000;
/** Share of logs with one rate throughout in which a profile may be seen. */
const FALSE_PROFILES = 0.01;
/** Steps finer than so many ticks of the clock would show its ticks. */
const TICKS_EACH = 20;

/** Counts in steps of a width, from 0 to `span`; the last one may reach beyond. @param times ascending, from 0. */
export function countIn(times: ArrayLike<number>, span: number, width: number): RateSteps {
  const counts = new Float64Array(Math.max(1, Math.ceil(span / width - 1e-9)));
  for (let i = 0; i < times.length; i++) counts[Math.min(counts.length - 1, Math.floor(times[i] / width))]++;
  return { width, counts, span };
}

/**
 * The width at which a histogram of arrivals is expected to be nearest to the rate behind them: that with the least
 * (2 · mean − variance) ÷ width², mean and variance of the counts (Shimazaki and Shinomoto, Neural Computation 19(6),
 * 2007). Arrivals that come in clusters vary more than Poisson ones; `indexIn` says by how much
 * in windows of a width, and multiplies the mean, else the profile would follow clusters. Widths at which chance alone
 * would explain the counts (the dispersion test, Cox and Lewis 1966, §6.3) are not considered: the cost by itself sees a
 * profile in every fourth log that has none.
 *
 * @param resolution of the clock, in seconds. @returns null where one rate for all suits best.
 */
export function bestSteps(
  times: ArrayLike<number>,
  span: number,
  indexIn: (width: number) => number,
  resolution: number,
): RateSteps | null {
  assert(span > 0, 'rates need a span of time');
  let best: RateSteps | null = null;
  let least = (2 * indexIn(span) * times.length) / (span * span);
  const widths = candidateWidths(times.length, span, resolution);
  for (const width of widths) {
    const steps = countIn(times, span, width);
    const { whole, mean, variance } = momentsOf(steps);
    const index = indexIn(width);
    const dispersion = (variance * whole) / (index * mean);
    if (1 - gammaShare((whole - 1) / 2, dispersion / 2) > FALSE_PROFILES / widths.length) continue;
    const cost = (2 * index * mean - variance) / (width * width);
    if (cost < least) [best, least] = [steps, cost];
  }
  return best;
}

/** The finest width that may be chosen; whatever changes faster is burstiness. */
export function finestWidth(n: number, span: number, resolution: number): number {
  return candidateWidths(n, span, resolution)[0] ?? span;
}

/** One arrival a step on average at least, and two steps. */
function candidateWidths(n: number, span: number, resolution: number): number[] {
  return WIDTHS.filter(
    (width) =>
      width >= TICKS_EACH * resolution && span / width <= Math.min(n, MOST_STEPS) && span / width >= 2,
  );
}

/** Only whole steps count: one that is cut off by the end would look like a fall of the rate. */
function momentsOf({ width, counts, span }: RateSteps) {
  const whole = Math.max(1, Math.floor(span / width + 1e-9));
  let mean = 0;
  for (let i = 0; i < whole; i++) mean += counts[i] / whole;
  let variance = 0;
  for (let i = 0; i < whole; i++) variance += ((counts[i] - mean) * (counts[i] - mean)) / whole;
  return { whole, mean, variance };
}
