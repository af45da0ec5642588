/*
 * The replica calculator of Kubernetes' HorizontalPodAutoscaler (pkg/controller/podautoscaler,
 * replica_calculator.go, as of v1.33): how many pods a measurement asks for. Told here from its rules and
 * checked against the cases of its own tests. Left out: several metrics at once (take the largest answer),
 * container metrics, pods deleted or failed (leave them out of the list).
 */

/** One pod: its measurement, and whether it may be trusted. */
export interface PodSample {
  /** In any unit, the same for all; null when there is none. */
  readonly value: number | null;
  readonly ready: boolean;
}

/** How a measured total becomes a ratio to the target, and what stands for pods without a measurement. */
interface Measure {
  ratio(values: readonly Sampled[]): number;
  /** What a missing pod counts for where the rest asks for fewer. */
  fallback(pod: number): number;
}

interface Sampled {
  readonly pod: number;
  readonly value: number;
}

/** Kubernetes' `--horizontal-pod-autoscaler-tolerance`. */
export const DEFAULT_TOLERANCE = 0.1;

/**
 * Pods for a resource such as CPU, by utilisation.
 *
 * @param pods `value` in the unit of `requests`, such as milli-cores: whole numbers.
 * @param requests what each pod asks for, in the same order.
 * @param targetPercent utilisation to keep, in percent of the request, a whole number. The measured one is
 * cut to whole percents first, as Kubernetes does.
 * @returns the number of pods; `current` if nothing can be said.
 */
export function replicasForResource(
  current: number,
  pods: readonly PodSample[],
  requests: readonly number[],
  targetPercent: number,
  tolerance = DEFAULT_TOLERANCE,
): number {
  const most = Math.max(100, targetPercent);
  return decide(current, pods, tolerance, {
    ratio: (values) => {
      const used = sum(values.map(({ value }) => value));
      const asked = sum(values.map(({ pod }) => requests[pod]));
      return Math.floor((used * 100) / asked) / targetPercent;
    },
    fallback: (pod) => Math.floor((requests[pod] * most) / 100),
  });
}

/** Pods for a metric of which each pod should show `target` on average; averages are cut to whole numbers. */
export function replicasForPodMetric(
  current: number,
  pods: readonly PodSample[],
  target: number,
  tolerance = DEFAULT_TOLERANCE,
): number {
  return decide(current, pods, tolerance, {
    ratio: (values) => Math.floor(sum(values.map(({ value }) => value)) / values.length) / target,
    fallback: () => target,
  });
}

/** Pods for one value that the whole service should show, such as a rate: `ready` pods stand for it. */
export function replicasForExternal(
  current: number,
  ready: number,
  value: number,
  target: number,
  tolerance = DEFAULT_TOLERANCE,
): number {
  const ratio = value / target;
  if (current === 0) return Math.ceil(ratio);
  return isWithin(ratio, tolerance) ? current : Math.ceil(ratio * ready);
}

/** Pods for one value that they share, such as the length of a queue, with `target` for each. */
export function replicasForShared(
  current: number,
  value: number,
  target: number,
  tolerance = DEFAULT_TOLERANCE,
): number {
  if (current > 0 && isWithin(value / (target * current), tolerance)) return current;
  return Math.ceil(value / target);
}

function decide(current: number, pods: readonly PodSample[], tolerance: number, measure: Measure): number {
  const values: Sampled[] = [];
  const missing: number[] = [];
  const unready: number[] = [];
  for (let pod = 0; pod < pods.length; pod++) {
    const { value, ready } = pods[pod];
    if (!ready) unready.push(pod);
    else if (value === null) missing.push(pod);
    else values.push({ pod, value });
  }
  if (values.length === 0) return current;
  const ratio = measure.ratio(values);
  const isUpWithUnready = unready.length > 0 && ratio > 1;
  if (!isUpWithUnready && missing.length === 0)
    return isWithin(ratio, tolerance) ? current : Math.ceil(ratio * values.length);
  if (ratio !== 1)
    for (const pod of missing) values.push({ pod, value: ratio < 1 ? measure.fallback(pod) : 0 });
  if (isUpWithUnready) for (const pod of unready) values.push({ pod, value: 0 });
  return reconsidered(current, ratio, measure.ratio(values), values.length, tolerance);
}

/** With the assumed values: never the other way than the measured ones, and no change within the tolerance. */
function reconsidered(
  current: number,
  before: number,
  ratio: number,
  count: number,
  tolerance: number,
): number {
  const isTurned = (before < 1 && ratio > 1) || (before > 1 && ratio < 1);
  if (isWithin(ratio, tolerance) || isTurned) return current;
  const replicas = Math.ceil(ratio * count);
  const isContrary = (ratio < 1 && replicas > current) || (ratio > 1 && replicas < current);
  return isContrary ? current : replicas;
}

function isWithin(ratio: number, tolerance: number): boolean {
  return 1 - tolerance <= ratio && ratio <= 1 + tolerance;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
