import { describe, expect, it } from 'vitest';
import { budgetPolicyNamed } from '../../sim-core/policy/retry-budget/index.ts';
import type { BudgetSettings, RetryBudget } from '../../sim-core/policy/retry-budget/retry-budget.ts';
import { AdaptiveThrottle } from '../../sim-core/policy/throttle/adaptive-throttle.ts';

const SETTINGS: BudgetSettings = {
  share: 0.2,
  window: 10,
  minPerSecond: 0,
  minConcurrency: 3,
  maxTokens: 10,
  tokenRatio: 0.1,
};
const NOTHING = { inFlight: 0, retrying: 0 };

const open = (name: string, settings: Partial<BudgetSettings> = {}): RetryBudget =>
  budgetPolicyNamed(name).open({ ...SETTINGS, ...settings });

/** How many retries are allowed one after another. */
function allowed(budget: RetryBudget, now: number, most = 1000): number {
  let taken = 0;
  while (taken < most && budget.take(now, NOTHING)) taken++;
  return taken;
}

describe('a ratio budget', () => {
  it('pays one retry in five requests', () => {
    const budget = open('ratio');
    const transcript = Array.from({ length: 12 }, () => {
      budget.began(0);
      return budget.take(0, NOTHING) ? 'R' : '-';
    });
    expect(transcript.join('')).toBe('----R----R--');
  });

  it('has a reserve over its window, which does not grow when unused', () => {
    const budget = open('ratio', { minPerSecond: 2 });
    expect(allowed(budget, 0)).toBe(20);
    expect(allowed(budget, 9.9)).toBe(0);
    expect(allowed(budget, 10)).toBe(20);
    expect(allowed(budget, 1000)).toBe(20);
  });

  it('forgets requests after its window', () => {
    const budget = open('ratio');
    for (let i = 0; i < 10; i++) budget.began(0.5);
    expect(allowed(budget, 10)).toBe(0);
    for (let i = 0; i < 10; i++) budget.began(20);
    expect(allowed(budget, 29.9)).toBe(2);
  });

  it('lives on its reserve alone where requests pay nothing', () => {
    const budget = open('ratio', { share: 0, minPerSecond: 1 });
    for (let i = 0; i < 100; i++) budget.began(0);
    expect(allowed(budget, 0)).toBe(10);
  });
});

describe('a token bucket, as in gRFC A6', () => {
  it('stops retries when half of its tokens are gone, and lets them again above', () => {
    const budget = open('token-bucket');
    const say = (letters: string) =>
      Array.from(letters).map((letter) => {
        budget.ended(0, letter === '.');
        return budget.take(0, NOTHING) ? 'R' : '-';
      });
    expect(say('xxxxx').join('')).toBe('RRRR-');
    // 5 tokens: one good answer brings 5.1, above the threshold.
    expect(say('.x').join('')).toBe('R-');
    // 4.1 tokens: nine good answers bring exactly 5, ten 5.1.
    expect(say('..........').join('')).toBe('---------R');
  });

  it('never has more than all its tokens, nor fewer than none', () => {
    const budget = open('token-bucket', { tokenRatio: 1 });
    for (let i = 0; i < 100; i++) budget.ended(0, true);
    for (let i = 0; i < 4; i++) budget.ended(0, false);
    expect(budget.take(0, NOTHING)).toBe(true);
    budget.ended(0, false);
    expect(budget.take(0, NOTHING)).toBe(false);
    for (let i = 0; i < 100; i++) budget.ended(0, false);
    for (let i = 0; i < 5; i++) budget.ended(0, true);
    expect(budget.take(0, NOTHING)).toBe(false);
    budget.ended(0, true);
    expect(budget.take(0, NOTHING)).toBe(true);
  });

  it('keeps three decimals of the ratio', () => {
    const budget = open('token-bucket', { maxTokens: 1, tokenRatio: 0.0019 });
    budget.ended(0, false);
    for (let i = 0; i < 500; i++) budget.ended(0, true);
    expect(budget.take(0, NOTHING)).toBe(false);
    budget.ended(0, true);
    expect(budget.take(0, NOTHING)).toBe(true);
  });
});

describe('a share of what is open', () => {
  it('bounds retries open at one time, with a floor', () => {
    const budget = open('active-share');
    const may = (inFlight: number, retrying: number) => budget.take(0, { inFlight, retrying });
    expect([may(0, 2), may(0, 3), may(20, 3), may(21, 4), may(100, 19), may(100, 20)]).toEqual([
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('adaptive throttling', () => {
  it('holds back by the formula of the SRE book', () => {
    const throttle = new AdaptiveThrottle(2, 120);
    for (let i = 0; i < 100; i++) expect(throttle.admit(0, 0.999)).toBe(true);
    expect(throttle.share(0)).toBeCloseTo(100 / 101, 12);
    for (let i = 0; i < 30; i++) throttle.accepted(1);
    expect(throttle.share(1)).toBeCloseTo(40 / 101, 12);
    expect(throttle.admit(1, 0.39)).toBe(false);
    // The request that was held back counts as a request.
    expect(throttle.share(1)).toBeCloseTo(41 / 102, 12);
    expect(throttle.admit(1, 0.41)).toBe(true);
    for (let i = 0; i < 30; i++) throttle.accepted(2);
    expect(throttle.share(2)).toBe(0);
  });

  it('forgets after its window', () => {
    const throttle = new AdaptiveThrottle(2, 120);
    for (let i = 0; i < 50; i++) throttle.admit(0.5, 0.999);
    expect(throttle.share(119.9)).toBeGreaterThan(0.9);
    expect(throttle.share(120)).toBe(0);
  });
});
