import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import {
  replicasForExternal,
  replicasForPodMetric,
  replicasForResource,
  replicasForShared,
} from '../../sim-core/policy/scaling/replica-calculator.ts';
import { recordExact } from '../validation/record.ts';

interface CpuCase {
  readonly name: string;
  readonly current: number;
  readonly levels_milli: readonly (number | null)[];
  readonly target_pct: number;
  readonly expected: number;
  readonly ready?: readonly number[];
  readonly requests_milli?: readonly number[];
}

interface PodCase {
  readonly name: string;
  readonly current: number;
  readonly levels: readonly number[];
  readonly target: number;
  readonly expected: number;
}

const oracle = JSON.parse(readFileSync(new URL('../oracles/k8s_hpa.json', import.meta.url), 'utf8')) as {
  readonly cpu_cases: readonly CpuCase[];
  readonly pod_metric_cases: readonly PodCase[];
};

describe('the replica calculator against the cases of Kubernetes’ own tests', () => {
  it.each(oracle.cpu_cases)('CPU: $name', (given) => {
    const { current, levels_milli: levels, target_pct: target, ready, expected } = given;
    const size = Math.max(current, levels.length);
    const pods = Array.from({ length: size }, (_, i) => ({
      value: levels[i] ?? null,
      ready: (ready?.[i] ?? 1) === 1,
    }));
    const requests = given.requests_milli ?? pods.map(() => 1000);
    expect(replicasForResource(current, pods, requests, target)).toBe(expected);
  });

  it.each(oracle.pod_metric_cases)('pod metric: $name', ({ name, current, levels, target, expected }) => {
    if (name.includes('External')) {
      expect(replicasForExternal(current, current, levels[0], target)).toBe(expected);
      return;
    }
    const pods = levels.map((value) => ({ value, ready: true }));
    expect(replicasForPodMetric(current, pods, target)).toBe(expected);
  });
});

afterAll(() =>
  recordExact(
    'replica calculator',
    'Kubernetes’ own tests @0006726',
    oracle.cpu_cases.length + oracle.pod_metric_cases.length,
    'pods asked for',
  ),
);

describe('rules beside the given cases', () => {
  const ready = (...values: (number | null)[]) => values.map((value) => ({ value, ready: true }));

  it('both ends of the tolerance change nothing', () => {
    expect(replicasForPodMetric(10, ready(110, 110), 100)).toBe(10);
    expect(replicasForPodMetric(10, ready(90, 90), 100)).toBe(10);
    expect(replicasForPodMetric(2, ready(111, 111), 100)).toBe(3);
  });

  it('utilisation is cut to whole percents before it is compared', () => {
    // 336.67 % ÷ 3 = 55.83 % would be 1.117 of 50 %; cut to 55 % it is within the tolerance.
    expect(replicasForResource(3, ready(559, 558, 558), [1000, 1000, 1000], 50)).toBe(3);
  });

  it('a missing pod counts for the target of a pod metric when shrinking, for nothing when growing', () => {
    expect(replicasForPodMetric(4, ready(20, 20, null, null), 100)).toBe(3);
    expect(replicasForPodMetric(2, ready(300, null), 100)).toBe(3);
  });

  it('targets above 100 % stand for missing pods when shrinking', () => {
    expect(replicasForResource(2, ready(500, null), [1000, 1000], 200)).toBe(2);
  });

  it('no measurement at all: no change', () => {
    expect(replicasForResource(7, ready(null, null), [1000, 1000], 50)).toBe(7);
  });

  it('a shared value asks for its share each', () => {
    expect(replicasForShared(3, 100, 10)).toBe(10);
    expect(replicasForShared(10, 105, 10)).toBe(10);
    expect(replicasForShared(0, 1, 10)).toBe(1);
    expect(replicasForExternal(0, 0, 8600, 4400)).toBe(2);
  });
});
