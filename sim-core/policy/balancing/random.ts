import { defineBalancer } from './balancer.ts';
import { randomUsable, runningWeights } from './random-usable.ts';

/** Every request on its own, with chances in proportion to the weights (nginx 1.22.1, `random`). */
export const random = defineBalancer({
  name: 'random',
  summary: 'Picks at random, in proportion to the weights.',
  init: runningWeights,
  pick: (view, _key, sums, luck) => randomUsable(view, sums, luck),
});
