import { assert } from '../../kernel/assert.ts';

/** Counts of arrivals in stretches of equal length. */
export interface RateSteps {
  /** Seconds. */
  readonly width: number;
  readonly counts: Float64Array;
}

/** Widths that people count time in, in seconds. */
const WIDTHS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
];
/** A profile of more steps is a recording, not a model. */
const MOST_STEPS = 5000;
/** Steps finer than so many ticks of the clock would show its ticks. */
const TICKS_EACH = 20;

/** Counts in steps of a width, from 0 to `span`; the last one may reach beyond. @param times ascending, from 0. */
export function countIn(times: ArrayLike<number>, span: number, width: number): RateSteps {
  const counts = new Float64Array(Math.max(1, Math.ceil(span / width - 1e-9)));
  for (let i = 0; i < times.length; i++) counts[Math.min(counts.length - 1, Math.floor(times[i] / width))]++;
  return { width, counts };
}

/**
 * The width at which a histogram of arrivals is expected to be nearest to the rate behind them: that with the least
 * (2 · mean − variance) ÷ width², mean and variance of the counts (Shimazaki and Shinomoto, Neural Computation 19(6),
 * 2007). Arrivals that come in clusters vary more than Poisson ones; `indexIn` says by how much
 * in windows of a width, and multiplies the mean, else the profile would follow clusters.
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
  let least = costOf(countIn(times, span, span), span, indexIn(span));
  for (const width of candidateWidths(times.length, span, resolution)) {
    const steps = countIn(times, span, width);
    const cost = costOf(steps, span, indexIn(width));
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
function costOf({ width, counts }: RateSteps, span: number, index: number): number {
  const whole = Math.max(1, Math.floor(span / width + 1e-9));
  let mean = 0;
  for (let i = 0; i < whole; i++) mean += counts[i] / whole;
  let variance = 0;
  for (let i = 0; i < whole; i++) variance += ((counts[i] - mean) * (counts[i] - mean)) / whole;
  return (2 * index * mean - variance) / (width * width);
}
