import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryPolicies, retryPolicyNamed } from '../../sim-core/policy/retry/index.ts';
import { JITTERS, type RetrySettings } from '../../sim-core/policy/retry/retry-policy.ts';
import { stream } from '../../sim-core/random/generator.ts';
import recorded from '../oracles/aws_backoff.json' with { type: 'json' };
import { digits, record } from '../validation/record.ts';
import { contend } from './policy-retry-contention.ts';

const exponential = retryPolicyNamed('exponential-backoff');
const plain: RetrySettings = { base: 0.1, cap: 1.5, jitter: 'none' };

const settings = fc.record({
  base: fc.double({ min: 0, max: 10, noNaN: true }),
  cap: fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constant(Infinity)),
  jitter: fc.constantFrom(...JITTERS.map(({ name }) => name)),
});

describe.each(retryPolicies.map((policy) => [policy.name, policy] as const))('%s', (name, policy) => {
  it('has a name and a sentence', () => {
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(policy.summary).toMatch(/^[A-Z].*\.$/);
    expect(retryPolicyNamed(name)).toBe(policy);
  });

  it('waits no time below zero and none above the cap, or says that it is over', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 100 }), fc.nat(), (given, failed, seed) => {
        const random = stream(seed, 'retry');
        const delay = policy.delay(failed, Math.min(given.base, given.cap), given, random);
        if (delay === -1) expect(name).toBe('none');
        else expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(given.cap);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('gives the same delays for the same luck', () => {
    const delays = (): number[] => {
      const random = stream(7, 'retry');
      return Array.from({ length: 9 }, (_, i) =>
        policy.delay(i + 1, 0.1, { ...plain, jitter: 'full' }, random),
      );
    };
    expect(delays()).toEqual(delays());
  });
});

describe('delays', () => {
  const delays = (name: string, given: RetrySettings): number[] =>
    Array.from({ length: 6 }, (_, i) =>
      retryPolicyNamed(name).delay(i + 1, given.base, given, stream(1, 'retry')),
    );

  it('double up to the cap', () => {
    expect(delays('exponential-backoff', plain)).toEqual([0.1, 0.2, 0.4, 0.8, 1.5, 1.5]);
  });

  it('stay the same', () => {
    expect(delays('fixed', plain)).toEqual(new Array(6).fill(0.1));
  });

  it('are none', () => {
    expect(delays('none', plain)).toEqual(new Array(6).fill(-1));
  });

  it('come without counting, however many attempts have failed', () => {
    const endless = { base: 0.1, cap: Infinity, jitter: 'none' } as const;
    expect(exponential.delay(1e12, 0.1, endless, stream(1, 'retry'))).toBe(Infinity);
    expect(exponential.delay(1e12, 0, { ...endless, base: 0 }, stream(1, 'retry'))).toBe(0);
  });
});

describe('jitter of the third wait', () => {
  // Pure delay 0.4 s; the wait before was 0.3 s.
  const range = {
    none: [0.4, 0.4],
    full: [0, 0.4],
    equal: [0.2, 0.4],
    decorrelated: [0.1, 0.9],
  } as const;

  it.each(JITTERS.map(({ name }) => name))('%s', (jitter) => {
    const random = stream(3, 'retry');
    const drawn = Array.from({ length: 4000 }, () => exponential.delay(3, 0.3, { ...plain, jitter }, random));
    const [low, high] = range[jitter];
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(high);
    const width = high - low;
    const mean = drawn.reduce((sum, delay) => sum + delay, 0) / drawn.length;
    // Four standard errors of the mean of 4000 uniform draws.
    expect(Math.abs(mean - (low + high) / 2)).toBeLessThanOrEqual((4 * width) / Math.sqrt(12 * 4000) + 1e-12);
  });

  it('of the decorrelated kind stops at the cap', () => {
    const random = stream(4, 'retry');
    const given = { ...plain, jitter: 'decorrelated' } as const;
    const drawn = Array.from({ length: 100 }, () => exponential.delay(9, 1.5, given, random));
    expect(Math.max(...drawn)).toBe(1.5);
  });
});

describe('clients that contend for a row, as AWS published it', () => {
  // Spread of the results: the more clients, the smaller.
  const rounds: Readonly<Record<number, number>> = { 10: 800, 50: 100, 100: 40 };

  it.each(recorded.rows)('$algorithm, $clients clients', ({ algorithm, clients, ...row }) => {
    const random = stream(2015, `${algorithm}/${clients}`);
    let time = 0;
    let calls = 0;
    for (let round = 0; round < rounds[clients]; round++) {
      const result = contend(clients, algorithm, random);
      time += result.time / rounds[clients];
      calls += result.calls / rounds[clients];
    }
    const oracle = 'AWS backoff simulator @66cb169';
    const component = `exponential-backoff, ${algorithm}`;
    const compare = (what: string, expected: number, measured: number, interval: string): void =>
      record({ component, oracle, what, expected: digits(expected), measured: digits(measured), interval });
    compare(`writes, ${clients} clients`, row.calls, calls, '3 %');
    compare(`ms to the last, ${clients} clients`, row.completion_time_ms, time * 1000, '5 %');
    expect(Math.abs(calls / row.calls - 1), 'writes sent').toBeLessThan(0.03);
    expect(Math.abs((time * 1000) / row.completion_time_ms - 1), 'time to the last').toBeLessThan(0.05);
  });
});
