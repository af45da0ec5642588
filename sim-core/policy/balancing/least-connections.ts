import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { lowerWeight, smoothTurn, smoothWeights, type SmoothWeights } from './smooth-weights.ts';

interface State extends SmoothWeights {
  /** Set before a turn among the tied: made once, so that a pick allocates nothing. */
  best: number;
  readonly isTied: (index: number) => boolean;
}

/**
 * Fewest attempts in flight per weight; smooth round robin among those that tie, and only among them.
 * nginx 1.22.1, `ngx_http_upstream_get_least_conn_peer`. Every balancer counts only what it sent itself.
 */
export const leastConnections = defineBalancer<State>({
  name: 'least-connections',
  summary: 'Picks the backend with the fewest requests in flight for its weight (nginx’s least_conn).',
  init(view) {
    const state: State = {
      ...smoothWeights(view),
      best: NONE,
      isTied: (i) => load(view, i, state.best) === load(view, state.best, i),
    };
    return state;
  },
  pick(view, _key, state) {
    let best = NONE;
    let tied = false;
    for (let i = 0; i < view.size; i++) {
      if (view.usable[i] === 0) continue;
      if (best === NONE) best = i;
      else {
        const difference = load(view, i, best) - load(view, best, i);
        if (difference < 0) {
          best = i;
          tied = false;
        } else if (difference === 0) tied = true;
      }
    }
    if (!tied) return best;
    state.best = best;
    return smoothTurn(view, state, state.isTied);
  },
  failed: lowerWeight,
});

/** `index`'s load in units that compare with `other`'s: conns ÷ weight without the division. */
function load({ inFlight, weights }: BackendView, index: number, other: number): number {
  return inFlight[index] * weights[other];
}
