import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionPool } from '../../sim-core/policy/connections/connection-pool.ts';
import { ActiveHealth } from '../../sim-core/policy/health/active-health.ts';
import { OutlierEjection } from '../../sim-core/policy/health/outlier-ejection.ts';
import { SlowStart } from '../../sim-core/policy/health/slow-start.ts';

describe('active health', () => {
  const verdicts = (health: ActiveHealth, answers: string) =>
    answers.split('').map((answer) => health.checked(0, answer === '+'));

  it('is up on probation at the start', () => {
    expect(verdicts(new ActiveHealth(1, 2, 3), '-')).toEqual(['down']);
  });

  it('goes down after `fall` failures in a row, and not before', () => {
    const health = new ActiveHealth(1, 2, 3);
    expect(verdicts(health, '++--+--')).toEqual(Array.from({ length: 7 }, () => 'same'));
    expect(verdicts(health, '-')).toEqual(['down']);
    expect(health.isUp(0)).toBe(false);
  });

  it('comes back after `rise` successes in a row', () => {
    const health = new ActiveHealth(1, 2, 3);
    expect(verdicts(health, '-+-++')).toEqual(['down', 'same', 'same', 'same', 'up']);
    expect(verdicts(health, '--')).toEqual(['same', 'same']);
  });
});

describe('outlier ejection', () => {
  const options = {
    consecutive: 3,
    interval: 10,
    baseTime: 30,
    maxTime: 90,
    maxShare: 0.5,
    alwaysOne: false,
  };
  const fail = (outliers: OutlierEjection, index: number, times: number, now: number) =>
    Array.from({ length: times }, () => outliers.answered(index, false, now));
  /** When a backend that is ejected at `now` comes back, with a round every ten seconds. */
  const backAt = (outliers: OutlierEjection, index: number, now: number): number => {
    for (let round = now + 10; ; round += 10) {
      outliers.round(round, () => {});
      if (!outliers.isOut(index)) return round;
    }
  };

  it('ejects after failures in a row; a success starts the count anew', () => {
    const outliers = new OutlierEjection(4, options);
    expect(fail(outliers, 1, 2, 0)).toEqual([false, false]);
    outliers.answered(1, true, 0);
    expect(fail(outliers, 1, 3, 0)).toEqual([false, false, true]);
    expect(outliers.isOut(1)).toBe(true);
  });

  it('ejects no more than the share, but one if it is told so', () => {
    const outliers = new OutlierEjection(4, options);
    for (let i = 0; i < 4; i++) fail(outliers, i, 3, 0);
    expect([0, 1, 2, 3].filter((i) => outliers.isOut(i))).toEqual([0, 1]);
    const few = { ...options, maxShare: 0.1 };
    const strict = new OutlierEjection(4, few);
    fail(strict, 0, 3, 0);
    expect(strict.isOut(0)).toBe(false);
    const lenient = new OutlierEjection(4, { ...few, alwaysOne: true });
    for (let i = 0; i < 4; i++) fail(lenient, i, 3, 0);
    expect([0, 1, 2, 3].filter((i) => lenient.isOut(i))).toEqual([0]);
  });

  it('ejects for longer every time, up to the longest', () => {
    const outliers = new OutlierEjection(4, options);
    let now = 0;
    const lasted = Array.from({ length: 5 }, () => {
      fail(outliers, 2, 3, now);
      const back = backAt(outliers, 2, now);
      const seconds = back - now;
      now = back;
      return seconds;
    });
    expect(lasted).toEqual([30, 60, 90, 90, 90]);
  });

  it('forgives an ejection per round without one', () => {
    const outliers = new OutlierEjection(4, options);
    fail(outliers, 2, 3, 0);
    const back = backAt(outliers, 2, 0);
    outliers.round(back + 10, () => {});
    fail(outliers, 2, 3, back + 15);
    expect(backAt(outliers, 2, back + 20) - (back + 15)).toBe(35);
  });
});

describe('slow start', () => {
  it('grows in sixteenths from nearly nothing to the weight', () => {
    const slow = new SlowStart(32);
    slow.began(0, 100);
    const at = (now: number) => {
      let seen = -1;
      slow.round(now, [3], (_, parts) => (seen = parts));
      return seen;
    };
    expect([100, 102, 104, 116, 131].map(at)).toEqual([3, 6, 9, 27, 48]);
    expect(slow.isIdle).toBe(false);
    expect(at(132)).toBe(48);
    expect(slow.isIdle).toBe(true);
  });
});

describe('connection pool', () => {
  it('keeps the newest, as a list of all connections would', () => {
    const step = fc.tuple(
      fc.constantFrom('take', 'release', 'close'),
      fc.nat(3),
      fc.integer({ min: 0, max: 4 }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), fc.nat(5), (steps, most) => {
        const pool = new ConnectionPool(4, most, 10);
        let list: { backend: number; since: number }[] = [];
        let now = 0;
        for (const [what, backend, wait] of steps) {
          now += wait;
          if (what === 'take') {
            const at = list.findLastIndex((one) => one.backend === backend && now - one.since < 10);
            expect(pool.take(backend, now)).toBe(at >= 0);
            if (at >= 0) list.splice(at, 1);
            else list = list.filter((one) => one.backend !== backend);
          } else if (what === 'close') {
            pool.close(backend);
            list = list.filter((one) => one.backend !== backend);
          } else if (most > 0) {
            pool.release(backend, now);
            list = list.filter(({ since }) => now - since < 10);
            if (list.length >= most) list.shift();
            list.push({ backend, since: now });
          }
          expect(pool.size).toBe(list.length);
        }
      }),
    );
  });
});
