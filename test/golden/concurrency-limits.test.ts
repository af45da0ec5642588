import { describe, expect, it } from 'vitest';
import type {
  ConcurrencyLimit,
  ConcurrencySettings,
} from '../../sim-core/policy/concurrency/concurrency-limit.ts';
import { concurrencyPolicyNamed } from '../../sim-core/policy/concurrency/index.ts';
import type { Random } from '../../sim-core/random/generator.ts';
import { SETTINGS } from './concurrency-settings.ts';

/** Draws always the same. */
const drawing = (value: number) => ({ next: () => value }) as unknown as Random;

function open(policy: string, settings: Partial<ConcurrencySettings> = {}, draw = 0): ConcurrencyLimit {
  return concurrencyPolicyNamed(policy).open({ ...SETTINGS, over: 0, ...settings }, drawing(draw));
}

/** Limits after answers of these times in seconds, as if the limit was used up; `x` is a drop of a second. */
function after(law: ConcurrencyLimit, answers: string, inFlight = Infinity): number[] {
  return answers.split(' ').map((answer) => {
    law.ended(0, answer === 'x' ? 1 : Number(answer), Math.min(inFlight, law.limit), answer === 'x');
    return law.limit;
  });
}

describe('aimd', () => {
  it('adds one for each good answer and keeps nine in ten after a drop', () => {
    expect(after(open('aimd'), '1 1 1 1 x x 6')).toEqual([21, 22, 23, 24, 21, 20, 20]);
    expect(after(open('aimd', { min: 1 }), 'x x 6 5')).toEqual([18, 16, 14, 15]);
    expect(after(open('aimd', { limit: 199 }), '1 1 1')).toEqual([200, 200, 200]);
  });

  it('does not grow while less than half is used', () => {
    expect(after(open('aimd'), '1 1', 9)).toEqual([20, 20]);
    expect(after(open('aimd'), '1 1', 10)).toEqual([21, 21]);
  });
});

describe('gradient', () => {
  it('grows by a fifth of its headroom while times stay as they are', () => {
    expect(after(open('gradient'), '1 1 1 1 1 1')).toEqual([20, 21, 22, 23, 24, 24]);
  });

  it('falls as times grow beyond one and a half times their mean, to a half at most', () => {
    const law = open('gradient', { min: 1 });
    after(law, '1 1 1 1 1');
    // 24: the mean becomes 4/3, 2/3 of 24 and 4 are 20, a fifth of the way is 23.2; then 18/7, a half: 21.68.
    expect(after(law, '3 10')).toEqual([23, 21]);
  });

  it('never leaves its bounds', () => {
    expect(after(open('gradient'), '1 9 99 999 9999')).toEqual([20, 20, 20, 20, 20]);
    expect(after(open('gradient', { limit: 200 }), '1 1')).toEqual([200, 200]);
  });

  it('stays while less than half is used, and learns what is normal all the same', () => {
    const law = open('gradient', { min: 1 });
    expect(new Set(after(law, '1 1 1 1 1 1 1 1 1 1 1 1', 9))).toEqual(new Set([20]));
    // The mean is still 1.007: a half of 20 and 4 are 14, a fifth of the way is 18.8.
    expect(after(law, '3')).toEqual([18]);
  });

  it('brings the long run down when it is more than twice as slow as now', () => {
    const law = open('gradient', { min: 1, longRun: 1_000_000 });
    after(law, Array.from({ length: 10 }, () => '10').join(' '), 1);
    // 10 falls by a twentieth a step until 2 · 1 are not exceeded any more: 10 · 0.95³² = 1.94.
    after(law, Array.from({ length: 40 }, () => '1').join(' '), 1);
    const [limit] = after(law, '2.91');
    expect(limit).toBe(20);
    // 20.79 times a half and 4 are 14.4; a fifth of the way from 20.79.
    expect(after(law, '5.8')[0]).toBe(19);
  });

  it('takes a second of answers as one, and none of fewer than ten', () => {
    const law = open('gradient', { over: undefined });
    const ask = (now: number, count: number) => {
      for (let i = 0; i < count; i++) law.ended(now, 1, 20, false);
      return law.limit;
    };
    expect([ask(0.5, 30), ask(1.5, 30), ask(1.6, 1), ask(2.61, 8)]).toEqual([20, 20, 20, 20]);
    expect([ask(9, 1), ask(10.5, 1), ask(10.6, 9), ask(20, 1)]).toEqual([20, 20, 20, 21]);
  });
});

describe('vegas', () => {
  it('knows the least time first, then grows by what is not queued', () => {
    const law = open('vegas');
    // 0 queued: by 6. ⌈26 · (1 − 1/1.05)⌉ = 2: by one. ⌈27/6⌉ = 5: as it is. 9: one less.
    expect(after(law, '1 1 1.05 1.2 1.5')).toEqual([20, 26, 27, 27, 26]);
    expect(after(law, 'x x')).toEqual([25, 24]);
    expect(after(law, '0.5 1')).toEqual([24, 23]);
  });

  it('steps by the logarithm of the limit', () => {
    expect(after(open('vegas', { limit: 99 }), '1 1 1')).toEqual([99, 105, 117]);
    expect(after(open('vegas', { limit: 980 }), '1 1 1 1 x')).toEqual([980, 992, 1000, 1000, 997]);
    expect(after(open('vegas', { limit: 2 }), '1 x x')).toEqual([2, 1, 1]);
  });

  it('finds the least time anew after so many answers', () => {
    const law = open('vegas', { limit: 10, probeEvery: 2 }, 0);
    // Half of 2 · 10: the tenth answer is taken for the least time, whatever it is, and the next is no queue.
    expect(after(law, '1 2 2 2 2 2 2 2')[7]).toBe(10);
    expect(after(law, '2 2 2')).toEqual([10, 10, 16]);
  });

  it('stays while less than half is used', () => {
    expect(after(open('vegas'), '1 1 1 9', 9)).toEqual([20, 20, 20, 20]);
  });
});

describe('fixed', () => {
  it('never changes', () => {
    expect(after(open('fixed', { limit: 7 }), '1 x 99')).toEqual([7, 7, 7]);
  });
});
