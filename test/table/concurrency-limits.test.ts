import { describe, expect, it } from 'vitest';
import type { ConcurrencySettings } from '../../sim-core/policy/concurrency/concurrency-limit.ts';
import { concurrencyPolicies, concurrencyPolicyNamed } from '../../sim-core/policy/concurrency/index.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { SETTINGS } from '../golden/concurrency-settings.ts';

const VARIANTS: readonly Partial<ConcurrencySettings>[] = [
  {},
  { limit: 30, min: 5, max: 60, smoothing: 0.5, over: 0.2 },
  { limit: 1, min: 1, max: 3, over: 0, headroom: 1 },
];
const cases = concurrencyPolicies.flatMap((policy) =>
  VARIANTS.map((variant) => ({ policy, name: policy.name, settings: { ...SETTINGS, ...variant } })),
);

describe.each(cases)('$name with $settings', ({ policy, settings }) => {
  const walk = (seed: number): number[] => {
    const law = policy.open(settings, stream(seed, 'probe'));
    const random = stream(seed, 'answers');
    return Array.from({ length: 3000 }, (_, i) => {
      const seconds = 0.01 + random.next() * (i % 700 < 350 ? 0.01 : 3);
      law.ended(i * 0.01, seconds, Math.ceil(random.next() * law.limit), random.next() < 0.02);
      return law.limit;
    });
  };

  it('keeps its limit a whole number within its bounds, from the first on', () => {
    const { limit, min = Math.min(limit, 1), max = Math.max(limit, 1000) } = settings;
    for (const now of walk(1)) {
      expect(Number.isInteger(now)).toBe(true);
      expect(now).toBeGreaterThanOrEqual(policy.reads.includes('min') ? min : limit);
      expect(now).toBeLessThanOrEqual(policy.reads.includes('max') ? max : limit);
    }
    expect(policy.open(settings, stream(1, 'probe')).limit).toBe(limit);
  });

  it('does the same again', () => {
    expect(walk(2)).toEqual(walk(2));
  });
});

/** A server that works on 40 at once, 10 ms each; what is more waits. */
const secondsWith = (inFlight: number): number => 0.01 * Math.max(1, inFlight / 40);

describe('under a load that never ceases', () => {
  /** Limits one after another, with as many requests there as may be, or as many as there are. */
  function limits(name: string, limit: number, steps: number, calm = 0): number[] {
    const settings = { ...SETTINGS, limit, min: 1, max: 1000, over: 0, slowAfter: 0.02 };
    const law = concurrencyPolicyNamed(name).open(settings, stream(3, 'probe'));
    return Array.from({ length: steps + calm }, (_, i) => {
      const inFlight = i < calm ? Math.min(40, law.limit) : law.limit;
      law.ended(i * 0.001, secondsWith(inFlight), inFlight, false);
      return law.limit;
    }).slice(calm);
  }

  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

  it.each([
    ['aimd', 5],
    ['aimd', 40],
    ['aimd', 400],
    ['vegas', 5],
    ['vegas', 40],
  ])('%s finds out how much a server can do, beginning at %d', (name, first) => {
    const settled = mean(limits(name, first, 20_000).slice(-5000));
    expect(settled).toBeGreaterThan(35);
    expect(settled).toBeLessThan(name === 'vegas' ? 110 : 85);
  });

  it('vegas takes a queue for normal that was there from the first', () => {
    expect(mean(limits('vegas', 400, 20_000).slice(-5000))).toBeGreaterThan(300);
  });

  it('gradient holds for a while what one and a half times the long run allow, then takes the queue for normal', () => {
    const after = limits('gradient', 20, 20_000, 1000);
    // 40 · 1.5 and a headroom of 4.
    expect(mean(after.slice(50, 100))).toBeGreaterThan(60);
    expect(mean(after.slice(50, 100))).toBeLessThan(80);
    expect(after.at(-1)).toBe(1000);
  });
});
