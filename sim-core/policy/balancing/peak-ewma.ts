import { exp } from '../../random/portable-math.ts';
import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { randomUsable } from './random-usable.ts';
import { runningWeights } from './running-weights.ts';

/** Cost of a backend that has requests in flight and never answered: 2⁴⁷ ns, plus the requests. */
const PENALTY = 140_737_488_355_327e-9;

interface State {
  readonly sums: Float64Array;
  /** Latency in seconds, quick to rise, slow to fall. */
  readonly costs: Float64Array;
  /** When the cost was last brought up to date, seconds. */
  readonly stamps: Float64Array;
}

/**
 * Two different backends at random, the lower cost × (requests in flight + 1) wins, the second on a tie. An
 * answer slower than the cost becomes the cost at once; a faster one moves it by `1 − e^(−Δt ÷ decay)`, and so
 * does the mere passing of time, towards 0. Finagle 22 (PeakEwma.scala, P2CPick.scala), `decay` 10 s.
 *
 * Finagle knows no weights here; the engine draws by weight and divides the cost by it, which is the same for
 * equals. Every answer counts, a fast error too.
 */
export const peakEwma = defineBalancer<State>({
  name: 'peak-ewma',
  summary: 'Of two at random, the lower latency times requests in flight; quick to see slowness (Finagle).',
  init: (view) => ({
    sums: runningWeights(view),
    costs: new Float64Array(view.size),
    stamps: new Float64Array(view.size).fill(view.now),
  }),
  pick(view, _key, state, luck) {
    const first = randomUsable(view, state.sums, luck);
    if (first === NONE) return NONE;
    const second = randomUsable(view, state.sums, luck, first);
    if (second === NONE) return first;
    return loadOf(view, state, first) < loadOf(view, state, second) ? first : second;
  },
  ended: (state, view, index, seconds) => observe(state, view, index, seconds),
});

function loadOf(view: BackendView, state: State, index: number): number {
  observe(state, view, index, 0);
  const cost = state.costs[index];
  const pending = view.inFlight[index];
  return (cost === 0 && pending !== 0 ? PENALTY + pending : cost * (pending + 1)) / view.weights[index];
}

function observe({ costs, stamps }: State, { now, options }: BackendView, index: number, seconds: number) {
  const kept = exp(-Math.max(0, now - stamps[index]) / options.decay);
  costs[index] = seconds > costs[index] ? seconds : costs[index] * kept + seconds * (1 - kept);
  stamps[index] = now;
}
