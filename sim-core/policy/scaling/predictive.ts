import { HoltWinters } from './holt-winters.ts';
import { defineScaler, type ScalingView } from './scaler.ts';

interface State {
  readonly forecast: HoltWinters;
  /** Requests per second that one replica does at full use, as seen so far. */
  capacity: number;
}

/** Weight of the newest measurement of the capacity. */
const NEWEST = 0.2;

/**
 * Scales for the load that is expected once replicas asked for now are ready: a Holt–Winters forecast of the
 * rate, `lead` seconds ahead, divided by what one replica does at the target. What one replica can do is
 * learnt from rate and utilisation. It never goes below what the load right now needs.
 */
export const predictive = defineScaler<State>({
  name: 'predictive',
  summary: 'Scales for the load that a seasonal forecast expects once new replicas are ready.',
  init: ({ season, period }) => ({ forecast: new HoltWinters(Math.round(season / period)), capacity: NaN }),
  decide({ rate, pods, current }: ScalingView, { target, lead, period }, state) {
    state.forecast.see(rate);
    const busy = pods.reduce((sum, { utilisation }) => sum + (utilisation ?? 0), 0);
    if (busy > 0 && rate > 0) {
      const seen = rate / busy;
      state.capacity = Number.isNaN(state.capacity)
        ? seen
        : state.capacity + NEWEST * (seen - state.capacity);
    }
    if (Number.isNaN(state.capacity)) return current;
    const expected = state.forecast.forecast(Math.max(1, Math.ceil(lead / period)));
    return Math.ceil(Math.max(rate, expected) / (state.capacity * target));
  },
  error: ({ forecast }) => forecast.error,
});
