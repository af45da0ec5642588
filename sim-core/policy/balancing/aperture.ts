import type { Random } from '../../random/generator.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { ownerOf, runningWeights } from './running-weights.ts';

/** Pairs drawn before it looks through the aperture, and then beyond. */
const DRAWS = 4;
/** Stretches that are shorter than this are roundings. */
const LEAST = 1e-9;

interface Slice {
  /** Backends in the aperture, in the order of the ring. */
  readonly members: Int32Array;
  /** How much of each lies in the aperture, in units of weight, and the running sums. */
  readonly parts: Float64Array;
  readonly sums: Float64Array;
}

/**
 * Deterministic aperture (Finagle, `DeterministicAperture` and `Ring`): backends lie side by side on a ring, and each of
 * `peers` balancers looks at a part of it only: from `peer ÷ peers` on, wide enough for `apertureSize` backends
 * and rounded up to whole 1 ÷ `peers`, so that all balancers together cover every backend equally often. In it,
 * two different points at random; the backend with fewer requests in flight for its part in the aperture wins,
 * the first on ties. Far fewer connections than everybody with everybody.
 *
 * If no backend of the aperture can be used it takes the next one beyond it. With one peer, the aperture is the
 * whole ring. Differs from Finagle: a backend's stretch is as long as its weight; load is the requests in
 * flight, not their peak EWMA; backends lie in the order they are given in. Left out: the random aperture that
 * grows with load, for clients that do not know their place.
 */
export const aperture = defineBalancer<Slice>({
  name: 'aperture',
  summary:
    'Each of several balancers talks to its own part of the backends: two choices among those (Finagle).',
  init: sliceOf,
  pick(view, _key, slice, random) {
    if (view.size === 0) return NONE;
    for (let draw = 0; draw < DRAWS; draw++) {
      const picked = lessLoaded(view, slice, random);
      if (view.usable[picked] === 1) return picked;
    }
    return lookThrough(view, slice, random);
  },
});

function sliceOf(view: BackendView): Slice {
  const { size } = view;
  const ends = runningWeights(view);
  const members: number[] = [];
  const parts: number[] = [];
  let { from, left } = stretchOf(view, ends);
  for (let i = ownerOf(ends, from); left > LEAST; i = (i + 1) % size) {
    const part = Math.min(left, ends[i] - from);
    // A ring that is gone around ends with the rest of the backend that it began in.
    if (members[0] === i) parts[0] += part;
    else {
      members.push(i);
      parts.push(part);
    }
    left -= part;
    from = (i + 1) % size === 0 ? 0 : ends[i];
  }
  let sum = 0;
  return {
    members: Int32Array.from(members),
    parts: Float64Array.from(parts),
    sums: Float64Array.from(parts, (part) => (sum += part)),
  };
}

/** Where the aperture begins on a ring as long as all weights, and how far it goes. */
function stretchOf({ size, options }: BackendView, ends: Float64Array): { from: number; left: number } {
  if (size === 0) return { from: 0, left: 0 };
  const { peers, peer, apertureSize } = options;
  const total = ends[size - 1];
  const turns = Math.ceil((Math.min(apertureSize, size) * peers) / size);
  return { from: ((peer % peers) / peers) * total, left: (turns / peers) * total };
}

/** Two different members, each with the chance of its part; the usable one, or the less loaded. */
function lessLoaded(view: BackendView, { members, parts, sums }: Slice, random: Random): number {
  const width = sums[sums.length - 1];
  const a = ownerOf(sums, random.next() * width);
  const first = members[a];
  if (members.length === 1) return first;
  const point = random.next() * (width - parts[a]);
  const b = ownerOf(sums, point < sums[a] - parts[a] ? point : point + parts[a]);
  const second = members[b];
  const { usable, inFlight } = view;
  if (usable[first] !== usable[second]) return usable[first] === 1 ? first : second;
  return inFlight[second] * parts[a] < inFlight[first] * parts[b] - LEAST ? second : first;
}

/** The first usable one from a member at random on; failing those, from the end of the aperture on. */
function lookThrough({ size, usable }: BackendView, { members }: Slice, random: Random): number {
  const { length } = members;
  const start = random.int(length);
  for (let k = 0; k < length; k++) {
    const member = members[(start + k) % length];
    if (usable[member] === 1) return member;
  }
  for (let k = 1; k <= size; k++) {
    const backend = (members[length - 1] + k) % size;
    if (usable[backend] === 1) return backend;
  }
  return NONE;
}
