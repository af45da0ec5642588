import { addressWord, fullHash, pathHash } from '../hashing/haproxy.ts';
import { type Balancer, type BackendView, defineBalancer, NONE } from './balancer.ts';
import { firstAtOrAfter, type HashRing } from './hash-ring.ts';

/** Points on the ring for each unit of weight, and the most for one backend. */
const POINTS = 16;
const MOST_POINTS = 4096;

/** The ring of all that are up, and what it was made of. */
export interface HaproxyRing {
  ring: HashRing;
  /** Weight of those that are up; 0 for the others. */
  readonly weights: Float64Array;
  stale: boolean;
}

export function haproxyRing({ size }: BackendView): HaproxyRing {
  const ring = { places: new Uint32Array(0), backends: new Int32Array(0) };
  return { ring, weights: new Float64Array(size), stale: true };
}

/** A backend went, came, or has another weight: the ring is made anew before the next pick. */
export function leaveOrJoin(state: HaproxyRing, { up, weights }: BackendView, index: number): void {
  if (state.weights[index] !== (up[index] === 1 ? weights[index] : 0)) state.stale = true;
}

/** Backend number i (from 1) has its points at `full_hash(4096 i + j)`, j from 0 to 16 times its weight. */
export function ringOf(view: BackendView, state: HaproxyRing): HashRing {
  if (!state.stale) return state.ring;
  state.stale = false;
  const { size } = view;
  const points: number[] = [];
  for (let i = 0; i < size; i++) {
    state.weights[i] = view.up[i] === 1 ? view.weights[i] : 0;
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
 * The point nearest to the hash, before or after it (before, if both are as near); from there on, around the
 * ring, the first backend that `isOpen`.
 */
export function nearestOnRing(
  { places, backends }: HashRing,
  hash: number,
  isOpen: (backend: number) => boolean,
): number {
  const { length } = backends;
  if (length === 0) return NONE;
  const point = fullHash(hash);
  const after = firstAtOrAfter(places, point) % length;
  const before = (after + length - 1) % length;
  const toBefore = (point - places[before]) >>> 0;
  const toAfter = (places[after] - point) >>> 0;
  const nearest = toBefore <= toAfter ? before : after;
  for (let step = 0; step < length; step++) {
    const backend = backends[(nearest + step) % length];
    if (isOpen(backend)) return backend;
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
      nearestOnRing(ringOf(view, state), hashOf(view, key), (backend) => view.usable[backend] === 1),
    changed: leaveOrJoin,
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
