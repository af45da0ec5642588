import { noHistory, type BehaviourState } from './behaviour.ts';
import { ForecastError, HoltWinters } from './holt-winters.ts';
import type { Scaler, ScalingSettings, ScalingView } from './scaler.ts';
import { behaved, trackedReplicas } from './target-tracking.ts';

interface PredictiveState {
  readonly history: BehaviourState;
  readonly model: HoltWinters;
  readonly error: ForecastError;
  /** Forecasts made for observations to come, by their number. */
  readonly pending: Map<number, number>;
  /** Requests and seconds of the observation under way. */
  requests: number;
  seconds: number;
  observed: number;
  /** Core · seconds and requests, both fading, for the cost of a request. */
  work: number;
  served: number;
  foreseen: number;
  /** Forecast for the observation under way. */
  expected: number;
}

/** Weight that the past keeps per look in the cost of a request. */
const FADING = 0.98;

/**
 * Holt–Winters on the rate seen so far: as many replicas as the highest rate foreseen up to when a replica
 * ordered now would be there needs at the target utilisation, or as the measured utilisation asks for if that
 * is more. A replica's share of a request's work is measured, not told. Until a season was seen it only
 * tracks the target.
 */
export const predictive: Scaler<PredictiveState> = {
  name: 'predictive',
  summary: 'Scales ahead by a seasonal forecast (Holt–Winters) of the rate, and shows its error.',
  init: ({ forecast }) => ({
    history: noHistory(),
    model: new HoltWinters(forecast.parts, forecast.kind === 'multiplicative', forecast),
    error: new ForecastError(),
    pending: new Map<number, number>(),
    requests: 0,
    seconds: 0,
    observed: 0,
    work: 0,
    served: 0,
    foreseen: NaN,
    expected: NaN,
  }),
  desired(view, state, settings) {
    weigh(view, state);
    watch(view, state, settings);
    const tracked = trackedReplicas(view, settings);
    const perRequest = state.served > 0 ? state.work / state.served : NaN;
    const needed = Math.ceil((state.foreseen * perRequest) / settings.target);
    const wanted = Number.isNaN(needed) ? tracked : Math.max(needed, tracked ?? 0);
    return behaved(view, wanted, state.history, settings);
  },
  forecastError: ({ error }) => error.value,
  foreseen: ({ foreseen }) => foreseen,
  expected: ({ expected }) => expected,
};

/** Learns what a request costs, in busy replicas · seconds. */
function weigh(view: ScalingView, state: PredictiveState): void {
  if (view.window === 0) return;
  let busy = 0;
  for (const { utilisation } of view.replicas) busy += utilisation ?? 0;
  state.work = state.work * FADING + busy * view.window;
  state.served = state.served * FADING + view.rate * view.window;
}

/** Adds up what came and, whenever a part of the season is over, learns and looks ahead. */
function watch(view: ScalingView, state: PredictiveState, { forecast }: ScalingSettings): void {
  const part = forecast.season / forecast.parts;
  state.requests += view.rate * view.window;
  state.seconds += view.window;
  if (state.seconds < part - 1e-9) return;
  const rate = state.requests / state.seconds;
  const { model, pending } = state;
  while (state.seconds >= part - 1e-9) {
    state.observed++;
    state.error.add(pending.get(state.observed) ?? NaN, rate);
    pending.delete(state.observed);
    model.observe(rate);
    state.seconds -= part;
  }
  state.expected = pending.get(state.observed + 1) ?? NaN;
  state.seconds = Math.max(0, state.seconds);
  state.requests = rate * state.seconds;
  lookAhead(view, state, part);
}

function lookAhead(view: ScalingView, state: PredictiveState, part: number): void {
  const { model, pending, observed } = state;
  if (!model.isReady) return;
  // A decision holds until the next one, so what is ordered now must do for a part more.
  const horizon = Math.ceil((view.bootTime + view.window) / part) + 1;
  let most = 0;
  for (let ahead = 1; ahead <= horizon; ahead++) most = Math.max(most, model.forecast(ahead));
  pending.set(observed + horizon, model.forecast(horizon));
  state.foreseen = most;
}
