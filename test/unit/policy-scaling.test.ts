import { describe, expect, it } from 'vitest';
import {
  behave,
  DEFAULT_SCALE_IN,
  DEFAULT_SCALE_OUT,
  noHistory,
  record,
  type Behaviour,
} from '../../sim-core/policy/scaling/behaviour.ts';
import { scalerNamed, scalers } from '../../sim-core/policy/scaling/index.ts';
import { isMeasurementGood } from '../../sim-core/policy/scaling/pod-readiness.ts';
import type { ScalingSettings, ScalingView } from '../../sim-core/policy/scaling/scaler.ts';
import { adjusted, stepFor } from '../../sim-core/policy/scaling/step-rules.ts';

const settings: ScalingSettings = {
  min: 1,
  max: 20,
  target: 0.5,
  isResource: true,
  tolerance: 0.1,
  scaleOut: DEFAULT_SCALE_OUT,
  scaleIn: DEFAULT_SCALE_IN,
  steps: [
    { above: 0, change: 10 },
    { above: 0.2, change: 30 },
    { above: -0.2, change: -20 },
  ],
  change: 'percent',
  warmUp: 60,
  schedule: [],
  schedulePeriod: 0,
  backlogPerReplica: 10,
  forecast: { kind: 'additive', season: 40, parts: 4, level: 0.3, trend: 0, seasonal: 0.3 },
};

function view(
  now: number,
  current: number,
  utilisation: number,
  more: Partial<ScalingView> = {},
): ScalingView {
  const replicas = Array.from({ length: current }, () => ({ value: utilisation, utilisation, ready: true }));
  return { now, current, replicas, backlog: 0, rate: 0, window: 15, bootTime: 10, ...more };
}

describe('behaviour', () => {
  const bounds = (scaleOut: Behaviour, scaleIn: Behaviour, min = 1, max = 100) => ({
    min,
    max,
    scaleOut,
    scaleIn,
  });

  it('grows by four or to double within 15 s by default, whichever is more', () => {
    const both = bounds(DEFAULT_SCALE_OUT, DEFAULT_SCALE_IN);
    expect(behave(2, 50, noHistory(), both, 0)).toBe(6);
    expect(behave(10, 50, noHistory(), both, 0)).toBe(20);
    const state = noHistory();
    record(state, 2, 6, both, 0);
    expect(behave(6, 50, state, both, 10)).toBe(6);
    expect(behave(6, 50, state, both, 15)).toBe(12);
  });

  it('shrinks to the most that was wanted in the last five minutes', () => {
    const both = bounds(DEFAULT_SCALE_OUT, DEFAULT_SCALE_IN);
    const state = noHistory();
    expect(behave(10, 8, state, both, 0)).toBe(10 - 2);
    expect(behave(10, 3, state, both, 299)).toBe(8);
    expect(behave(8, 3, state, both, 300)).toBe(3);
  });

  it('a window for growing takes the least that was wanted', () => {
    const slow: Behaviour = { ...DEFAULT_SCALE_OUT, window: 60 };
    const state = noHistory();
    expect(behave(4, 4, state, bounds(slow, DEFAULT_SCALE_IN), 0)).toBe(4);
    expect(behave(4, 8, state, bounds(slow, DEFAULT_SCALE_IN), 30)).toBe(4);
    expect(behave(4, 8, state, bounds(slow, DEFAULT_SCALE_IN), 61)).toBe(8);
  });

  it('min takes the policy that allows least, disabled none', () => {
    const policies = [
      { type: 'replicas', value: 2, period: 60 },
      { type: 'percent', value: 10, period: 60 },
    ] as const;
    const now = (select: Behaviour['select']): Behaviour => ({ window: 0, select, policies });
    const run = (select: Behaviour['select'], wanted: number) =>
      behave(80, wanted, noHistory(), bounds(now(select), now(select)), 0);
    expect([run('max', 100), run('min', 100), run('disabled', 100)]).toEqual([88, 82, 80]);
    expect([run('max', 10), run('min', 10), run('disabled', 10)]).toEqual([72, 78, 80]);
  });

  it('percent is rounded up when growing and in favour of going when shrinking', () => {
    const tenth: Behaviour = {
      window: 0,
      select: 'max',
      policies: [{ type: 'percent', value: 10, period: 60 }],
    };
    expect(behave(5, 50, noHistory(), bounds(tenth, tenth), 0)).toBe(6);
    expect(behave(5, 1, noHistory(), bounds(tenth, tenth), 0)).toBe(4);
  });

  it('what is outside the bounds comes back to them at once', () => {
    const both = bounds(DEFAULT_SCALE_OUT, DEFAULT_SCALE_IN, 3, 5);
    expect(behave(1, 1, noHistory(), both, 0)).toBe(3);
    expect(behave(9, 9, noHistory(), both, 0)).toBe(5);
    expect(behave(4, 9, noHistory(), both, 0)).toBe(5);
  });
});

describe('the first look', () => {
  const tracking = scalerNamed('target-tracking');
  const look = (state: unknown, now: number, current: number, utilisation: number) =>
    tracking.desired(view(now, current, utilisation), state, settings);

  it('counts what there is as wanted: nothing goes before a window was seen', () => {
    const state = tracking.init(settings);
    expect([0, 150, 299].map((now) => look(state, now, 8, 0.1))).toEqual([8, 8, 8]);
    expect(look(state, 300, 8, 0.1)).toBe(2);
  });

  it('does not take missing measurements for a wish to stay', () => {
    const state = tracking.init(settings);
    const blind = { ...view(200, 8, 0), replicas: [{ value: null, utilisation: null, ready: true }] };
    look(state, 0, 8, 0.1);
    expect(tracking.desired(blind, state, settings)).toBe(8);
    expect(look(state, 300, 8, 0.1)).toBe(2);
  });

  it('watches other metrics as Kubernetes’ pod metrics: the mean, cut to thousandths', () => {
    const state = tracking.init(settings);
    const own = { ...settings, isResource: false, target: 12 };
    const looked = view(0, 3, 20);
    expect(tracking.desired(looked, state, own)).toBe(5);
    // 13.2004 is within the tolerance of 12 once it is cut to 13.2.
    expect(tracking.desired(view(0, 3, 13.2004), tracking.init(own), own)).toBe(3);
    expect(tracking.desired(view(0, 3, 13.206), tracking.init(own), own)).toBe(4);
  });
});

describe('a pod’s measurement', () => {
  const pod = { isPending: false, startedAt: 0, isReady: true, turnedAt: 20, measuredAt: 60, window: 30 };

  it('counts during start-up only when taken wholly after the pod turned ready', () => {
    expect(isMeasurementGood(pod, 60)).toBe(true);
    expect(isMeasurementGood({ ...pod, measuredAt: 49 }, 60)).toBe(false);
    expect(isMeasurementGood({ ...pod, isReady: false }, 60)).toBe(false);
    expect(isMeasurementGood({ ...pod, isPending: true }, 60)).toBe(false);
  });

  it('counts later unless the pod never was ready', () => {
    expect(isMeasurementGood({ ...pod, measuredAt: 0 }, 301)).toBe(true);
    expect(isMeasurementGood({ ...pod, isReady: false }, 301)).toBe(false);
    expect(isMeasurementGood({ ...pod, isReady: false, turnedAt: 200 }, 301)).toBe(true);
  });
});

describe('step', () => {
  it('takes the outermost step that is reached', () => {
    expect(stepFor(0.05, settings.steps)?.change).toBe(10);
    expect(stepFor(0.25, settings.steps)?.change).toBe(30);
    expect(stepFor(-0.1, settings.steps)).toBeNull();
    expect(stepFor(-0.3, settings.steps)?.change).toBe(-20);
  });

  it('rounds percentages as AWS does', () => {
    const by = (change: number) => adjusted(10, { above: 0, change }, 'percent');
    expect([by(5), by(127), by(-5), by(-66.7), by(25)]).toEqual([11, 22, 9, 4, 12]);
    expect(adjusted(10, { above: 0, change: 3 }, 'exact')).toBe(3);
    expect(adjusted(10, { above: 0, change: -3 }, 'replicas')).toBe(7);
  });

  it('counts what warms up: the example of the EC2 documentation', () => {
    const step = scalerNamed('step');
    const state = step.init(settings);
    expect(step.desired(view(0, 10, 0.6), state, settings)).toBe(11);
    expect(step.desired(view(15, 11, 0.62), state, settings)).toBe(11);
    expect(step.desired(view(30, 11, 0.75), state, settings)).toBe(13);
    expect(step.desired(view(45, 13, 0.1), state, settings)).toBe(13);
    expect(step.desired(view(91, 13, 0.1), state, settings)).toBe(11);
  });
});

describe('scheduled and queue-depth', () => {
  it('holds the last entry, through the night too', () => {
    const scheduled = scalerNamed('scheduled');
    const schedule = [
      { at: 20, replicas: 2 },
      { at: 8, replicas: 9 },
    ];
    const wanted = (now: number, schedulePeriod: number) =>
      scheduled.desired(view(now, 5, 0), null, { ...settings, schedule, schedulePeriod });
    expect([4, 8, 19, 20, 28, 32].map((now) => wanted(now, 24))).toEqual([2, 9, 9, 2, 2, 9]);
    expect([4, 8, 28].map((now) => wanted(now, 0))).toEqual([5, 9, 2]);
  });

  it('has a replica for every so many requests', () => {
    const depth = scalerNamed('queue-depth');
    const brisk = { ...settings, scaleIn: { ...DEFAULT_SCALE_IN, window: 0 } };
    const wanted = (backlog: number) => depth.desired(view(0, 4, 0, { backlog }), depth.init(brisk), brisk);
    expect([wanted(40), wanted(44), wanted(45), wanted(61), wanted(9)]).toEqual([4, 4, 5, 7, 1]);
  });
});

describe('predictive', () => {
  const square = [10, 10, 100, 100];
  const predictive = scalerNamed('predictive');

  /** Looks every 5 s; a replica serves 20 a second. */
  function play(until: number, rateAt: (part: number) => number) {
    const state = predictive.init(settings);
    const wanted = new Map<number, number>();
    let current = 2;
    for (let now = 5; now <= until; now += 5) {
      const rate = rateAt(Math.floor((now - 5) / 10));
      const seen = view(now, current, Math.min(1, rate / 20 / current), { rate, window: 5, bootTime: 10 });
      current = predictive.desired(seen, state, { ...settings, scaleIn: { ...DEFAULT_SCALE_IN, window: 0 } });
      wanted.set(now, current);
    }
    return { wanted, state };
  }

  it('orders for the rise before it comes, once it has seen a season', () => {
    const { wanted, state } = play(200, (part) => square[part % 4]);
    expect(wanted.get(10)).toBeLessThan(3);
    expect(wanted.get(160)).toBeGreaterThanOrEqual(10);
    expect(predictive.forecastError!(state)).toBeCloseTo(0, 12);
    expect(predictive.foreseen!(state)).toBe(100);
  });

  it('shows the error of its forecasts', () => {
    // A flat season of 10, then 20 for ever, with nothing learned from the change yet: half is missed.
    const { state } = play(80, (part) => (part < 4 ? 10 : 20));
    const error = predictive.forecastError!(state);
    expect(error).toBeGreaterThan(0.25);
    expect(error).toBeLessThan(0.51);
  });
});

it('every scaler keeps the bounds and is repeatable', () => {
  for (const scaler of scalers) {
    const play = () => {
      const state = scaler.init(settings);
      let current = 3;
      return Array.from({ length: 60 }, (_, i) => {
        const load = view(i * 15, current, ((i * 37) % 100) / 50, { rate: i, backlog: (i * 53) % 400 });
        return (current = scaler.desired(load, state, settings));
      });
    };
    const once = play();
    expect(play(), scaler.name).toEqual(once);
    for (const replicas of once) {
      expect(Number.isInteger(replicas), scaler.name).toBe(true);
      expect(replicas >= 1 && replicas <= 20, scaler.name).toBe(true);
    }
  }
});
