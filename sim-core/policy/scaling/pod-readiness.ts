/** What Kubernetes knows of a pod when it asks whether its CPU measurement counts; times in seconds. */
export interface PodState {
  readonly isPending: boolean;
  readonly startedAt: number;
  /** Whether it says that it is ready, and since when it says so. */
  readonly isReady: boolean;
  readonly turnedAt: number;
  /** When it was measured, and over how long. */
  readonly measuredAt: number;
  readonly window: number;
}

/** Defaults of `--horizontal-pod-autoscaler-cpu-initialization-period` and `…-initial-readiness-delay`. */
export const CPU_INITIALISATION = 300;
const INITIAL_READINESS_DELAY = 30;

/**
 * Whether a CPU measurement counts, as Kubernetes' HPA (v1.33) groups pods: while the pod may still be
 * starting, only measurements count that were taken wholly after it turned ready; later, all count but
 * those of a pod that was never ready.
 */
export function isMeasurementGood(
  pod: PodState,
  now: number,
  initialisation = CPU_INITIALISATION,
  readinessDelay = INITIAL_READINESS_DELAY,
): boolean {
  if (pod.isPending) return false;
  if (pod.startedAt + initialisation > now) return pod.isReady && pod.measuredAt >= pod.turnedAt + pod.window;
  return pod.isReady || pod.startedAt + readinessDelay <= pod.turnedAt;
}
