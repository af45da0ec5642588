/** Straight pieces that make up a day. */
const STEPS = 48;
/** Highest peak in means: a narrower one would fall between two points of the curve. */
export const MOST_PEAK = 40;

const PEAK_HOUR = 14;

/** cos(2πi/48) for a quarter of a day; the rest by symmetry. */
const QUARTER = [
  1,
  0.9914448613738104,
  0.9659258262890683,
  0.9238795325112867,
  0.8660254037844387,
  0.7933533402912352,
  Math.sqrt(0.5),
  0.6087614290087207,
  0.5,
  0.3826834323650898,
  0.25881904510252074,
  0.13052619222005157,
  0,
];

export interface Day {
  readonly mean: number;
  /** From `mean` up to {@link MOST_PEAK} times as much. */
  readonly peak: number;
  /** Seconds; by default two in the afternoon. */
  readonly peakAt?: number | undefined;
  /** Seconds. */
  readonly period: number;
}

/**
 * One period from peak to peak, as `[seconds, per second]`: a raised cosine, taken to the power at which
 * mean and peak fit with a rate that is never negative; the higher the peak above the mean, the narrower it
 * is. Both are exact for the straight pieces, whose mean is that of their points.
 */
export function diurnalPoints({ mean, peak, peakAt, period }: Day): (readonly [number, number])[] {
  const shape = Array.from({ length: STEPS }, (_, i) => (1 + cosine(i)) / 2);
  let values = shape;
  while (average(values) * peak > mean) values = values.map((value, i) => value * shape[i]);
  const height = (peak - mean) / (1 - average(values));
  const start = (peakAt ?? (period * PEAK_HOUR) / 24) - period;
  return Array.from({ length: STEPS + 1 }, (_, i) => {
    const perSecond = peak - height * (1 - values[i % STEPS]);
    return [start + (i * period) / STEPS, Math.max(0, perSecond)] as const;
  });
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function cosine(step: number): number {
  if (step <= 12) return QUARTER[step];
  return step <= 24 ? -QUARTER[24 - step] : cosine(STEPS - step);
}
