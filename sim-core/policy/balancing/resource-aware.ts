import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { reportedWeights, type Reports } from './reported-weights.ts';
import { STRIDE, strideWeights } from './stride-weights.ts';

/** Seconds between new weights. */
const UPDATE_PERIOD = 1;

interface State {
  readonly reports: Reports;
  /** Per backend, at most {@link STRIDE}; undefined while all are equal. */
  strides: Uint16Array | undefined;
  updatedAt: number;
  /** Counts on for ever: its rest names a backend, its quotient the round. */
  sequence: number;
  readonly isCounted: Uint8Array;
  usable: number;
}

/**
 * Weights by what backends say of themselves: requests per second ÷ (utilisation + share of failures), taken
 * anew every second, with gRPC's static stride scheduler (gRFC A58 `weighted_round_robin`, gRPC C++ 1.60).
 * A weight counts once its backend has reported for 10 s and for 3 min after its last report; who has none
 * gets the mean, and with fewer than two weights all take equal turns.
 *
 * In gRPC backends report their own rate; here it is what this balancer got answered, so with several balancers
 * they should have equal shares of the load.
 */
export const resourceAware = defineBalancer<State>({
  name: 'resource-aware',
  summary:
    'Weights by requests per second per utilisation, as backends report it (gRPC, A58); of which resource, monitor says.',
  reportPeriod: UPDATE_PERIOD,
  init(view) {
    const state: State = {
      reports: reportedWeights(view.size),
      strides: undefined,
      updatedAt: view.now,
      sequence: 0,
      isCounted: new Uint8Array(view.size),
      usable: 0,
    };
    for (let i = 0; i < view.size; i++) count(state, view, i);
    return state;
  },
  pick(view, _key, state) {
    if (state.usable === 0) return NONE;
    const elapsed = view.now - state.updatedAt;
    if (elapsed >= UPDATE_PERIOD) {
      state.reports.update(view, elapsed);
      state.strides = strideWeights(state.reports.weights(view));
      state.updatedAt = view.now;
    }
    return stride(view, state);
  },
  changed: count,
  ended: ({ reports }, _view, index, _seconds, ok) => reports.answered(index, ok),
});

function count(state: State, { usable }: BackendView, index: number): void {
  state.usable += usable[index] - state.isCounted[index];
  state.isCounted[index] = usable[index];
}

/** Walks round and round; in each round a backend's part of the whole decides whether it is passed by. */
function stride({ size, usable }: BackendView, state: State): number {
  // After so many rounds the heavy ones must all be away: then whoever is next will do.
  const patience = state.sequence + 4 * size;
  for (;;) {
    const backend = state.sequence % size;
    const round = Math.floor(state.sequence / size);
    state.sequence++;
    if (usable[backend] !== 1) continue;
    if (state.strides === undefined || state.sequence > patience) return backend;
    const weight = state.strides[backend];
    const rest = (weight * round + backend * Math.floor(STRIDE / 2)) % STRIDE;
    if (rest >= STRIDE - weight) return backend;
  }
}
