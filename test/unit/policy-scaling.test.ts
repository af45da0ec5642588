import { describe, expect, it } from 'vitest';
import { HoltWinters } from '../../sim-core/policy/scaling/holt-winters.ts';
import { scalerNamed, scalers } from '../../sim-core/policy/scaling/index.ts';
import type { ScalingOptions, ScalingView } from '../../sim-core/policy/scaling/scaler.ts';

const OPTIONS: ScalingOptions = {
  target: 0.5,
  period: 60,
  season: 1440,
  lead: 120,
  backlog: 10,
  timetable: [],
  every: 0,
};

function view(current: number, utilisation: number, more: Partial<ScalingView> = {}): ScalingView {
  const pods = Array.from({ length: current }, () => ({ utilisation, ready: true }));
  return { now: 0, current, pods, rate: 0, waiting: 0, ...more };
}

const decide = (name: string, seen: ScalingView, options: Partial<ScalingOptions> = {}): number => {
  const all = { ...OPTIONS, ...options };
  return scalerNamed(name).decide(seen, all, scalerNamed(name).init(all));
};

describe('every scaler', () => {
  it.each(scalers)('$name answers with a whole number and repeats itself', (scaler) => {
    for (const utilisation of [0, 0.2, 0.5, 0.9, 1]) {
      const seen = view(4, utilisation, { rate: 100, waiting: 25 });
      const answer = scaler.decide(seen, OPTIONS, scaler.init(OPTIONS));
      expect(Number.isInteger(answer)).toBe(true);
      expect(scaler.decide(seen, OPTIONS, scaler.init(OPTIONS))).toBe(answer);
    }
  });
});

describe('target tracking', () => {
  it('is Kubernetes’ rule', () => {
    expect(decide('target-tracking', view(4, 0.9))).toBe(8); // ⌈4 · 1.8⌉
    expect(decide('target-tracking', view(4, 0.54))).toBe(4); // within a tenth
    expect(decide('target-tracking', view(10, 0.2))).toBe(4);
  });

  it('does not count those that boot as idle helpers when load falls', () => {
    const pods = [
      { utilisation: 0.9, ready: true },
      { utilisation: null, ready: false },
      { utilisation: null, ready: false },
    ];
    expect(decide('target-tracking', { ...view(3, 0), pods })).toBe(3); // 0.9 ÷ 3 pods is 0.6 of the target
  });
});

describe('step scaling', () => {
  it('takes larger steps further off', () => {
    expect(decide('step', view(10, 0.55))).toBe(10);
    expect(decide('step', view(10, 0.65))).toBe(11);
    expect(decide('step', view(10, 0.95))).toBe(13);
    expect(decide('step', view(2, 0.65))).toBe(3);
    expect(decide('step', view(10, 0.1))).toBe(7);
  });
});

describe('a timetable', () => {
  const timetable = [
    { at: 100, replicas: 4 },
    { at: 200, replicas: 2 },
  ];

  it('holds from each time on, and repeats', () => {
    const at = (now: number, every: number) => decide('scheduled', view(7, 0, { now }), { timetable, every });
    expect([at(50, 0), at(100, 0), at(150, 0), at(999, 0)]).toEqual([7, 4, 4, 2]);
    expect([at(350, 300), at(400, 300), at(520, 300)]).toEqual([2, 4, 2]);
  });
});

describe('queue depth', () => {
  it('shares the backlog out', () => {
    expect(decide('queue-depth', view(3, 0, { waiting: 41 }))).toBe(5);
    expect(decide('queue-depth', view(3, 0, { waiting: 0 }))).toBe(0);
  });
});

describe('Holt–Winters', () => {
  it('follows a line exactly', () => {
    const forecast = new HoltWinters(0, { level: 0.5, trend: 0.5, season: 0 });
    for (let i = 0; i < 200; i++) forecast.see(10 + 3 * i);
    expect(forecast.forecast(1)).toBeCloseTo(10 + 3 * 200, 6);
    expect(forecast.forecast(10)).toBeCloseTo(10 + 3 * 209, 6);
  });

  it('knows a line with a season after two of them', () => {
    const season = [5, -1, -3, -1];
    const value = (i: number) => 100 + 2 * i + season[i % 4];
    const forecast = new HoltWinters(4);
    for (let i = 0; i < 8; i++) forecast.see(value(i));
    for (let steps = 1; steps <= 9; steps++)
      expect(forecast.forecast(steps)).toBeCloseTo(value(7 + steps), 9);
    for (let i = 8; i < 40; i++) forecast.see(value(i));
    expect(forecast.forecast(6)).toBeCloseTo(value(45), 9);
  });

  it('agrees with the recursion by hand', () => {
    // Level 10, then 14: l = 0.5·14 + 0.5·10 = 12, b = 0.5·2 = 1. Then 12: l = 0.5·12 + 0.5·13 = 12.5, b = 0.5·0.5 + 0.5·1.
    const forecast = new HoltWinters(0, { level: 0.5, trend: 0.5, season: 0 });
    forecast.see(10);
    forecast.see(14);
    expect(forecast.forecast(1)).toBe(13);
    forecast.see(12);
    expect(forecast.forecast(2)).toBe(12.5 + 2 * 0.75);
    expect(forecast.error).toBeCloseTo((4 + 1) / (14 + 12), 12);
  });
});

describe('predictive scaling', () => {
  it('asks for replicas before the load is there', () => {
    const options = { ...OPTIONS, season: 600, lead: 60 };
    const scaler = scalerNamed('predictive');
    const state = scaler.init(options);
    const rate = (minute: number) => (minute % 10 < 5 ? 10 : 100);
    let answer = 0;
    for (let minute = 0; minute < 40; minute++) {
      const pods = [{ utilisation: rate(minute) / 100, ready: true }];
      answer = scaler.decide(
        { now: minute * 60, current: 1, pods, rate: rate(minute), waiting: 0 },
        options,
        state,
      );
      // Minute 34 is the last quiet one; one replica does 100 a second, at the target 50.
      if (minute === 34) expect(answer).toBe(2);
    }
    expect(scaler.error!(state)).toBeLessThan(0.5);
  });
});
