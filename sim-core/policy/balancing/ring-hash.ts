import { Word64 } from '../hashing/word64.ts';
import { xxHash64 } from '../hashing/xxhash64.ts';
import { defineBalancer, NONE } from './balancer.ts';
import { usableOnRing } from './hash-ring.ts';
import { randomUsable } from './random-usable.ts';
import { runningWeights, totalWeight } from './running-weights.ts';

/** Envoy's defaults; gRPC has a maximum of 4,096. */
const MINIMUM_SIZE = 1024;
const MAXIMUM_SIZE = 8_388_608;

/** Points of 64 bits in rising order, in unsigned halves, and the backend at each. */
interface WideRing {
  readonly highs: Uint32Array;
  readonly lows: Uint32Array;
  readonly backends: Int32Array;
}

interface State extends WideRing {
  readonly sums: Float64Array;
  readonly hash: Word64;
}

/**
 * Envoy's ring hash (`ring_hash_lb.cc`; gRPC's A42 is the same but for its sizes): the points of a backend are
 * xxHash64 of `name_0`, `name_1` …; there are at least 1,024 in all, and as many more as it takes for the
 * lightest backend to have a whole number. The first point at or after the key's xxHash64 owns the key. Points
 * whose backend cannot be used are passed by. Without a key it picks at random.
 */
export const ringHash = defineBalancer<State>({
  name: 'ring-hash',
  summary: 'The key’s place on a ring of 64-bit points decides (Envoy’s and gRPC’s ring hash).',
  init: (view) => ({
    ...envoyRing(view.names, view.weights),
    sums: runningWeights(view),
    hash: new Word64(),
  }),
  pick(view, key, ring, random) {
    if (view.size === 0) return NONE;
    const text = view.keyText(key);
    if (text === '') return randomUsable(view, ring.sums, random);
    const { high, low } = xxHash64(text, 0, ring.hash);
    return usableOnRing(view, ring, firstAtOrAfter(ring, high >>> 0, low >>> 0));
  },
});

/** The ring of backends with these names and weights, with Envoy's rounding of how many points each gets. */
export function envoyRing(
  names: readonly string[],
  weights: ArrayLike<number>,
  minimum = MINIMUM_SIZE,
): WideRing {
  const scale = scaleOf(weights, minimum);
  const total = totalWeight(weights);
  const points: { readonly high: number; readonly low: number; readonly backend: number }[] = [];
  const hash = new Word64();
  let target = 0;
  for (let backend = 0; backend < names.length; backend++) {
    target += scale * (weights[backend] / total);
    for (let i = 0; points.length < target; i++) {
      const { high, low } = xxHash64(`${names[backend]}_${i}`, 0, hash);
      points.push({ high: high >>> 0, low: low >>> 0, backend });
    }
  }
  points.sort((a, b) => a.high - b.high || a.low - b.low);
  return {
    highs: Uint32Array.from(points, ({ high }) => high),
    lows: Uint32Array.from(points, ({ low }) => low),
    backends: Int32Array.from(points, ({ backend }) => backend),
  };
}

/** How many points there are in all, perhaps with a fraction. */
function scaleOf(weights: ArrayLike<number>, minimum: number): number {
  let least = Infinity;
  for (let i = 0; i < weights.length; i++) least = Math.min(least, weights[i]);
  const share = least / totalWeight(weights);
  return Math.min(Math.ceil(share * minimum) / share, MAXIMUM_SIZE);
}

function firstAtOrAfter({ highs, lows }: WideRing, high: number, low: number): number {
  let from = 0;
  let to = highs.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (highs[middle] < high || (highs[middle] === high && lows[middle] < low)) from = middle + 1;
    else to = middle;
  }
  return from;
}
