import { defineBalancer } from './balancer.ts';
import { lowerWeight, smoothTurn, smoothWeights } from './smooth-weights.ts';

/** nginx's smooth weighted round robin: weights 5, 1, 1 give `a a b a c a a`. */
export const roundRobin = defineBalancer({
  name: 'round-robin',
  summary: 'Takes turns in proportion to the weights, spread evenly (nginx’s smooth weighted round robin).',
  init: smoothWeights,
  pick: (view, _key, state) => smoothTurn(view, state),
  failed: lowerWeight,
});
