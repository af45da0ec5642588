import { describe, expect, it } from 'vitest';
import { rateLimits } from '../../sim-core/policy/rate-limit/index.ts';
import { KeyedMeters } from '../../sim-core/policy/rate-limit/keyed-meters.ts';
import type { RateLimitSettings } from '../../sim-core/policy/rate-limit/rate-limit.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { ask, meter } from '../golden/limit-transcript.ts';

const SETTINGS: readonly RateLimitSettings[] = [
  { rate: 20, burst: 5, delay: 2, nodelay: false, window: 1, sync: 0.25 },
  { rate: 7, burst: 1, nodelay: true, window: 2.5, sync: 0.1 },
  { rate: 0.8, window: 10, nodelay: false, sync: 5 },
  { rate: 333.3, burst: 40, nodelay: false, window: 0.1, sync: 0.03 },
];
const cases = rateLimits.flatMap((law) => SETTINGS.map((settings) => ({ law: law.name, settings })));

/** Comes in bursts, in trickles and in silences, by twice what is allowed all together. */
function arrivals(rate: number, seed: number): number[] {
  const random = stream(seed, 'arrivals');
  const times: number[] = [];
  for (let now = 0; times.length < 1500;) {
    const pace = random.next();
    for (let i = 0; i < 30; i++) {
      times.push(now);
      now += pace < 0.2 ? 0 : (pace < 0.8 ? 0.5 : 3) * (random.next() / rate);
    }
  }
  return times;
}

/** Most that were let in during any `span` seconds. */
function mostWithin(passed: readonly number[], span: number): number {
  let most = 0;
  for (let first = 0, last = 0; last < passed.length; last++) {
    while (passed[last] - passed[first] >= span - 1e-9) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** By law: the most that may be let in during any `span` seconds. */
function bound(law: string, { rate, window, burst }: RateLimitSettings, span: number): number {
  const whole = Math.max(1, Math.floor(rate * window + 1e-6));
  // Cut to whole milliseconds, a hair of a request more may leak.
  if (law === 'leaky-bucket') return (burst ?? 0) + 1 + rate * span + 1e-3 * rate + 1e-3;
  if (law === 'token-bucket') return (burst ?? Math.max(1, Math.floor(rate))) + rate * span + 1e-6;
  const windows = Math.ceil(span / window - 1e-9);
  return law === 'sliding-log' ? whole * windows : whole * (windows + 1);
}

describe.each(cases)('$law with $settings', ({ law, settings }) => {
  const times = arrivals(settings.rate, 7);

  it('never lets in more than its law allows, and what it allows in the long run', () => {
    const one = meter(law, settings);
    const passed = times.filter((now) => ask(one, now) !== null);
    for (const windows of [0.01, 0.5, 1, 3, 20]) {
      const span = windows * settings.window;
      expect(mostWithin(passed, span), `${span} s`).toBeLessThanOrEqual(bound(law, settings, span));
    }
    const busy = meter(law, settings);
    const span = 60 / settings.rate;
    const steady = Array.from({ length: 6000 }, (_, i) => (i * span) / 1000);
    const entered = steady.filter((now) => ask(busy, now) !== null).length;
    expect(entered).toBeGreaterThan(0.85 * settings.rate * span * 6);
  });

  it('changes nothing when asked, and does the same again', () => {
    const [often, once] = [meter(law, settings), meter(law, settings)];
    for (const now of times.slice(0, 300)) {
      for (let i = 0; i < 3; i++) {
        often.wait(now);
        often.isForgettable(now);
        often.fits(now);
      }
      expect(ask(often, now)).toBe(ask(once, now));
    }
  });

  it('knows how long it will turn away', () => {
    const one = meter(law, settings);
    for (const now of times.slice(0, 300)) {
      const wait = one.wait(now);
      expect(wait === 0).toBe(one.fits(now));
      if (wait > 0) {
        expect(one.fits(now + wait)).toBe(true);
        expect(one.fits(now + wait - 0.0011)).toBe(wait <= 0.0011 && one.fits(now));
      }
      ask(one, now);
    }
  });

  it('may be forgotten when a new one would do', () => {
    const one = meter(law, settings);
    for (let i = 0; i < 10; i++) ask(one, 0);
    expect(one.isForgettable(0)).toBe(false);
    expect(one.isForgettable(1e4)).toBe(true);
    const [old, fresh] = [one, meter(law, settings)];
    for (const now of times.slice(0, 100))
      expect(ask(old, now + 1e4) !== null).toBe(ask(fresh, now + 1e4) !== null);
  });

  it('says how many it lets in at once', () => {
    const one = meter(law, settings);
    const most = rateLimits.find(({ name }) => name === law)!.most(settings);
    expect(Array.from({ length: most + 5 }, () => ask(one, 0)).filter((wait) => wait !== null).length).toBe(
      most,
    );
  });
});

describe('a leaky bucket without delay', () => {
  it('passes requests on no closer than its rate', () => {
    const one = meter('leaky-bucket', { rate: 20, burst: 5 });
    const leaves = arrivals(20, 3).flatMap((now) => {
      const wait = ask(one, now);
      return wait === null ? [] : [now + wait];
    });
    for (let i = 1; i < leaves.length; i++) expect(leaves[i] - leaves[i - 1]).toBeGreaterThan(0.05 - 0.0021);
  });
});

describe('a window that several count together', () => {
  it.each([0.01, 0.1, 0.5, 2])(
    'lets in no more than they cannot know of, with an exchange every %d s',
    (every) => {
      const tally = { window: -1, total: 0 };
      const nodes = Array.from({ length: 4 }, () => meter('distributed-window', { rate: 50 }, tally));
      const random = stream(1, 'nodes');
      const perWindow = new Map<number, number>();
      const between: number[] = [0];
      let exchanged = 0;
      for (let i = 0; i < 10_000; i++) {
        const now = i / 500;
        if (now >= exchanged + every) {
          exchanged = now;
          between.push(0);
          // Twice, so that everybody knows of all.
          for (const node of [...nodes, ...nodes]) node.sync!(now);
        }
        if (ask(nodes[Math.floor(random.next() * 4)], now) === null) continue;
        between[between.length - 1]++;
        perWindow.set(Math.floor(now), (perWindow.get(Math.floor(now)) ?? 0) + 1);
      }
      const most = Math.max(...perWindow.values());
      expect(most).toBeLessThanOrEqual(Math.min(4 * 50, 50 + Math.max(...between)));
      expect(most).toBeGreaterThanOrEqual(every === 2 ? 150 : 50);
    },
  );
});

describe('meters by key', () => {
  it('keep each key by itself, and forget what makes no difference', () => {
    const meters = new KeyedMeters(() => meter('token-bucket', { rate: 1, burst: 2 }));
    for (let key = 0; key < 1000; key++) {
      const now = key * 0.01;
      expect([0, 0, 0].map(() => ask(meters.of(key, now), now) !== null)).toEqual([true, true, false]);
    }
    // Two seconds after its last request a bucket is full again.
    expect(meters.size).toBeLessThan(250);
    let seen = 0;
    meters.forEach(() => seen++);
    expect(seen).toBe(meters.size);
  });
});
