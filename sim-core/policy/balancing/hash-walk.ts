import type { BackendView } from './balancer.ts';
import { ownerOf, runningWeights } from './running-weights.ts';
import { smoothTurn, smoothWeights, type SmoothWeights } from './smooth-weights.ts';

/** A request may meet so many backends that it may not use; at one more, nginx takes turns instead. */
export const MOST_SKIPS = 20;

export interface HashState extends SmoothWeights {
  readonly sums: Float64Array;
  /** Where the hash of the request at hand has got to. It lives here so that a pick allocates nothing. */
  value: number;
}

export function hashState(view: BackendView): HashState {
  return { ...smoothWeights(view), sums: runningWeights(view), value: 0 };
}

/**
 * Hashes on, `hashOn` by `hashOn`, until the hash modulo the total weight lies on a usable backend.
 *
 * In nginx a request that is tried again hashes on from where it stopped, and what it skipped counts for all
 * of its tries together. Here nothing is kept per request: the walk starts over, and as long as it has not
 * passed all that the request has tried, in order, it looks for those only. That leads to the same place.
 */
export function walkWeights<State extends HashState>(
  view: BackendView,
  state: State,
  hashOn: (state: State, step: number) => void,
): number {
  const { usable, tried } = view;
  const total = state.sums[view.size - 1];
  let passed = 0;
  for (let step = 0, skipped = 0; skipped <= MOST_SKIPS; step++) {
    hashOn(state, step);
    const backend = ownerOf(state.sums, state.value % total);
    if (passed < tried.length) {
      if (backend === tried[passed]) {
        passed++;
        continue;
      }
    } else if (usable[backend] === 1) return backend;
    skipped++;
  }
  return smoothTurn(view, state);
}
