import { defineBalancer, NONE } from './balancer.ts';
import { randomUsable } from './random-usable.ts';
import { reweigh, runningWeights } from './running-weights.ts';

/**
 * nginx 1.22.1's `random two least_conn` (ngx_http_upstream_random_module): two different backends at random,
 * each with the chance of its weight; fewer requests in flight for the weight wins, and on a tie the *second*.
 * So an idle group is not used in proportion to the weights: the light ones are second more often.
 */
export const randomTwoLeastConnections = defineBalancer<Float64Array>({
  name: 'random-two-least-connections',
  summary: 'Two at random by weight, the less loaded wins, the second on ties (nginx’s random two).',
  init: runningWeights,
  pick(view, _key, sums, luck) {
    const { inFlight, weights } = view;
    const first = randomUsable(view, sums, luck);
    const second = first === NONE ? NONE : randomUsable(view, sums, luck, first);
    if (second === NONE) return first;
    return inFlight[second] * weights[first] > inFlight[first] * weights[second] ? first : second;
  },
  changed: reweigh,
});
