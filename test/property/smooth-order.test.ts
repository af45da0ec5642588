import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { type Random, stream } from '../../sim-core/random/generator.ts';
import { SimpleTurns } from './simple-turns.ts';
import { type Writable, writableView } from './writable-view.ts';

const POLICIES = ['round-robin', 'least-connections'];

/** One thing that happens to one backend; both sides hear of it in their own way. */
function disturb(view: Writable, luck: Random, simple: SimpleTurns, failed: (i: number, by: number) => void) {
  const index = luck.int(view.size);
  const what = luck.int(10);
  if (what < 3) view.inFlight[index]++;
  else if (what < 6) view.inFlight[index] = Math.max(0, view.inFlight[index] - 1);
  else if (what < 8) view.usable[index] = luck.int(2);
  else if (what === 8) {
    const penalty = luck.int(view.weights[index] + 1);
    simple.failed(index, penalty);
    failed(index, penalty);
  } else if (luck.int(8) === 0) {
    const before = view.weights[index];
    view.weights[index] = 1 + luck.int(6);
    if (before !== view.weights[index]) simple.reweighted(index);
  }
  return index;
}

function compare(policy: string, size: number, heaviest: number, seed: number): void {
  const luck = stream(seed, 'smooth-order');
  const view = writableView(Array.from({ length: size }, () => 1 + luck.int(heaviest)));
  const balancer = balancerNamed(policy);
  const simple = new SimpleTurns(view);
  const state = balancer.init(view);
  const failed = (index: number, by: number): void => balancer.failed?.(state, index, by);
  for (let step = 0; step < 400; step++) {
    const index = disturb(view, luck, simple, failed);
    balancer.changed?.(state, view, index);
    if (luck.int(3) === 0) continue;
    const picked = balancer.pick(view, step, state, luck);
    expect(picked, `step ${step}`).toBe(simple.pick(policy));
    if (picked < 0 || luck.int(2) === 0) continue;
    view.inFlight[picked]++;
    balancer.changed?.(state, view, picked);
  }
}

describe.each(POLICIES)('%s', (policy) => {
  it('picks what looking at every backend would pick, whatever happens to them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(1, 2, 7),
        fc.nat(),
        (size, heaviest, seed) => compare(policy, size, heaviest, seed),
      ),
      { numRuns: 250 },
    );
  });

  it('costs 10,000 backends at most three times what it costs ten', () => {
    const [few, many] = [10, 10_000].map((size) => readsPerPick(policy, size));
    expect(few).toBeGreaterThan(10);
    expect(many).toBeLessThan(3 * few);
  });
});

/** Numbers read and written per request, its beginning and end included, at a steady load of two each. */
function readsPerPick(policy: string, size: number): number {
  const view = writableView(Array.from({ length: size }, (_, i) => 1 + (i % 3)));
  const balancer = balancerNamed(policy);
  const meter = { count: 0 };
  const state = metered(balancer.init(view), meter);
  const watched = metered({ ...view }, meter);
  const luck = stream(5, 'reads');
  const open: number[] = [];
  const requests = 40_000;
  meter.count = 0;
  for (let i = 0; i < requests; i++) {
    const picked = balancer.pick(watched, i, state, luck);
    view.inFlight[picked]++;
    balancer.changed?.(state, watched, picked);
    open.push(picked);
    if (open.length <= 2 * size) continue;
    const last = open.length - 1;
    const at = luck.int(last + 1);
    const done = open[at];
    open[at] = open[last];
    open.pop();
    view.inFlight[done]--;
    balancer.changed?.(state, watched, done);
  }
  return meter.count / requests;
}

/** The same, with every access to a list of numbers anywhere in it counted. */
function metered<T>(target: T, meter: { count: number }, seen = new Map<unknown, unknown>()): T {
  if (typeof target !== 'object' || target === null) return target;
  if (seen.has(target)) return seen.get(target) as T;
  if (ArrayBuffer.isView(target) || isNumbers(target)) {
    const proxy = new Proxy(target as number[], {
      get(list, name) {
        if (name !== 'length') meter.count++;
        const value = Reflect.get(list, name) as unknown;
        return typeof value === 'function' ? (value as () => unknown).bind(list) : value;
      },
      set(list, name, value) {
        meter.count++;
        return Reflect.set(list, name, value);
      },
    });
    seen.set(target, proxy);
    return proxy as T;
  }
  seen.set(target, target);
  for (const [name, value] of Object.entries(target)) {
    const replaced = metered<unknown>(value, meter, seen);
    if (replaced !== value) (target as Record<string, unknown>)[name] = replaced;
  }
  return target;
}

function isNumbers(target: object): boolean {
  return Array.isArray(target) && target.every((each) => typeof each === 'number');
}
