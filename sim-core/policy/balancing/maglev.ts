import { maglevTable } from '../hashing/maglev-table.ts';
import { Word64 } from '../hashing/word64.ts';
import { xxHash64 } from '../hashing/xxhash64.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { usableByHash } from './hashed-place.ts';
import { randomUsable } from './random-usable.ts';
import { runningWeights } from './running-weights.ts';

/** Primes: Envoy's default, and the larger one of the paper for more backends than a hundredth of it. */
const SMALL_TABLE = 65_537;
const LARGE_TABLE = 655_373;
const SLOTS_PER_BACKEND = 100;
/** Slots that are looked at for one request. */
const MOST_LOOKS = 16;

interface Table {
  readonly owners: Int32Array;
  readonly sums: Float64Array;
  readonly hash: Word64;
}

/**
 * Maglev (Eisenbud et al., NSDI 2016) with Envoy's hashes and weights: backends in order of their names,
 * offset `xxHash64(name) mod M`, skip `xxHash64(name, seed 1) mod (M − 1) + 1`, a key in slot
 * `xxHash64(key) mod M`. If the slot's owner cannot be used, the hash is changed as in Envoy's retries
 * (exclusive or with 2⁶⁴ − attempt); in vain 16 times, it counts through the usable ones. Without a key it
 * picks at random.
 *
 * The table stays as it was built: Envoy builds a new one when a backend fails, which also moves a few keys of
 * the others.
 */
export const maglev = defineBalancer<Table>({
  name: 'maglev',
  summary: 'A table of slots, filled in turns, decides by the key: even shares, one look (Envoy’s Maglev).',
  init: (view) => ({ owners: ownersOf(view), sums: runningWeights(view), hash: new Word64() }),
  pick(view, key, { owners, sums, hash }, random) {
    if (view.size === 0) return NONE;
    const text = view.keyText(key);
    if (text === '') return randomUsable(view, sums, random);
    const { high, low } = xxHash64(text, 0, hash);
    for (let attempt = 0; attempt < MOST_LOOKS; attempt++) {
      const backend = owners[hash.modulo(owners.length)];
      if (view.usable[backend] === 1) return backend;
      hash.set(~high, low ^ ~attempt);
    }
    return usableByHash(view, low);
  },
});

function ownersOf({ size, names, weights }: BackendView): Int32Array {
  const slots = size * SLOTS_PER_BACKEND <= SMALL_TABLE ? SMALL_TABLE : LARGE_TABLE;
  const order = Array.from({ length: size }, (_, i) => i).sort((i, k) => compare(names[i], names[k]));
  const wishes = order.map((i) => ({ ...wishesOf(names[i], slots), weight: weights[i] }));
  return size === 0 ? new Int32Array(0) : maglevTable(wishes, slots).map((at) => order[at]);
}

/** Where a backend of this name would have its slots, as Envoy hashes it. */
export function wishesOf(name: string, slots: number): { offset: number; skip: number } {
  const hash = new Word64();
  return {
    offset: xxHash64(name, 0, hash).modulo(slots),
    skip: xxHash64(name, 1, hash).modulo(slots - 1) + 1,
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
