import { BackendHeap } from './backend-heap.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';

interface State {
  readonly heap: BackendHeap;
  /** Number of the pick that a backend was last chosen at. */
  readonly chosen: Float64Array;
  picks: number;
}

/**
 * Fewest attempts in flight per weight, compared crosswise, as Linux' virtual server does it (`wlc`,
 * net/netfilter/ipvs/ip_vs_wlc.c); of those that tie, the one that has waited longest. The kernel also counts
 * connections that were closed a while ago, a 256th each, which spreads an idle service; here the tie rule does.
 * Unlike nginx's least_conn, ties are not broken by weight.
 */
export const weightedLeastConnections = defineBalancer<State>({
  name: 'weighted-least-connections',
  summary:
    'Picks the fewest requests in flight per weight; on a tie, who has waited longest (Linux IPVS wlc).',
  init(view) {
    const { size, inFlight, weights } = view;
    const chosen = new Float64Array(size);
    const heap = new BackendHeap(BackendHeap.places(size), (x, y) => {
      const difference = inFlight[x] * weights[y] - inFlight[y] * weights[x];
      if (difference !== 0) return difference < 0;
      return chosen[x] === chosen[y] ? x < y : chosen[x] < chosen[y];
    });
    const state = { heap, chosen, picks: 0 };
    for (let i = 0; i < size; i++) changed(state, view, i);
    return state;
  },
  pick(_view, _key, state) {
    const { top } = state.heap;
    if (top === NONE) return NONE;
    state.chosen[top] = ++state.picks;
    state.heap.moved(top);
    return top;
  },
  changed,
});

function changed({ heap }: State, { usable }: BackendView, index: number): void {
  if (!heap.has(index)) {
    if (usable[index] === 1) heap.enter(index);
  } else if (usable[index] === 1) heap.moved(index);
  else heap.leave(index);
}
