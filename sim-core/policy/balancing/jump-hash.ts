import { jumpBucket } from '../hashing/jump.ts';
import { Word64 } from '../hashing/word64.ts';
import { defineBalancer } from './balancer.ts';
import { type HashedState, pickHashed } from './hashed-place.ts';
import { ownerOf, runningWeights } from './running-weights.ts';

/**
 * Jump consistent hash (Lamping and Veach, arXiv:1406.2294) of the key's xxHash64. There is no table; backends
 * are numbered, and only the last can be added or removed at little cost. A backend of weight w has w numbers
 * in a row, so a changed weight counts as a changed number of backends from there on.
 */
export const jumpHash = defineBalancer<HashedState>({
  name: 'jump-hash',
  summary: 'The key decides without any table; one more backend at the end moves 1/n of the keys.',
  init: (view) => ({ sums: runningWeights(view), hash: new Word64() }),
  pick: (view, key, state, random) => pickHashed(view, state, view.keyText(key), random, placeOf),
});

function placeOf({ sums, hash }: HashedState): number {
  return ownerOf(sums, jumpBucket(hash, sums[sums.length - 1]));
}
