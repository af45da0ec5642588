import { describe, expect, it } from 'vitest';
import { PassiveHealth } from '../../sim-core/policy/health/passive-health.ts';

/** Whether backend 0 may be used. */
function isUsable(health: PassiveHealth, now: number): boolean {
  return !health.isOut(0, now);
}

function attempt(health: PassiveHealth, now: number, isFine: boolean): boolean {
  health.picked(0, now);
  return isFine ? health.succeeded(0) : health.failed(0, now);
}

describe('passive health', () => {
  it('counts whole seconds: out for T to T + 1', () => {
    for (const failedAt of [20, 20.25, 20.999]) {
      const health = new PassiveHealth([1, 1], [3, 3]);
      expect(attempt(health, failedAt, false)).toBe(true);
      expect(isUsable(health, failedAt), `${failedAt}`).toBe(false);
      expect(isUsable(health, 23.999)).toBe(false);
      expect(isUsable(health, 24)).toBe(true);
    }
  });

  it('lets one attempt through to try, and one failure of that takes it out again', () => {
    const health = new PassiveHealth([3], [3]);
    for (const now of [10, 10.1]) expect(attempt(health, now, false)).toBe(false);
    expect(attempt(health, 10.2, false), 'the third failure').toBe(true);
    health.picked(0, 14);
    expect(isUsable(health, 14), 'while one tries').toBe(false);
    expect(health.failed(0, 14.9), 'it has been out all the time').toBe(false);
    expect(isUsable(health, 17.9)).toBe(false);
    expect(isUsable(health, 18)).toBe(true);
  });

  it('forgets all when the try succeeds', () => {
    const health = new PassiveHealth([2], [3]);
    attempt(health, 10, false);
    attempt(health, 10, false);
    expect(attempt(health, 14, true)).toBe(true);
    expect(isUsable(health, 14)).toBe(true);
    expect(attempt(health, 15, false), 'counts from nothing').toBe(false);
  });

  it('does not trust the success of an attempt from before', () => {
    const health = new PassiveHealth([1], [3]);
    health.picked(0, 9);
    attempt(health, 10, false);
    expect(health.succeeded(0)).toBe(false);
    expect(isUsable(health, 10)).toBe(false);
  });

  it('forgets a few failures by a success that set out when their time was up, and by no other', () => {
    const health = new PassiveHealth([2], [3]);
    attempt(health, 10, false);
    attempt(health, 13.9, true);
    expect(attempt(health, 13.9, false), 'the second failure').toBe(true);
    const later = new PassiveHealth([2], [3]);
    attempt(later, 10, false);
    attempt(later, 14, true);
    expect(attempt(later, 14, false), 'the first failure since').toBe(false);
  });

  it('is off at zero failures, and each backend has its own settings', () => {
    const health = new PassiveHealth([0, 1, 1], [10, 2, 30]);
    for (let i = 0; i < 5; i++) expect(health.failed(0, 10)).toBe(false);
    expect(health.failed(1, 10)).toBe(true);
    expect(health.failed(2, 10)).toBe(true);
    expect([0, 1, 2].map((index) => health.isOut(index, 13))).toEqual([false, false, true]);
    const failing: number[] = [];
    health.forEachFailing((index) => failing.push(index));
    expect(failing).toEqual([1, 2]);
  });

  it('works from the start of time', () => {
    const health = new PassiveHealth([1], [3]);
    attempt(health, 0, false);
    expect(isUsable(health, 3.9)).toBe(false);
    expect(isUsable(health, 4)).toBe(true);
    expect(attempt(health, 4, true)).toBe(true);
  });
});
