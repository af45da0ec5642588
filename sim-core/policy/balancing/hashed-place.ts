import type { Random } from '../../random/generator.ts';
import type { Word64 } from '../hashing/word64.ts';
import { xxHash64 } from '../hashing/xxhash64.ts';
import { type BackendView, NONE } from './balancer.ts';
import { randomUsable } from './random-usable.ts';
import { ownerOf } from './running-weights.ts';

/** A key whose backend cannot be used is hashed anew so many times; after that it counts usable backends. */
const MOST_REHASHES = 16;

export interface HashedState {
  /** Running sums of the weights. */
  readonly sums: Float64Array;
  /** The hash at hand. It lives here so that a pick allocates nothing. */
  readonly hash: Word64;
}

/**
 * Picks where `placeOf` puts the text's xxHash64. If that backend cannot be used, the text is hashed with seed
 * 1, 2, 3 …, so that what a lost backend held is spread over all others and comes back to it alone. A text that
 * is empty names nobody: such requests go to a backend at random, as in Envoy.
 */
export function pickHashed<State extends HashedState>(
  view: BackendView,
  state: State,
  text: string,
  random: Random,
  placeOf: (state: State) => number,
): number {
  if (view.size === 0) return NONE;
  if (text === '') return randomUsable(view, state.sums, random);
  for (let seed = 0; seed <= MOST_REHASHES; seed++) {
    xxHash64(text, seed, state.hash);
    const { low } = state.hash;
    const backend = placeOf(state);
    if (view.usable[backend] === 1) return backend;
    if (seed === MOST_REHASHES) return usableByHash(view, low);
  }
  return NONE;
}

/** Where the hash modulo the total weight lies: the rule of `uri-hash` and `header-hash`. */
export function moduloWeight({ sums, hash }: HashedState): number {
  return ownerOf(sums, hash.modulo(sums[sums.length - 1]));
}

/** When few are usable: the hash modulo their number, so that they share. Looks at all of them. */
export function usableByHash({ size, usable }: BackendView, hash: number): number {
  let count = 0;
  for (let i = 0; i < size; i++) count += usable[i];
  let left = count === 0 ? NONE : (hash >>> 0) % count;
  for (let i = 0; i < size; i++) if (usable[i] === 1 && left-- === 0) return i;
  return NONE;
}
