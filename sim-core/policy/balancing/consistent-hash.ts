import { type BackendView, defineBalancer } from './balancer.ts';
import { crc32, crc32OfWord } from './crc32.ts';
import { firstAtOrAfter, type HashRing, ringOfPoints } from './hash-ring.ts';
import { MOST_SKIPS } from './hash-walk.ts';
import {
  lowerWeight,
  smoothTurn,
  smoothTurnAmong,
  smoothWeights,
  type SmoothWeights,
} from './smooth-weights.ts';

const POINTS_PER_WEIGHT = 160;

interface Ring extends SmoothWeights, HashRing {}

/**
 * nginx 1.22.1, `hash KEY consistent` (ngx_http_upstream_hash_module, a ketama ring): 160 points per unit of
 * weight, each the CRC-32 of `host \0 port` and the point before it in little-endian order; a key belongs to
 * the first point at or after its own CRC-32. Points whose backend cannot be used are passed by; after 21
 * such points nginx takes turns instead. Without a key it takes turns at once.
 */
export const consistentHash = defineBalancer<Ring>({
  name: 'consistent-hash',
  summary:
    'The key’s place on a ring decides; a lost backend moves only its own keys (nginx’s hash consistent).',
  init: (view) => ({ ...smoothWeights(view), ...nginxRing(view) }),
  pick(view, key, ring) {
    const text = view.keyText(key);
    if (text === '') return smoothTurn(view, ring);
    return walkRing(view, ring, firstAtOrAfter(ring.places, crc32(text)));
  },
  failed: lowerWeight,
});

/** As in `walkWeights`, a request that is tried again starts over and first passes what it has tried. */
function walkRing(view: BackendView, ring: Ring, first: number): number {
  const { usable, tried } = view;
  const { backends } = ring;
  let passed = 0;
  for (let step = 0; step <= MOST_SKIPS; step++) {
    const backend = backends[(first + step) % backends.length];
    if (passed < tried.length) {
      if (backend === tried[passed]) passed++;
    } else if (usable[backend] === 1) {
      // nginx takes a turn among the backends of that name: one, whose lowered weight grows back.
      ring.candidates[0] = backend;
      return smoothTurnAmong(view, ring, 1);
    }
  }
  return smoothTurn(view, ring);
}

/** The ring of nginx’s `hash … consistent`. */
export function nginxRing({ size, names, weights }: BackendView): HashRing {
  const points: number[] = [];
  for (let backend = 0; backend < size; backend++) {
    const base = crc32(hostAndPort(names[backend]));
    let place = 0;
    for (let i = 0; i < weights[backend] * POINTS_PER_WEIGHT; i++) {
      place = crc32OfWord(place, base);
      points.push(place * size + backend);
    }
  }
  // Which of two backends keeps a place that both claim is left to nginx's sort; here it is the first.
  return ringOfPoints(points, size);
}

/** `10.0.0.1:80` and `order-3` as they are hashed: a port is digits after the last colon. */
function hostAndPort(name: string): string {
  const colon = name.lastIndexOf(':');
  if (colon < 0 || !/^\d*$/.test(name.slice(colon + 1))) return `${name}\0`;
  return `${name.slice(0, colon)}\0${name.slice(colon + 1)}`;
}
