import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { nginxRing } from './consistent-hash.ts';
import { crc32 } from './crc32.ts';
import { firstAtOrAfter, type HashRing, usableOnRing } from './hash-ring.ts';

/** The ring, and the load and weight of what can be used: kept up to date, so that no pick adds them up. */
interface Ring {
  ring: HashRing;
  /** The weights that the ring was made of. */
  readonly made: Float64Array;
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
    const state: Ring = {
      ring: nginxRing(view),
      made: Float64Array.from(view.weights),
      load: new Float64Array(size),
      weight: new Float64Array(size),
      totalLoad: 0,
      totalWeight: 0,
    };
    for (let i = 0; i < size; i++) count(state, view, i);
    return state;
  },
  pick: (view, key, state) =>
    withRoom(view, state, firstAtOrAfter(state.ring.places, crc32(view.keyText(key)))),
  changed(state, view, index) {
    if (state.made[index] !== view.weights[index]) {
      state.made[index] = view.weights[index];
      state.ring = nginxRing(view);
    }
    count(state, view, index);
  },
});

function count(state: Ring, { usable, inFlight, weights }: BackendView, i: number): void {
  const load = usable[i] === 1 ? inFlight[i] : 0;
  const weight = usable[i] === 1 ? weights[i] : 0;
  state.totalLoad += load - state.load[i];
  state.totalWeight += weight - state.weight[i];
  state.load[i] = load;
  state.weight[i] = weight;
}

function withRoom(view: BackendView, state: Ring, first: number): number {
  const { ring, load, weight, totalLoad, totalWeight } = state;
  const { backends } = ring;
  if (totalWeight === 0) return NONE;
  const perWeight = view.options.balanceFactor * (totalLoad + 1);
  for (let step = 0; step < backends.length; step++) {
    const backend = backends[(first + step) % backends.length];
    const most = Math.ceil((perWeight * weight[backend]) / (100 * totalWeight));
    if (load[backend] < most && view.usable[backend] === 1) return backend;
  }
  // With a factor of 100 or more somebody has room; with less, the key's own backend takes it.
  return usableOnRing(view, ring, first);
}
