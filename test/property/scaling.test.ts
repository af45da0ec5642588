import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_SCALE_IN, DEFAULT_SCALE_OUT } from '../../sim-core/policy/scaling/behaviour.ts';
import { scalerNamed, scalers } from '../../sim-core/policy/scaling/index.ts';
import type { ScalingSettings, ScalingView } from '../../sim-core/policy/scaling/scaler.ts';

const base: ScalingSettings = {
  min: 1,
  max: 100,
  target: 0.6,
  isResource: true,
  tolerance: 0.1,
  scaleOut: DEFAULT_SCALE_OUT,
  scaleIn: { ...DEFAULT_SCALE_IN, window: 0 },
  steps: [
    { above: 0, change: 40 },
    { above: -0.2, change: -40 },
  ],
  change: 'percent',
  warmUp: 30,
  schedule: [
    { at: 0, replicas: 500 },
    { at: 40, replicas: 1 },
  ],
  schedulePeriod: 100,
  backlogPerReplica: 3,
  forecast: { kind: 'additive', season: 60, parts: 4, level: 0.5, trend: 0.1, seasonal: 0.5 },
};

function viewOf(now: number, current: number, busy: number): ScalingView {
  // So much work on so many replicas; what is more than they can do does not show.
  const utilisation = Math.min(1, busy / current);
  const replicas = Array.from({ length: current }, () => ({ value: utilisation, utilisation, ready: true }));
  return { now, current, replicas, backlog: busy * 4, rate: busy * 10, window: 15, bootTime: 20 };
}

it('every scaler stays within its bounds, whatever it sees, also when the bounds move', () => {
  const bounds = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 }));
  const look = fc.record({ busy: fc.double({ min: 0, max: 80, noNaN: true }), bounds });
  fc.assert(
    fc.property(
      fc.constantFrom(...scalers),
      fc.array(look, { minLength: 1, maxLength: 40 }),
      (scaler, looks) => {
        const state = scaler.init(base);
        let current = 5;
        looks.forEach(({ busy, bounds: [min, more] }, i) => {
          const settings = { ...base, min, max: min + more };
          current = scaler.desired(viewOf(i * 15, current, busy), state, settings);
          expect(Number.isInteger(current)).toBe(true);
          expect(current).toBeGreaterThanOrEqual(settings.min);
          expect(current).toBeLessThanOrEqual(settings.max);
        });
      },
    ),
    { numRuns: 150, seed: 5 },
  );
});

it('target tracking comes to rest under a steady load, near its target, and stays there', () => {
  const tracking = scalerNamed('target-tracking');
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 50, noNaN: true }),
      fc.integer({ min: 1, max: 100 }),
      (busy, first) => {
        const state = tracking.init(base);
        const seen: number[] = [];
        let current = first;
        for (let i = 0; i < 40; i++) {
          current = tracking.desired(viewOf(i * 15, current, busy), state, base);
          seen.push(current);
        }
        expect(new Set(seen.slice(20)).size).toBe(1);
        // Whole percents and the tolerance: from one replica more than needed down to a tenth too few.
        expect(current).toBeGreaterThanOrEqual(Math.floor(busy / (0.67 + 0.01)));
        expect(current).toBeLessThanOrEqual(Math.ceil(busy / (0.6 * 0.9 - 0.01)));
      },
    ),
    { numRuns: 200, seed: 6 },
  );
});
