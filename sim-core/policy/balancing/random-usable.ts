import type { Random } from '../../random/generator.ts';
import { type BackendView, NONE } from './balancer.ts';
import { ownerOf } from './running-weights.ts';

/** Draws before giving up on luck and counting instead: enough unless few backends are usable. */
const DRAWS = 8;

/** A usable backend at random, each with the chance of its weight; never `except`. */
export function randomUsable(view: BackendView, sums: Float64Array, random: Random, except = NONE): number {
  const { size, usable } = view;
  for (let draw = 0; draw < DRAWS; draw++) {
    const i = ownerOf(sums, random.next() * sums[size - 1]);
    if (usable[i] === 1 && i !== except) return i;
  }
  let total = 0;
  for (let i = 0; i < size; i++) if (usable[i] === 1 && i !== except) total += view.weights[i];
  let left = random.next() * total;
  let last = NONE;
  for (let i = 0; i < size; i++) {
    if (usable[i] !== 1 || i === except) continue;
    last = i;
    left -= view.weights[i];
    if (left < 0) break;
  }
  return last;
}
