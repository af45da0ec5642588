import type { BackendView } from './balancer.ts';

/** Running sums of the weights: with them the owner of a point is a binary search away. */
export function runningWeights({ size, weights }: Pick<BackendView, 'size' | 'weights'>): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0, sum = 0; i < size; i++) sums[i] = sum += weights[i];
  return sums;
}

/** Brings the sums up to date after this one weight may have changed. */
export function reweigh(sums: Float64Array, { weights }: BackendView, index: number): void {
  const more = weights[index] - (index === 0 ? sums[0] : sums[index] - sums[index - 1]);
  if (more !== 0) for (let i = index; i < sums.length; i++) sums[i] += more;
}

export function totalWeight(weights: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i];
  return sum;
}

/** The backend whose stretch of the total weight holds `point`, from 0 to below the total. */
export function ownerOf(sums: Float64Array, point: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > point) high = middle;
    else low = middle + 1;
  }
  return low;
}
