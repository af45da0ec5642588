import type { Random } from '../../random/generator.ts';
import { type BackendView, NONE } from './balancer.ts';

/** Draws before giving up on luck and counting instead: enough unless few backends are usable. */
const DRAWS = 8;

/** Running sums of the weights: with them a weighted draw is a binary search. */
export function runningWeights({ size, weights }: BackendView): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0, sum = 0; i < size; i++) sums[i] = sum += weights[i];
  return sums;
}

/** A usable backend at random, each with the chance of its weight; never `except`. */
export function randomUsable(view: BackendView, sums: Float64Array, random: Random, except = NONE): number {
  const { size, usable } = view;
  for (let draw = 0; draw < DRAWS; draw++) {
    const i = search(sums, random.next() * sums[size - 1]);
    if (usable[i] !== 0 && i !== except) return i;
  }
  let total = 0;
  for (let i = 0; i < size; i++) if (usable[i] !== 0 && i !== except) total += view.weights[i];
  let left = random.next() * total;
  let last = NONE;
  for (let i = 0; i < size; i++) {
    if (usable[i] === 0 || i === except) continue;
    last = i;
    left -= view.weights[i];
    if (left < 0) break;
  }
  return last;
}

/** First index whose running sum exceeds `value`. */
function search(sums: Float64Array, value: number): number {
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
