import { md5 } from '../hashing/md5.ts';
import { defineBalancer, NONE } from './balancer.ts';
import { usableByHash } from './hashed-place.ts';
import { ownerOf, runningWeights } from './running-weights.ts';

interface State {
  readonly sums: Float64Array;
  readonly digest: Int32Array;
}

/**
 * libmemcached 1.1.4's `modula` distribution with MD5: the first word of the key's digest modulo the number of
 * servers. Here modulo the total weight, which libmemcached ignores. If the server cannot be used, the same
 * word modulo the number of those that can: only the lost server's keys move, but one more or less server in
 * the list moves almost all of them.
 */
export const modula = defineBalancer<State>({
  name: 'modula',
  summary: 'The key’s MD5 modulo the number of backends decides (libmemcached’s modula).',
  init: (view) => ({ sums: runningWeights(view), digest: new Int32Array(4) }),
  pick(view, key, { sums, digest }) {
    if (view.size === 0) return NONE;
    const hash = md5(view.keyText(key), digest)[0] >>> 0;
    const backend = ownerOf(sums, hash % sums[view.size - 1]);
    return view.usable[backend] === 1 ? backend : usableByHash(view, hash);
  },
});
