import { replicasByUtilisation, TOLERANCE } from './kubernetes-replicas.ts';
import { defineScaler, type ScalingView } from './scaler.ts';

const WHOLE = 100;

/** Holds the mean utilisation near a target: Kubernetes' horizontal pod autoscaler. */
export const targetTracking = defineScaler({
  name: 'target-tracking',
  summary: 'Holds the utilisation near a target, as Kubernetes’ horizontal pod autoscaler does.',
  init: () => null,
  decide: ({ pods, current }: ScalingView, { target }) =>
    replicasByUtilisation(
      pods.map(({ utilisation, ready }) => ({
        usage: utilisation === null ? null : utilisation * WHOLE,
        request: WHOLE,
        ready,
      })),
      current,
      { target: Math.round(target * WHOLE), tolerance: TOLERANCE },
    ),
});
