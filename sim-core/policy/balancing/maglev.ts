import { maglevTable } from '../hashing/maglev-table.ts';
import { Word64 } from '../hashing/word64.ts';
import { xxHash64 } from '../hashing/xxhash64.ts';
import { type BackendView, defineBalancer } from './balancer.ts';
import { type HashedState, pickHashed } from './hashed-place.ts';
import { runningWeights } from './running-weights.ts';

/** Primes: Envoy's default, and the larger one of the paper for more backends than a hundredth of it. */
const SMALL_TABLE = 65_537;
const LARGE_TABLE = 655_373;
const SLOTS_PER_BACKEND = 100;

interface Table extends HashedState {
  /** Of each slot. */
  readonly owners: Int32Array;
}

/**
 * Maglev (Eisenbud et al., NSDI 2016) with Envoy's hashes and weights: backends in order of their names,
 * offset `xxHash64(name) mod M`, skip `xxHash64(name, seed 1) mod (M − 1) + 1`, a key in slot
 * `xxHash64(key) mod M`.
 *
 * The table stays as it was built; a key whose backend cannot be used is hashed anew. Envoy builds a new table
 * when a backend fails, which also moves a few keys of the others.
 */
export const maglev = defineBalancer<Table>({
  name: 'maglev',
  summary: 'A table of slots, filled in turns, decides by the key: even shares, one look (Envoy’s Maglev).',
  init: (view) => ({ owners: ownersOf(view), sums: runningWeights(view), hash: new Word64() }),
  pick: (view, key, state, random) => pickHashed(view, state, view.keyText(key), random, placeOf),
});

function placeOf({ owners, hash }: Table): number {
  return owners[hash.modulo(owners.length)];
}

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
