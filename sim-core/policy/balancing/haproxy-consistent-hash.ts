import { addressWord, fullHash, pathHash } from '../hashing/haproxy.ts';
import { type Balancer, type BackendView, defineBalancer, NONE } from './balancer.ts';
import { firstAtOrAfter, type HashRing } from './hash-ring.ts';

/** Points on the ring for each unit of weight, and the most for one backend. */
const POINTS = 16;
const MOST_POINTS = 4096;

/** The ring of all backends, up or down, and the weights that it was made of. */
export interface HaproxyRing {
  ring: HashRing;
  readonly weights: Float64Array;
  stale: boolean;
}

export function haproxyRing({ size }: BackendView): HaproxyRing {
  const ring = { places: new Uint32Array(0), backends: new Int32Array(0) };
  return { ring, weights: new Float64Array(size), stale: true };
}

/** A backend may have another weight: then the ring is made anew before the next pick. */
export function weigh(state: HaproxyRing, { weights }: BackendView, index: number): void {
  if (state.weights[index] !== weights[index]) state.stale = true;
}

/** Backend number i (from 1) has its points at `full_hash(4096 i + j)`, j from 0 to 16 times its weight. */
export function ringOf(view: BackendView, state: HaproxyRing): HashRing {
  if (!state.stale) return state.ring;
  state.stale = false;
  const { size } = view;
  const points: number[] = [];
  for (let i = 0; i < size; i++) {
    state.weights[i] = view.weights[i];
    const own = Math.min(MOST_POINTS, state.weights[i] * POINTS);
    for (let j = 0; j < own; j++) points.push(fullHash((i + 1) * MOST_POINTS + j) * size + i);
  }
  const inOrder = Float64Array.from(points).sort();
  state.ring = {
    places: Uint32Array.from(inOrder, (point) => Math.floor(point / size)),
    backends: Int32Array.from(inOrder, (point) => point % size),
  };
  return state.ring;
}

/**
 * The point nearest to the hash, before or after it (before, if both are as near), among those of backends that are
 * up; from there on, around the ring, the first backend that `isOpen`, which implies that it is up. HAProxy takes the points
 * of a backend that is down off its ring; here they are passed over, which comes to the same and moves nothing.
 */
export function nearestOnRing(
  { places, backends }: HashRing,
  hash: number,
  up: ArrayLike<number>,
  isOpen: (backend: number) => boolean,
): number {
  const { length } = backends;
  if (length === 0) return NONE;
  const point = fullHash(hash);
  const start = firstAtOrAfter(places, point) % length;
  const after = firstUp(backends, up, start, 1);
  if (after === NONE) return NONE;
  const before = firstUp(backends, up, (start + length - 1) % length, length - 1);
  const toBefore = (point - places[before]) >>> 0;
  const toAfter = (places[after] - point) >>> 0;
  const nearest = toBefore <= toAfter ? before : after;
  for (let step = 0; step < length; step++) {
    const backend = backends[(nearest + step) % length];
    if (isOpen(backend)) return backend;
  }
  return NONE;
}

/** The first place from `start` on, in steps around the ring, whose backend is up; {@link NONE} if nobody is. */
function firstUp(backends: Int32Array, up: ArrayLike<number>, start: number, step: number): number {
  const { length } = backends;
  for (let seen = 0, at = start; seen < length; seen++, at = (at + step) % length) {
    if (up[backends[at]] === 1) return at;
  }
  return NONE;
}

/** HAProxy 2.6.12's `hash-type consistent`. A full backend passes the request on; HAProxy lets it wait there. */
function onRing(name: string, summary: string, hashOf: (view: BackendView, key: number) => number): Balancer {
  return defineBalancer<HaproxyRing>({
    name,
    summary,
    init: haproxyRing,
    pick: (view, key, state) =>
      nearestOnRing(ringOf(view, state), hashOf(view, key), view.up, (backend) => view.usable[backend] === 1),
    changed: weigh,
  });
}

export const haproxyConsistentHash = onRing(
  'haproxy-consistent-hash',
  'The path’s nearest point on a ring decides (HAProxy’s balance uri, hash-type consistent).',
  (view, key) => pathHash(view.keyText(key)),
);

export const haproxyConsistentSourceHash = onRing(
  'haproxy-consistent-source-hash',
  'The client address’s nearest point on a ring decides (HAProxy’s balance source, hash-type consistent).',
  (view, key) => addressWord(view.address(key)),
);
