import fc from 'fast-check';
import { expect, it } from 'vitest';
import { breakerWindows } from '../../sim-core/policy/breaker/index.ts';
import { budgetPolicies } from '../../sim-core/policy/retry-budget/index.ts';
import { SlidingSum } from '../../sim-core/policy/sliding-sum.ts';

const steps = fc.array(
  fc.record({
    gap: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 3, noNaN: true }), fc.constant(50)),
    isFailure: fc.boolean(),
    isSlow: fc.boolean(),
  }),
  { maxLength: 200 },
);

it('a sliding sum is the sum over the slices that are left', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 12 }), (all, slices) => {
      const sliding = new SlidingSum(slices / 2, slices);
      const added: number[] = [];
      let now = 0;
      for (const { gap } of all) {
        now += gap;
        sliding.add(now, 1);
        added.push(now);
        const oldest = Math.floor(now / 0.5) - slices + 1;
        expect(sliding.sum(now)).toBe(added.filter((time) => Math.floor(time / 0.5) >= oldest).length);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

it.each(breakerWindows)('$name looks back on what a plain list would', (kind) => {
  const settings = {
    calls: 7,
    span: 5,
    minimumCalls: 1,
    failureRate: 1,
    slowAfter: 1,
    slowRate: 1,
    openFor: 1,
    probes: 1,
  };
  fc.assert(
    fc.property(steps, (all) => {
      const window = kind.open(settings);
      const list: { at: number; isFailure: boolean; isSlow: boolean }[] = [];
      let now = 0;
      for (const { gap, isFailure, isSlow } of all) {
        now += gap;
        window.record(now, isFailure, isSlow);
        list.push({ at: now, isFailure, isSlow });
        const seen =
          kind.name === 'count-window'
            ? list.slice(-settings.calls)
            : list.filter(({ at }) => Math.floor(at) > Math.floor(now) - settings.span);
        expect([window.total, window.failed, window.slow]).toEqual([
          seen.length,
          seen.filter((one) => one.isFailure).length,
          seen.filter((one) => one.isSlow).length,
        ]);
      }
    }),
    { numRuns: 200, seed: 1 },
  );
});

it.each(budgetPolicies)('$name never allows more than it may', (policy) => {
  const { name, reads, summary } = policy;
  expect(reads.length).toBeGreaterThan(0);
  expect(summary).toMatch(/^[A-Z].*\.$/);
  const settings = {
    share: 0.25,
    window: 10,
    minPerSecond: 0.5,
    minConcurrency: 2,
    maxTokens: 8,
    tokenRatio: 0.5,
  };
  fc.assert(
    fc.property(steps, (all) => {
      const budget = policy.open(settings);
      let [now, taken, failures] = [0, 0, 0];
      for (const { gap, isFailure } of all) {
        now += gap;
        budget.began(now);
        budget.ended(now, !isFailure);
        failures += isFailure ? 1 : 0;
        if (budget.take(now, { inFlight: 8, retrying: Math.min(taken, 2) })) taken++;
      }
      // The window may have passed several times, each with its reserve anew.
      const windows = 2 + now / settings.window;
      if (name === 'ratio')
        expect(taken).toBeLessThanOrEqual(
          all.length * settings.share + windows * settings.minPerSecond * settings.window,
        );
      if (name === 'token-bucket' && failures === all.length) expect(taken).toBeLessThanOrEqual(3);
      if (name === 'active-share') expect(taken).toBeLessThanOrEqual(2);
    }),
    { numRuns: 200, seed: 1 },
  );
});
