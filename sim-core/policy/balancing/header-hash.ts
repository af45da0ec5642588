import { Word64 } from '../hashing/word64.ts';
import { defineBalancer } from './balancer.ts';
import { type HashedState, moduloWeight, pickHashed } from './hashed-place.ts';
import { runningWeights } from './running-weights.ts';

/**
 * A header decides, such as a session's or a tenant's id: its xxHash64 modulo the total weight. Requests without
 * it go to a backend at random. Nothing is remembered: compare `sticky`.
 */
export const headerHash = defineBalancer<HashedState>({
  name: 'header-hash',
  summary: 'A header, such as a session’s id, decides, modulo the total weight.',
  init: (view) => ({ sums: runningWeights(view), hash: new Word64() }),
  pick: (view, key, state, random) => pickHashed(view, state, view.headerText(key), random, moduloWeight),
});
