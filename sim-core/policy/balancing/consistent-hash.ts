import { type BackendView, defineBalancer } from './balancer.ts';
import { bytesOf, crc32 } from './crc32.ts';
import { anyUsable } from './hash-walk.ts';
import { NONE } from './balancer.ts';
import { smoothTurn, smoothWeights, lowerWeight, type SmoothWeights } from './smooth-weights.ts';

const POINTS_PER_WEIGHT = 160;
const TRIES = 20;

interface Ring extends SmoothWeights {
  /** Positions in rising order, and the backend at each. */
  readonly positions: Uint32Array;
  readonly backends: Int32Array;
}

/**
 * nginx 1.22.1, `hash KEY consistent` (a ketama ring): 160 points per unit of weight, each the CRC-32 of
 * `host \0 port` and the point before it in little-endian order; a key belongs to the first point at or
 * after its own CRC-32. A backend that cannot be used is passed by; after 20 points nginx takes turns.
 */
export const consistentHash = defineBalancer<Ring>({
  name: 'consistent-hash',
  summary:
    'The key’s place on a ring decides; a lost backend moves only its own keys (nginx’s hash consistent).',
  init: (view) => ({ ...smoothWeights(view), ...ringOf(view) }),
  pick(view, key, ring) {
    const { positions, backends } = ring;
    if (!anyUsable(view)) return NONE;
    let at = firstAtOrAfter(positions, crc32(bytesOf(view.keyText(key))));
    for (let tries = 0; tries < TRIES; tries++, at++) {
      const backend = backends[at % backends.length];
      if (view.usable[backend] !== 0) return backend;
    }
    return smoothTurn(view, ring);
  },
  failed: lowerWeight,
});

function ringOf({ names, weights, size }: BackendView): Pick<Ring, 'positions' | 'backends'> {
  const points: { position: number; backend: number }[] = [];
  for (let backend = 0; backend < size; backend++) {
    const [host, port = ''] = names[backend].split(':');
    const base = crc32([...bytesOf(host), 0, ...bytesOf(port)]);
    let previous = 0;
    for (let i = 0; i < weights[backend] * POINTS_PER_WEIGHT; i++) {
      previous = crc32(littleEndian(previous), base);
      points.push({ position: previous, backend });
    }
  }
  points.sort((x, y) => x.position - y.position || x.backend - y.backend);
  const distinct = points.filter(({ position }, i) => i === 0 || position !== points[i - 1].position);
  return {
    positions: Uint32Array.from(distinct, ({ position }) => position),
    backends: Int32Array.from(distinct, ({ backend }) => backend),
  };
}

function littleEndian(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

function firstAtOrAfter(positions: Uint32Array, value: number): number {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (positions[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
