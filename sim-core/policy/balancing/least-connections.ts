import { type BackendView, defineBalancer } from './balancer.ts';
import { lowerWeight, smoothTurnAmong, smoothWeights, type SmoothWeights } from './smooth-weights.ts';

/**
 * Fewest attempts in flight per weight; smooth round robin among those that tie, and only among them (a
 * winner without rivals takes no turn). nginx 1.22.1, ngx_http_upstream_least_conn_module. Every balancer
 * counts only what it sent itself.
 */
export const leastConnections = defineBalancer<SmoothWeights>({
  name: 'least-connections',
  summary: 'Picks the backend with the fewest requests in flight for its weight (nginx’s least_conn).',
  init: smoothWeights,
  pick(view, _key, state) {
    const count = gatherLeastLoaded(view, state.candidates);
    return count === 1 ? state.candidates[0] : smoothTurnAmong(view, state, count);
  },
  failed: lowerWeight,
});

/** Loads are compared crosswise, conns · other weight: divisions would make ties a matter of rounding. */
function gatherLeastLoaded({ size, usable, inFlight, weights }: BackendView, least: Int32Array): number {
  let count = 0;
  let load = 0;
  let weight = 1;
  for (let i = 0; i < size; i++) {
    if (usable[i] !== 1) continue;
    const difference = count === 0 ? -1 : inFlight[i] * weight - load * weights[i];
    if (difference > 0) continue;
    if (difference < 0) {
      count = 0;
      load = inFlight[i];
      weight = weights[i];
    }
    least[count++] = i;
  }
  return count;
}
