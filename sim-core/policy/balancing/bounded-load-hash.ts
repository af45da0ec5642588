import { pathHash } from '../hashing/haproxy.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { type HaproxyRing, haproxyRing, nearestOnRing, ringOf, weigh } from './haproxy-consistent-hash.ts';

/** The ring, and what the bound is computed from, kept up to date by {@link changed}. */
interface Bounded extends HaproxyRing {
  readonly inFlight: Float64Array;
  served: number;
  /** Weights of backends while they are up, 0 for the others; of those before each backend; and of all. */
  readonly upWeights: Float64Array;
  readonly before: Float64Array;
  total: number;
  moved: boolean;
}

/**
 * HAProxy 2.6.12's `hash-balance-factor` (bounded loads after Mirrokni, Thorup and Zadimoghaddam 2018): there
 * are ⌈(requests in flight + 1) · factor ÷ 100⌉ slots, shared out by weight, at least one each; whoever has no
 * slot left passes the request on around the ring.
 */
export const boundedLoadHash = defineBalancer<Bounded>({
  name: 'bounded-load-hash',
  summary: 'A ring where full backends pass on what is too much (HAProxy’s hash-balance-factor).',
  init(view) {
    const { size } = view;
    const state: Bounded = {
      ...haproxyRing(view),
      inFlight: new Float64Array(size),
      served: 0,
      upWeights: new Float64Array(size),
      before: new Float64Array(size),
      total: 0,
      moved: true,
    };
    for (let i = 0; i < size; i++) count(state, view, i);
    return state;
  },
  pick(view, key, state) {
    const ring = ringOf(view, state);
    if (state.moved) addUp(state, view);
    const slots = Math.ceil(((state.served + 1) * view.options.balanceFactor) / 100);
    const hash = pathHash(view.keyText(key));
    const isUsable = (i: number): boolean => view.usable[i] === 1;
    const hasSlot = (i: number): boolean => isUsable(i) && view.inFlight[i] < share(state, slots, i);
    const picked = nearestOnRing(ring, hash, view.up, hasSlot);
    // Those with room may all be unusable for other reasons.
    return picked === NONE ? nearestOnRing(ring, hash, view.up, isUsable) : picked;
  },
  changed(state, view, index) {
    weigh(state, view, index);
    if (state.upWeights[index] !== upWeight(view, index)) state.moved = true;
    count(state, view, index);
  },
});

function count(state: Bounded, { inFlight }: BackendView, index: number): void {
  state.served += inFlight[index] - state.inFlight[index];
  state.inFlight[index] = inFlight[index];
}

function upWeight({ up, weights }: BackendView, index: number): number {
  return up[index] === 1 ? weights[index] : 0;
}

function addUp(state: Bounded, view: BackendView): void {
  state.moved = false;
  state.total = 0;
  for (let i = 0; i < view.size; i++) {
    state.upWeights[i] = upWeight(view, i);
    state.before[i] = state.total;
    state.total += state.upWeights[i];
  }
}

/** Whole slots for every unit of weight; the rest in proportion, so that the shares add up. */
function share({ upWeights, before, total }: Bounded, slots: number, i: number): number {
  const rest = slots % total;
  const whole = upWeights[i] * Math.floor(slots / total);
  const upTo = Math.floor(((before[i] + upWeights[i]) * rest) / total);
  return Math.max(1, whole + upTo - Math.floor((before[i] * rest) / total));
}
