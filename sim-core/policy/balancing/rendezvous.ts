import { log } from '../../random/portable-math.ts';
import { Word64 } from '../hashing/word64.ts';
import { xxHash64 } from '../hashing/xxhash64.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';

/** Keys whose winner is remembered; a later key of the same place takes it over. */
const REMEMBERED = 65_536;

interface State {
  /** xxHash64 of every name, in halves. */
  readonly highs: Int32Array;
  readonly lows: Int32Array;
  readonly isWeighted: boolean;
  readonly keys: Float64Array;
  readonly winners: Int32Array;
  readonly hash: Word64;
}

/**
 * Rendezvous hashing, or highest random weight (Thaler and Ravishankar, IEEE/ACM ToN 6(1), 1998): every backend
 * and the key together give a number, the highest wins. With weights the number is −weight ÷ ln u (Mosko and
 * others; IETF draft-ietf-bess-weighted-hrw), u being the hash as a fraction. A lost backend's keys go to their
 * second best, each to another one; no other key moves, and no order of the backends matters.
 *
 * It has to look at all backends. Winners of keys seen lately are remembered, so that popular keys cost one
 * look; the memory changes no pick. An empty key is a key like any other.
 */
export const rendezvous = defineBalancer<State>({
  name: 'rendezvous',
  summary: 'The backend that scores highest for the key wins; a lost one’s keys spread over all others.',
  init: ({ size, names, weights }) => {
    const hashes = Array.from({ length: size }, (_, i) => xxHash64(names[i], 0, new Word64()));
    return {
      highs: Int32Array.from(hashes, ({ high }) => high),
      lows: Int32Array.from(hashes, ({ low }) => low),
      isWeighted: new Set(Array.from(weights)).size > 1,
      keys: new Float64Array(REMEMBERED).fill(NaN),
      winners: new Int32Array(REMEMBERED),
      hash: new Word64(),
    };
  },
  pick(view, key, state) {
    const place = (Math.abs(key) % REMEMBERED) | 0;
    if (state.keys[place] !== key) {
      state.winners[place] = winnerOf(view, state, key, false);
      state.keys[place] = key;
    }
    const winner = state.winners[place];
    return winner === NONE || view.usable[winner] === 1 ? winner : winnerOf(view, state, key, true);
  },
});

function winnerOf(view: BackendView, state: State, key: number, onlyUsable: boolean): number {
  const { size, usable, weights } = view;
  const { highs, lows, isWeighted } = state;
  const { high, low } = xxHash64(view.keyText(key), 0, state.hash);
  let best = NONE;
  let most = -Infinity;
  for (let i = 0; i < size; i++) {
    if (onlyUsable && usable[i] !== 1) continue;
    const drawn = together(high ^ highs[i], low ^ lows[i]);
    const score = isWeighted ? -weights[i] / log((drawn + 0.5) / 4294967296) : drawn;
    if (score > most) {
      most = score;
      best = i;
    }
  }
  return best;
}

/** 64 bits mixed down to 32, unsigned; the finalizer of MurmurHash3, twice. */
function together(high: number, low: number): number {
  return finalize(finalize(low) ^ high) >>> 0;
}

function finalize(x: number): number {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
