import { assert } from './assert.ts';

/** Constant delays beyond this many go through the general structure; as many for timers as for messages. */
export const MAX_LANES = 16;

/** Index of the lane or ring of a delay, made when there is none; beyond {@link MAX_LANES}, that of the bare delay. */
export function laneFor<T extends { readonly delay: number }>(
  lanes: T[],
  delay: number,
  others: number[],
  make: () => T,
): number {
  assert(delay >= 0 && delay < Infinity, 'a lane needs a delay that is finite and not negative');
  const known = lanes.findIndex((lane) => lane.delay === delay);
  if (known >= 0) return known;
  if (lanes.length < MAX_LANES) return lanes.push(make()) - 1;
  const other = others.indexOf(delay);
  return MAX_LANES + (other >= 0 ? other : others.push(delay) - 1);
}

/** The one whose head comes first; times may be equal, then sequence decides. */
export function earliest<T extends { readonly headTime: number; readonly headSequence: number }>(
  lanes: T[],
): T {
  let first = lanes[0];
  for (let i = 1; i < lanes.length; i++) {
    const lane = lanes[i];
    if (lane.headTime > first.headTime) continue;
    if (lane.headTime < first.headTime || lane.headSequence < first.headSequence) first = lane;
  }
  return first;
}
