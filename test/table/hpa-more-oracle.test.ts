import { afterAll, describe, expect, it } from 'vitest';
import {
  behave,
  DEFAULT_SCALE_IN,
  DEFAULT_SCALE_OUT,
  noHistory,
  type Behaviour,
  type RatePolicy,
} from '../../sim-core/policy/scaling/behaviour.ts';
import { isMeasurementGood } from '../../sim-core/policy/scaling/pod-readiness.ts';
import {
  replicasForExternal,
  replicasForResource,
  replicasForShared,
} from '../../sim-core/policy/scaling/replica-calculator.ts';
import oracle from '../oracles/k8s_hpa_more.json' with { type: 'json' };
import { recordExact } from '../validation/record.ts';

const NOW = 100_000;
const KUBERNETES = 'Kubernetes’ own tests @0006726, @003e862';

/** As the file has them: what all cases may have, few do. */
interface CpuCase {
  readonly name: string;
  readonly current: number;
  readonly expected: number;
  readonly levels_milli: readonly (number | null)[];
  readonly target_pct: number;
  readonly ready?: readonly number[];
  readonly requests_milli?: readonly number[];
}

interface Rules {
  readonly window: number;
  readonly select: string;
  readonly policies: readonly { type: string; value: number; period: number }[];
}

interface Changed {
  readonly change: number;
  readonly s_ago: number;
}

interface RateCase {
  readonly name: string;
  readonly current: number;
  readonly desired: number;
  readonly min: number;
  readonly max: number;
  readonly expected: number;
  readonly scale_out?: Rules;
  readonly scale_in?: Rules;
  readonly added?: readonly Changed[];
  readonly removed?: readonly Changed[];
}

function behaviourOf({ window, select, policies }: Rules): Behaviour {
  return {
    window,
    select: select as Behaviour['select'],
    policies: policies.map(({ type, ...rest }) => ({ type: type as RatePolicy['type'], ...rest })),
  };
}

const eventsOf = (changes: readonly Changed[] = []) =>
  changes.map(({ change, s_ago: ago }) => ({ at: NOW - ago, count: change }));

describe('how many pods a measurement asks for', () => {
  const cases: readonly CpuCase[] = oracle.cpu_cases;

  it.each(cases)(
    'CPU: $name',
    ({ current, expected, levels_milli: levels, target_pct: target, ...given }) => {
      const size = Math.max(current, levels.length);
      const pods = Array.from({ length: size }, (_, i) => ({
        value: levels[i] ?? null,
        ready: (given.ready?.[i] ?? 1) === 1,
      }));
      const requests = given.requests_milli ?? pods.map(() => 1000);
      expect(replicasForResource(current, pods, requests, target)).toBe(expected);
    },
  );

  it.each(oracle.single_metric_cases)(
    'one value for all: $name',
    ({ current, ready, value, target, expected }) => {
      expect(replicasForExternal(current, ready, value, target)).toBe(expected);
    },
  );

  it.each(oracle.shared_metric_cases)(
    'a value that pods share: $name',
    ({ current, value, target, expected }) => {
      expect(replicasForShared(current, value, target)).toBe(expected);
    },
  );
});

describe('whether a measurement counts', () => {
  const { initialisation_s: initialisation, delay_s: delay } = oracle.readiness_settings;

  it.each(oracle.readiness)('$name', (given) => {
    const pod = {
      isPending: given.pending,
      startedAt: NOW - given.started_s_ago,
      isReady: given.ready,
      turnedAt: NOW - given.turned_s_ago,
      measuredAt: NOW - given.measured_s_ago,
      window: given.window_s,
    };
    expect(isMeasurementGood(pod, NOW, initialisation, delay)).toBe(given.counts);
  });
});

describe('what the behaviour allows', () => {
  const cases: readonly RateCase[] = oracle.rate_cases;

  it.each(cases)('$name', ({ current, desired, min, max, expected, ...given }) => {
    const state = { ...noHistory(), added: eventsOf(given.added), removed: eventsOf(given.removed) };
    const scaleOut = given.scale_out === undefined ? DEFAULT_SCALE_OUT : behaviourOf(given.scale_out);
    const scaleIn = given.scale_in === undefined ? DEFAULT_SCALE_IN : behaviourOf(given.scale_in);
    expect(behave(current, desired, state, { min, max, scaleOut, scaleIn }, NOW)).toBe(expected);
  });

  it.each(oracle.stabilisation_cases)('stabilisation: $name', ({ current, desired, expected, ...given }) => {
    const free: readonly RatePolicy[] = [{ type: 'replicas', value: 1e6, period: 1 }];
    const wanted = given.recommendations.map(({ count, s_ago: ago }) => ({ at: NOW - ago, count }));
    const bounds = {
      min: 0,
      max: 1000,
      scaleOut: { window: given.out_window, select: 'max', policies: free },
      scaleIn: { window: given.in_window, select: 'max', policies: free },
    } as const;
    expect(behave(current, desired, { ...noHistory(), wanted }, bounds, NOW)).toBe(expected);
  });
});

afterAll(() => {
  const of = (component: string, parts: readonly (readonly unknown[])[], what: string): void =>
    recordExact(
      component,
      KUBERNETES,
      parts.reduce((sum, part) => sum + part.length, 0),
      what,
    );
  of(
    'replica calculator',
    [oracle.cpu_cases, oracle.single_metric_cases, oracle.shared_metric_cases],
    'pods asked for',
  );
  of('pod readiness', [oracle.readiness], 'measurements that count');
  of('behaviour', [oracle.rate_cases], 'replicas after rate policies');
  of('stabilisation', [oracle.stabilisation_cases], 'replicas after the windows');
});
