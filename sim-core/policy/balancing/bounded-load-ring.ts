import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { nginxRing } from './consistent-hash.ts';
import { crc32 } from './crc32.ts';
import { firstAtOrAfter, type HashRing, usableOnRing } from './hash-ring.ts';

/** The ring, and the load and weight of what can be used: kept up to date, so that no pick adds them up. */
interface Ring extends HashRing {
  readonly load: Float64Array;
  readonly weight: Float64Array;
  totalLoad: number;
  totalWeight: number;
}

/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam, SODA 2018) on the ring of
 * `consistent-hash`: no backend gets more than ⌈c (m + 1) w ÷ W⌉ requests in flight, c being `balanceFactor`
 * ÷ 100, m the requests in flight at usable backends, w ÷ W its share of their weight. A key whose backend is
 * full goes to the next one on the ring with room; about 1 ÷ (c − 1)² steps. HAProxy's kin is
 * `bounded-load-hash`.
 */
export const boundedLoadRing = defineBalancer<Ring>({
  name: 'bounded-load-ring',
  summary: 'A ring, but nobody may hold more than its share of the requests in flight by half.',
  init(view) {
    const { size } = view;
    const loads = { load: new Float64Array(size), weight: new Float64Array(size) };
    const ring: Ring = { ...nginxRing(view), ...loads, totalLoad: 0, totalWeight: 0 };
    for (let i = 0; i < size; i++) count(ring, view, i);
    return ring;
  },
  pick(view, key, ring) {
    const first = firstAtOrAfter(ring.places, crc32(view.keyText(key)));
    return withRoom(view, ring, first);
  },
  changed: count,
});

function count(ring: Ring, { usable, inFlight, weights }: BackendView, i: number): void {
  const load = usable[i] === 1 ? inFlight[i] : 0;
  const weight = usable[i] === 1 ? weights[i] : 0;
  ring.totalLoad += load - ring.load[i];
  ring.totalWeight += weight - ring.weight[i];
  ring.load[i] = load;
  ring.weight[i] = weight;
}

function withRoom(view: BackendView, ring: Ring, first: number): number {
  const { backends, load, weight, totalLoad, totalWeight } = ring;
  if (totalWeight === 0) return NONE;
  const perWeight = ((view.options.balanceFactor / 100) * (totalLoad + 1)) / totalWeight;
  for (let step = 0; step < backends.length; step++) {
    const backend = backends[(first + step) % backends.length];
    if (view.usable[backend] === 1 && load[backend] < Math.ceil(perWeight * weight[backend])) return backend;
  }
  // With a factor of 100 or more somebody has room; with less, the key's own backend takes it.
  return usableOnRing(view, ring, first);
}
