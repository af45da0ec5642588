import { Word64 } from '../hashing/word64.ts';
import { defineBalancer } from './balancer.ts';
import { type HashedState, moduloWeight, pickHashed } from './hashed-place.ts';
import { runningWeights } from './running-weights.ts';

/**
 * The path decides, up to a question mark: whatever the parameters, one resource stays with one backend. It is
 * the xxHash64 modulo the total weight, so a changed number of backends moves almost every key. HAProxy's own
 * `balance uri` hashes otherwise: that is `haproxy-hash`.
 */
export const uriHash = defineBalancer<HashedState>({
  name: 'uri-hash',
  summary: 'The path without its parameters decides, modulo the total weight.',
  init: (view) => ({ sums: runningWeights(view), hash: new Word64() }),
  pick: (view, key, state, random) =>
    pickHashed(view, state, pathOf(view.keyText(key)), random, moduloWeight),
});

function pathOf(uri: string): string {
  const end = uri.indexOf('?');
  return end < 0 ? uri : uri.slice(0, end);
}
