import { describe, expect, it } from 'vitest';
import {
  DEFAULT_BEHAVIOUR,
  paced,
  paceState,
  scaled,
  type Behaviour,
} from '../../sim-core/policy/scaling/kubernetes-behaviour.ts';
import {
  replicasByPodMetric,
  replicasByUtilisation,
  TOLERANCE,
  type PodSample,
} from '../../sim-core/policy/scaling/kubernetes-replicas.ts';
import oracle from '../oracles/k8s_hpa.json' with { type: 'json' };
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

/** Pods of a case: those in the list, and those that the specification counts but the metrics don't. */
function podsOf({ current, levels_milli, ready, requests_milli }: CpuCase): PodSample[] {
  const count = Math.max(levels_milli.length, ready?.length ?? 0, current);
  return Array.from({ length: count }, (_, i) => ({
    usage: levels_milli[i] ?? null,
    request: requests_milli?.[i] ?? 1000,
    ready: (ready?.[i] ?? 1) === 1,
  }));
}

describe('Kubernetes’ replica calculator', () => {
  it.each(oracle.cpu_cases as unknown as CpuCase[])('$name', (entry) => {
    const options = { target: entry.target_pct, tolerance: TOLERANCE };
    expect(replicasByUtilisation(podsOf(entry), entry.current, options)).toBe(entry.expected);
    recordExact('target-tracking', 'Kubernetes HPA, replica_calculator_test.go', 1, entry.name);
  });

  it.each(oracle.pod_metric_cases)('$name', ({ name, current, levels, target, expected }) => {
    expect(replicasByPodMetric(levels, current, { target, tolerance: TOLERANCE })).toBe(expected);
    recordExact('target-tracking', 'Kubernetes HPA, replica_calculator_test.go', 1, name);
  });

  it('is ceil(n · ratio) outside of the band, and n inside', () => {
    for (let pods = 1; pods <= 30; pods++) {
      for (let usage = 5; usage <= 200; usage += 5) {
        const samples = Array.from({ length: pods }, () => ({
          usage: usage * 10,
          request: 1000,
          ready: true,
        }));
        const expected = Math.abs(usage / 50 - 1) <= TOLERANCE ? pods : Math.ceil((usage / 50) * pods);
        expect(replicasByUtilisation(samples, pods, { target: 50, tolerance: TOLERANCE })).toBe(expected);
      }
    }
  });
});

const BOUNDS = { min: 1, max: 1000 };

/** Decisions every 15 s for recommendations that are given. */
function course(recommended: readonly number[], start: number, behaviour: Behaviour): number[] {
  const state = paceState();
  let current = start;
  return recommended.map((desired, i) => {
    const next = paced(desired, current, i * 15, BOUNDS, behaviour, state);
    scaled(current, next, i * 15, state);
    return (current = next);
  });
}

describe('Kubernetes’ pace', () => {
  it('goes up by four pods or double, whichever is more, each 15 s', () => {
    expect(course(new Array<number>(6).fill(100), 1, DEFAULT_BEHAVIOUR)).toEqual([5, 10, 20, 40, 80, 100]);
  });

  it('goes down to the most that was recommended within five minutes', () => {
    const recommended = [10, ...new Array<number>(21).fill(2)];
    const steps = course(recommended, 10, DEFAULT_BEHAVIOUR);
    // The 10 of time 0 counts up to time 300, which is step 20.
    expect(steps.slice(0, 20)).toEqual(new Array<number>(20).fill(10));
    expect(steps[20]).toBe(2);
  });

  it('takes the least of what was recommended within the window of scaling up', () => {
    const behaviour = { ...DEFAULT_BEHAVIOUR, up: { ...DEFAULT_BEHAVIOUR.up, window: 40 } };
    expect(course([2, 9, 9, 9, 9], 2, behaviour)).toEqual([2, 2, 2, 6, 9]);
  });

  it('counts what was done within the period of a policy', () => {
    const up = { window: 0, select: 'min', policies: [{ type: 'pods', value: 3, period: 60 }] } as const;
    expect(course(new Array<number>(6).fill(50), 10, { ...DEFAULT_BEHAVIOUR, up })).toEqual([
      13, 13, 13, 13, 16, 16,
    ]);
    const down = {
      window: 0,
      select: 'max',
      policies: [{ type: 'percent', value: 10, period: 60 }],
    } as const;
    expect(course(new Array<number>(6).fill(1), 100, { ...DEFAULT_BEHAVIOUR, down })).toEqual([
      90, 90, 90, 90, 81, 81,
    ]);
  });

  it('does nothing in a direction that is disabled, and keeps the bounds', () => {
    const down = { window: 0, select: 'disabled', policies: [] } as const;
    expect(course([1, 1], 7, { ...DEFAULT_BEHAVIOUR, down })).toEqual([7, 7]);
    expect(paced(5000, 990, 0, BOUNDS, DEFAULT_BEHAVIOUR, paceState())).toBe(1000);
    expect(
      paced(
        0,
        4,
        0,
        { min: 2, max: 9 },
        { ...DEFAULT_BEHAVIOUR, down: { ...DEFAULT_BEHAVIOUR.down, window: 0 } },
        paceState(),
      ),
    ).toBe(2);
  });
});
