import { behave, begin, noHistory, record, type BehaviourState } from './behaviour.ts';
import { replicasForPodMetric, replicasForResource } from './replica-calculator.ts';
import { within, type Scaler, type ScalingSettings, type ScalingView } from './scaler.ts';

/** Kubernetes' measurements are whole thousandths: milli-cores, or thousandths of any other unit. */
const MILLI = 1000;

/** Kubernetes' HPA on CPU: ceil(replicas · measured ÷ target), with its tolerance and stabilisation. */
export const targetTracking: Scaler<BehaviourState> = {
  name: 'target-tracking',
  summary: 'Keeps a utilisation or another metric per replica, by the rules of Kubernetes’ HPA (v1.33).',
  init: noHistory,
  desired: (view, state, settings) => behaved(view, trackedReplicas(view, settings), state, settings),
};

/** What the measurements ask for, before stabilisation and bounds; null without any that counts. */
export function trackedReplicas(
  view: ScalingView,
  { target, isResource, tolerance }: ScalingSettings,
): number | null {
  const { current, replicas } = view;
  if (!replicas.some(({ value, ready }) => ready && value !== null)) return null;
  const pods = replicas.map(({ value, ready }) => ({
    value: value === null ? null : Math.round(value * MILLI),
    ready,
  }));
  if (!isResource) return replicasForPodMetric(current, pods, Math.round(target * MILLI), tolerance);
  const requests = pods.map(() => MILLI);
  const percent = Math.max(1, Math.round(target * 100));
  return replicasForResource(current, pods, requests, percent, tolerance);
}

/**
 * Applies the behaviour and remembers the outcome.
 *
 * @param wanted null when nothing is known: then only the bounds hold, and nothing counts as wanted.
 */
export function behaved(
  view: ScalingView,
  wanted: number | null,
  state: BehaviourState,
  settings: ScalingSettings,
): number {
  const { current, now } = view;
  begin(state, current, now);
  const desired = wanted === null ? within(settings, current) : behave(current, wanted, state, settings, now);
  record(state, current, desired, settings, now);
  return desired;
}
