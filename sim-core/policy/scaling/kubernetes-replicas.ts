/** Kubernetes' default for `--horizontal-pod-autoscaler-tolerance`. */
export const TOLERANCE = 0.1;

/** A pod's use of what it requested, both in the same unit, such as thousandths of a core. */
export interface PodSample {
  /** Null if its metric is missing. */
  readonly usage: number | null;
  readonly request: number;
  /** False for a pod that starts up; its metric is not believed. */
  readonly ready: boolean;
}

export interface ReplicaOptions {
  /** Wanted usage in percent of the request; a whole number, as in Kubernetes. */
  readonly target: number;
  readonly tolerance: number;
}

/**
 * Replicas by resource utilisation: Kubernetes' horizontal pod autoscaler, `GetResourceReplicas` of
 * pkg/controller/podautoscaler/replica_calculator.go (1.30; autoscaling/v2). The ratio of usage to target, times
 * the number of pods, rounded up. A pod that starts up counts as idle when it is about to scale up, and not at
 * all otherwise; a pod without a metric counts as idle when scaling up, and as using all of its request when
 * scaling down. If that turns the direction round, or the ratio is near 1, nothing changes.
 *
 * @param current replicas in the specification; the pods may be more or fewer. Failed and deleted pods are left
 * out of `pods`.
 */
export function replicasByUtilisation(
  pods: readonly PodSample[],
  current: number,
  { target, tolerance }: ReplicaOptions,
): number {
  const starting = pods.filter(({ ready }) => !ready);
  const missing = pods.filter(({ ready, usage }) => ready && usage === null);
  const measured = pods.filter(({ ready, usage }) => ready && usage !== null);
  if (measured.length === 0) return current;
  const ratio = usageRatio(measured, target);
  const startsUp = starting.length > 0 && ratio > 1;
  if (!startsUp && missing.length === 0) {
    return isNearOne(ratio, tolerance) ? current : roundUp(ratio * measured.length);
  }
  const full = Math.max(100, target);
  const filled = [
    ...measured,
    ...(startsUp ? starting.map((pod) => ({ ...pod, usage: 0 })) : []),
    ...missing.map((pod) => ({ ...pod, usage: ratio < 1 ? (pod.request * full) / 100 : 0 })),
  ];
  const counted = ratio === 1 ? [...measured, ...(startsUp ? starting : [])] : filled;
  const corrected = usageRatio(counted, target);
  return inTheSameDirection(ratio, corrected, counted.length, current, tolerance);
}

/**
 * Replicas by a metric of each pod (`GetMetricReplicas`): as by utilisation, with the mean value instead, and
 * pods without one counting as exactly on target when scaling down.
 */
export function replicasByPodMetric(
  values: readonly (number | null)[],
  current: number,
  { target, tolerance }: ReplicaOptions,
): number {
  const measured = values.filter((value) => value !== null);
  const missing = values.length - measured.length;
  if (measured.length === 0) return current;
  const ratio = meanRatio(measured, target);
  if (missing === 0) return isNearOne(ratio, tolerance) ? current : roundUp(ratio * measured.length);
  const fill = ratio < 1 ? target : 0;
  const filled = ratio === 1 ? measured : [...measured, ...new Array<number>(missing).fill(fill)];
  return inTheSameDirection(ratio, meanRatio(filled, target), filled.length, current, tolerance);
}

function inTheSameDirection(
  ratio: number,
  corrected: number,
  pods: number,
  current: number,
  tolerance: number,
): number {
  if (isNearOne(corrected, tolerance)) return current;
  if ((ratio < 1 && corrected > 1) || (ratio > 1 && corrected < 1)) return current;
  const replicas = roundUp(corrected * pods);
  if ((corrected < 1 && replicas > current) || (corrected > 1 && replicas < current)) return current;
  return replicas;
}

/** Kubernetes works with whole percent. */
function usageRatio(pods: readonly PodSample[], target: number): number {
  const usage = pods.reduce((sum, pod) => sum + (pod.usage ?? 0), 0);
  const request = pods.reduce((sum, pod) => sum + pod.request, 0);
  return Math.floor((usage * 100) / request) / target;
}

/** Kubernetes works with whole thousandths. */
function meanRatio(values: readonly number[], target: number): number {
  return Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length) / target;
}

function isNearOne(ratio: number, tolerance: number): boolean {
  return Math.abs(ratio - 1) <= tolerance;
}

function roundUp(value: number): number {
  return Math.ceil(value);
}
