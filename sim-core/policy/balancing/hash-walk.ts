import { type BackendView, NONE } from './balancer.ts';
import { smoothTurn, type SmoothWeights } from './smooth-weights.ts';

export interface HashState extends SmoothWeights {
  /** Sum of all weights. */
  readonly total: number;
}

/** nginx gives up on hashing after so many backends that it may not use, and takes turns instead. */
const TRIES = 20;

/** The backend whose stretch of the total weight holds `point`. */
function backendAt({ weights }: BackendView, point: number): number {
  let i = 0;
  for (let left = point; (left -= weights[i]) >= 0;) i++;
  return i;
}

/**
 * Asks `point(attempt)` for points of the total weight until one lies on a usable backend. A request that
 * is tried again starts over and skips what it has tried, which comes to the same as going on.
 */
export function walkWeights(view: BackendView, state: HashState, point: (attempt: number) => number): number {
  if (!anyUsable(view)) return NONE;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const index = backendAt(view, point(attempt) % state.total);
    if (view.usable[index] !== 0) return index;
  }
  return smoothTurn(view, state);
}

export function totalWeight({ weights, size }: BackendView): number {
  let total = 0;
  for (let i = 0; i < size; i++) total += weights[i];
  return total;
}

export function anyUsable({ usable, size }: BackendView): boolean {
  for (let i = 0; i < size; i++) if (usable[i] !== 0) return true;
  return false;
}
