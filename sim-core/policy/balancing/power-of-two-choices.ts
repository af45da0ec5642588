import { defineBalancer, NONE } from './balancer.ts';
import { randomUsable } from './random-usable.ts';
import { runningWeights } from './running-weights.ts';

/**
 * Two different backends at random, the less loaded wins, the first drawn on a tie: the supermarket model
 * with d = 2 (Mitzenmacher 2001, IEEE TPDS 12(10)). Loads are compared per weight. Unlike nginx's
 * `random two least_conn`, where the second wins a tie and an idle system is not balanced by weight.
 */
export const powerOfTwoChoices = defineBalancer({
  name: 'power-of-two-choices',
  summary: 'Looks at two backends at random and picks the less loaded.',
  init: runningWeights,
  pick(view, _key, sums, luck) {
    const first = randomUsable(view, sums, luck);
    if (first === NONE) return NONE;
    const second = randomUsable(view, sums, luck, first);
    if (second === NONE) return first;
    const { inFlight, weights } = view;
    return inFlight[second] * weights[first] < inFlight[first] * weights[second] ? second : first;
  },
});
