import { behave, noHistory, record, type BehaviourState } from './behaviour.ts';
import { replicasForResource } from './replica-calculator.ts';
import type { Scaler, ScalingSettings, ScalingView } from './scaler.ts';

/** A core in milli-cores, the unit of Kubernetes' measurements. */
const CORE = 1000;

/** Kubernetes' HPA on CPU: ceil(replicas · measured ÷ target), with its tolerance and stabilisation. */
export const targetTracking: Scaler<BehaviourState> = {
  name: 'target-tracking',
  summary: 'Keeps a utilisation, by the rules of Kubernetes’ HPA (v1.33).',
  init: noHistory,
  desired: (view, state, settings) => behaved(view, trackedReplicas(view, settings), state, settings),
};

/** What the measured utilisation asks for, before stabilisation and bounds. */
export function trackedReplicas(view: ScalingView, { target, tolerance }: ScalingSettings): number {
  const pods = view.replicas.map(({ utilisation, ready }) => ({
    value: utilisation === null ? null : Math.round(utilisation * CORE),
    ready,
  }));
  const percent = Math.max(1, Math.round(target * 100));
  return replicasForResource(
    view.current,
    pods,
    pods.map(() => CORE),
    percent,
    tolerance,
  );
}

/** Applies the behaviour and remembers the outcome. */
export function behaved(
  view: ScalingView,
  wanted: number,
  state: BehaviourState,
  settings: ScalingSettings,
): number {
  const { current, now } = view;
  const desired = behave(current, wanted, state, settings, now);
  record(state, current, desired, settings, now);
  return desired;
}
