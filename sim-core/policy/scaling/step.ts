import { within, type Scaler, type ScalingView } from './scaler.ts';
import { adjusted, stepFor } from './step-rules.ts';

interface Order {
  readonly at: number;
  readonly count: number;
}

interface StepState {
  /** Replicas ordered lately, that do not count as capacity yet. */
  warming: Order[];
}

/**
 * Step scaling as in Amazon EC2 Auto Scaling: the further the measured mean is from the threshold, the
 * larger the step. Replicas that still warm up don't count as capacity when growing, so a breach that goes
 * on orders only what a larger step adds; nothing goes while something warms up.
 */
export const step: Scaler<StepState> = {
  name: 'step',
  summary: 'Larger steps for larger breaches of a threshold, with a warm-up (AWS step scaling).',
  init: () => ({ warming: [] }),
  desired(view, state, settings) {
    const { current, now } = view;
    state.warming = state.warming.filter(({ at }) => at + settings.warmUp > now);
    const measured = meanValue(view);
    const found = measured === null ? null : stepFor(measured - settings.target, settings.steps);
    if (found === null) return within(settings, current);
    const warming = countOf(state.warming);
    const desired = within(settings, adjusted(current - warming, found, settings.change));
    const isOut = found.above >= 0;
    if (isOut ? desired <= current : desired >= current || warming > 0) return within(settings, current);
    if (isOut) state.warming.push({ at: now, count: desired - current });
    return desired;
  },
};

function countOf(orders: readonly Order[]): number {
  let sum = 0;
  for (const { count } of orders) sum += count;
  return sum;
}

function meanValue({ replicas }: ScalingView): number | null {
  let sum = 0;
  let count = 0;
  for (const { value, ready } of replicas) {
    if (!ready || value === null) continue;
    sum += value;
    count++;
  }
  return count === 0 ? null : sum / count;
}
