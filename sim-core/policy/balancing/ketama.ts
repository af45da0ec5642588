import { md5 } from '../hashing/md5.ts';
import { type BackendView, defineBalancer } from './balancer.ts';
import { firstAtOrAfter, type HashRing, ringOfPoints, usableOnRing } from './hash-ring.ts';
import { totalWeight } from './running-weights.ts';

/** MEMCACHED_POINTS_PER_SERVER; of servers with weights, on average, MEMCACHED_POINTS_PER_SERVER_KETAMA. */
const POINTS = 100;
const WEIGHTED_POINTS = 160;
const POINTS_PER_DIGEST = 4;
/** memcached's port, which libmemcached leaves out of the names that it hashes. */
const DEFAULT_PORT = ':11211';
/** A rounding that libmemcached adds before it rounds down. */
const NUDGE = 0.0000000001;

interface Ring extends HashRing {
  readonly digest: Int32Array;
}

/**
 * libmemcached 1.1.4's consistent distribution with MD5. Equal servers have 100 points each, the first words of
 * the digests of `name-0` … `name-99`. As soon as one has a weight above 1, each has about 160 × its weight ÷
 * the mean weight (in 32-bit floats, rounded down to fours), four per digest. The first point at or after the
 * key's first word owns the key. A server that cannot be used is passed by, as when libmemcached ejects it
 * (which, with weights, also changes the others' points). An empty key is a key like any other.
 */
export const ketama = defineBalancer<Ring>({
  name: 'ketama',
  summary: 'The key’s place on a ring of MD5 points decides (libmemcached’s ketama).',
  init: (view) => ({ ...ringOf(view), digest: new Int32Array(4) }),
  pick(view, key, ring) {
    const place = md5(view.keyText(key), ring.digest)[0] >>> 0;
    return usableOnRing(view, ring, firstAtOrAfter(ring.places, place));
  },
});

function ringOf({ size, names, weights }: BackendView): HashRing {
  const total = totalWeight(weights);
  const isWeighted = total > size;
  const digest = new Int32Array(4);
  const points: number[] = [];
  for (let backend = 0; backend < size; backend++) {
    const count = isWeighted ? digestsOf(weights[backend], total, size) : POINTS;
    const name = hashedName(names[backend]);
    for (let i = 0; i < count; i++) {
      md5(`${name}-${i}`, digest);
      for (let k = 0; k < (isWeighted ? POINTS_PER_DIGEST : 1); k++) {
        points.push((digest[k] >>> 0) * size + backend);
      }
    }
  }
  return ringOfPoints(points, size);
}

/** How many digests a server of this weight gets, in the floats that libmemcached computes it in. */
function digestsOf(weight: number, total: number, size: number): number {
  const share = Math.fround(Math.fround(weight) / Math.fround(total));
  const quarter = Math.fround(Math.fround(share * WEIGHTED_POINTS) / POINTS_PER_DIGEST);
  return Math.floor(Math.fround(Math.fround(quarter * Math.fround(size)) + NUDGE));
}

function hashedName(name: string): string {
  return name.endsWith(DEFAULT_PORT) ? name.slice(0, -DEFAULT_PORT.length) : name;
}
