import { defineBalancer } from './balancer.ts';
import { randomUsable } from './random-usable.ts';
import { runningWeights } from './running-weights.ts';

/**
 * Every request on its own, with chances in proportion to the weights of the usable backends (nginx 1.22.1,
 * `random`). nginx takes turns after 21 draws of backends that cannot be used; here luck decides to the end,
 * which gives the same shares.
 */
export const random = defineBalancer({
  name: 'random',
  summary: 'Picks at random, in proportion to the weights.',
  init: runningWeights,
  pick: (view, _key, sums, luck) => randomUsable(view, sums, luck),
});
