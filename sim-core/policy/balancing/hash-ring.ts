import { type BackendView, NONE } from './balancer.ts';

/** Places in rising order, no two alike, and the backend at each. */
export interface HashRing {
  readonly places: Uint32Array;
  readonly backends: Int32Array;
}

/**
 * A ring of points that are each `place × size + backend`: both in one number, so that ten thousand backends
 * are sorted in a moment. If two backends claim a place, the first keeps it.
 */
export function ringOfPoints(points: readonly number[], size: number): HashRing {
  const distinct = Float64Array.from(points)
    .sort()
    .filter((point, i, all) => i === 0 || Math.floor(point / size) !== Math.floor(all[i - 1] / size));
  return {
    places: Uint32Array.from(distinct, (point) => Math.floor(point / size)),
    backends: Int32Array.from(distinct, (point) => point % size),
  };
}

/** The index of the first place at or after `value`; the number of places if there is none. */
export function firstAtOrAfter(places: Uint32Array, value: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first backend from there on, around the ring, that may be used. */
export function usableOnRing(
  { size, usable }: BackendView,
  { backends }: Pick<HashRing, 'backends'>,
  first: number,
): number {
  const { length } = backends;
  for (let step = 0; step < length; step++) {
    const backend = backends[(first + step) % length];
    if (usable[backend] === 1) return backend;
    // So many in vain: perhaps there is none at all, which takes less long to see than the whole ring.
    if (step === size && !anyUsable(usable, size)) return NONE;
  }
  return NONE;
}

function anyUsable(usable: ArrayLike<number>, size: number): boolean {
  for (let i = 0; i < size; i++) if (usable[i] === 1) return true;
  return false;
}
