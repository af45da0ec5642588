import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { randomUsable } from './random-usable.ts';
import { runningWeights } from './running-weights.ts';

/**
 * `choices` backends at random, the least loaded per weight wins, the first drawn on a tie (Mitzenmacher
 * 2001, IEEE TPDS 12(10)). One choice is `random`; two are different ones; from three on they are drawn with
 * replacement, as in the paper.
 */
export const powerOfDChoices = defineBalancer({
  name: 'power-of-d-choices',
  summary: 'Looks at several backends at random, as many as it is set to, and picks the least loaded.',
  init: runningWeights,
  pick(view, _key, sums, luck) {
    const { choices } = view.options;
    let best = randomUsable(view, sums, luck);
    if (best === NONE) return NONE;
    for (let draw = 1; draw < choices; draw++) {
      const next = randomUsable(view, sums, luck, choices === 2 ? best : NONE);
      if (next !== NONE && isLessLoaded(view, next, best)) best = next;
    }
    return best;
  },
});

function isLessLoaded({ inFlight, weights }: BackendView, x: number, y: number): boolean {
  return inFlight[x] * weights[y] < inFlight[y] * weights[x];
}
