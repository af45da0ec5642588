/** The largest weight. */
export const STRIDE = 65_535;

/** The largest weight is at most so many means, the smallest at least so much of the mean. */
const MOST_MEANS = 10;
const LEAST_MEAN = 0.01;

/**
 * Weights of any size, 0 for unknown, as integers up to {@link STRIDE}; the unknown get the mean. Undefined if
 * fewer than two are known: then all are equal. As in gRPC C++ 1.60, static_stride_scheduler.
 */
export function strideWeights(weights: ArrayLike<number>): Uint16Array | undefined {
  let known = 0;
  let sum = 0;
  let largest = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] > 0) known++;
    sum += weights[i];
    largest = Math.max(largest, weights[i]);
  }
  if (known < 2) return undefined;
  const mean = sum / known;
  const top = Math.min(largest, MOST_MEANS * mean);
  const scaledMean = Math.round((mean * STRIDE) / top);
  const least = Math.max(1, Math.round(scaledMean * LEAST_MEAN));
  return Uint16Array.from(weights, (weight) =>
    weight === 0 ? scaledMean : Math.max(least, Math.round((Math.min(weight, top) * STRIDE) / top)),
  );
}
