import { describe, expect, it } from 'vitest';
import { ddmin } from '../../sim-core/run/experiment/hunt/ddmin.ts';
import type { Frame } from '../../sim-core/run/experiment/hunt/draw.ts';
import { ladder, least } from '../../sim-core/run/experiment/hunt/ladder.ts';
import { troubles } from '../../sim-core/run/experiment/hunt/roles.ts';
import { shrink } from '../../sim-core/run/experiment/hunt/shrink.ts';
import { said, spoken } from '../../sim-core/run/experiment/hunt/spoken.ts';
import {
  entryOf,
  phraseOf,
  type Schedule,
  type Trouble,
} from '../../sim-core/run/experiment/hunt/trouble.ts';
import { loadScenario } from '../../sim-core/index.ts';
import { searched } from './searched.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const has =
  (...wanted: number[]) =>
  (items: readonly number[]) =>
    wanted.every((item) => items.includes(item));

describe('ddmin', () => {
  it.each([
    ['one of eight', 8, has(5), [5]],
    ['two at the two ends', 8, has(1, 8), [1, 8]],
    ['three apart', 8, has(1, 4, 7), [1, 4, 7]],
    ['all of them', 5, has(1, 2, 3, 4, 5), [1, 2, 3, 4, 5]],
    ['a single one', 1, has(1), [1]],
    ['either of two: the first', 8, (items: readonly number[]) => has(2)(items) || has(7)(items), [2]],
    ['three of any', 9, (items: readonly number[]) => items.length >= 3, [2, 3, 4]],
    [
      'an even number of them',
      6,
      (items: readonly number[]) => items.length % 2 === 0 && items.length > 0,
      [2, 3],
    ],
  ])('%s', (_, count, willDo, expected) => {
    expect(searched(ddmin(numbers(count)), willDo).found).toEqual(expected);
  });

  it('needs few tries for one culprit among many', () => {
    expect(searched(ddmin(numbers(1024)), has(700)).tried).toBeLessThanOrEqual(20);
  });
});

describe('the ladder', () => {
  it('has round values, each about a quarter more', () => {
    expect(ladder(0.3, 6)).toEqual([0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5]);
    expect(ladder(5, 5)).toEqual([]);
  });

  it.each([0.001, 0.02, 0.8, 3, 50])('is climbed to the least value that will do: %d', (limit) => {
    const steps = ladder(0.001, 60);
    const { found, tried } = searched(
      least(60, steps, (value) => value),
      (value) => value >= limit,
    );
    expect(found).toBe(limit);
    expect(tried).toBeLessThan(steps.length / 2);
  });

  it('stays where it is when nothing less will do', () => {
    expect(
      searched(
        least(60, ladder(1, 60), (value) => value),
        () => false,
      ).found,
    ).toBe(60);
  });
});

const { scenario } = loadScenario(`brownout: 1
duration: 100s
nodes:
  web: { kind: source, target: front, rate: 1/s }
  front: { kind: load-balancer, backends: api }
  api: { kind: server, replicas: 3, service: 1ms }
`);
const FRAME: Frame = { duration: 100, from: 5, to: 90 };
const fault = (name: string) => troubles.find((one) => one.name === name)!;
const crash: Trouble = {
  fault: fault('crash'),
  target: 'front',
  at: 41.3,
  lasts: 17,
  strength: null,
  worse: true,
};
const slow: Trouble = {
  fault: fault('slow'),
  target: 'api',
  at: 37.2,
  lasts: 20,
  strength: 14,
  worse: false,
};
const cut: Trouble = {
  fault: fault('partition'),
  target: 'front <-> api',
  at: 50,
  lasts: 9,
  strength: null,
  worse: false,
};

const shrunk = (schedule: Schedule, willDo: (schedule: Schedule) => boolean): string[] =>
  searched(shrink(schedule, FRAME, scenario!), willDo).found.map(entryOf);

describe('shrinking', () => {
  it('shortens, weakens, drops the flag, and moves to a round time', () => {
    expect(shrunk([crash], ([{ lasts }]) => lasts >= 2.9)).toEqual(['{ at: 40s, for: 3s, crash: front }']);
    expect(shrunk([slow], ([{ lasts, strength }]) => lasts >= 0.7 && strength! > 3)).toEqual([
      '{ at: 30s, for: 800ms, slow: api-1, times: 4 }',
    ]);
  });

  it('keeps what is needed: the flag, the whole node, both directions, the time', () => {
    expect(shrunk([crash], ([{ worse, at }]) => worse && at === 41.3)).toEqual([
      '{ at: 41.3s, for: 50ms, crash: front, machine: true }',
    ]);
    expect(shrunk([slow], ([{ target }]) => target === 'api')).toEqual([
      '{ at: 30s, for: 50ms, slow: api, times: 1.2 }',
    ]);
  });

  it('cuts off the front as well, when the end is what matters', () => {
    const over = ([{ at, lasts }]: Schedule) => at <= 57 && at + lasts >= 58;
    expect(shrunk([crash], over)).toEqual(['{ at: 57s, for: 1.5s, crash: front }']);
  });

  it('goes to one replica, then to one direction', () => {
    expect(shrunk([cut], ([{ target }]) => target.includes('front'))).toEqual([
      '{ at: 1min, for: 50ms, partition: front -> api-1 }',
    ]);
    expect(shrunk([cut], ([{ target }]) => /api\S* ->|<-> api/.test(target))).toEqual([
      '{ at: 1min, for: 50ms, partition: api-1 -> front }',
    ]);
  });

  it('lets two strike at the same round time, and drops the one that is not needed any more', () => {
    const both = (schedule: Schedule) => schedule.length === 2;
    expect(shrunk([slow, crash], both)).toEqual([
      '{ at: 30s, for: 50ms, slow: api-1, times: 1.2 }',
      '{ at: 30s, for: 50ms, crash: front }',
    ]);
    // With the slowness gone to almost nothing, the crash alone will do.
    const odd = (schedule: Schedule) => schedule.length === 2 || schedule[0].at % 30 === 0;
    expect(shrunk([slow, crash], odd)).toHaveLength(1);
  });
});

describe('what is said', () => {
  it('has quantities as people write them, and exactly', () => {
    expect([10.5, 0.8, 240, 0.0005, 90].map((time) => spoken('duration', time))).toEqual([
      '10.5s',
      '800ms',
      '4min',
      '500us',
      '90s',
    ]);
    expect(spoken('share', 0.086)).toBe('8.6%');
    expect([said('duration', 10.5), said('share', 0.99), said('rate', 250)]).toEqual([
      '10.5 s',
      '99 %',
      '250/s',
    ]);
  });

  it('is a sentence', () => {
    expect(phraseOf([slow, crash, cut])).toBe(
      'Making api 14 times as slow at 37.2 s for 20 s, crashing front with its machine at 41.3 s for 17 s and cutting front ↔ api at 50 s for 9 s',
    );
  });
});
