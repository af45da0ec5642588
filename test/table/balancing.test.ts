import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type BackendView, NONE } from '../../sim-core/policy/balancing/balancer.ts';
import { balancers } from '../../sim-core/policy/balancing/index.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { type Writable, writableView } from '../property/writable-view.ts';

/** Hash policies spread keys, not requests: their shares are compared over many keys. */
const PROPORTIONAL = new Set([
  'round-robin',
  'random',
  'hash',
  'ip-hash',
  'consistent-hash',
  'least-connections',
  'power-of-two-choices',
  'ketama',
  'ring-hash',
  'modula',
  'maglev',
  'rendezvous',
  'jump-hash',
  'bounded-load-ring',
  'uri-hash',
  'header-hash',
  'sticky',
  'aperture',
  'zone-aware',
  'haproxy-round-robin',
  'static-round-robin',
  'haproxy-hash',
]);

/** Shares on a ring are a matter of luck. */
const RINGS = new Set([
  'ring-hash',
  'consistent-hash',
  'ketama',
  'bounded-load-ring',
  'haproxy-consistent-hash',
  'haproxy-consistent-source-hash',
  'bounded-load-hash',
]);

/** Where equals need not get equal shares: of addresses that share an octet; as long as no load differs. */
const UNFAIR = new Set(['haproxy-source-hash', 'haproxy-least-connections', 'first']);

/** A view that throws when anybody but the test writes to it. */
function viewOf(weights: readonly number[]): { view: BackendView; data: Writable } {
  const data = writableView(weights);
  const frozen = <T extends object>(target: T): T =>
    new Proxy(target, {
      set() {
        throw new Error('a balancer wrote to its view');
      },
    });
  const view = frozen({
    ...data,
    weights: frozen(data.weights),
    inFlight: frozen(data.inFlight),
    usable: frozen(data.usable),
  });
  return { view, data };
}

const LONG = 20_000;

describe.each(balancers.map((balancer) => [balancer.name, balancer] as const))('%s', (name, balancer) => {
  const picks = (view: BackendView, n: number, seed = 1): number[] => {
    const state = balancer.init(view);
    const random = stream(seed, 'pick');
    return Array.from({ length: n }, (_, i) => balancer.pick(view, i, state, random));
  };

  it('has a name and a sentence', () => {
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(balancer.summary).toMatch(/^[A-Z].*\.$/);
  });

  it.each([1, 2, 3, 1000])('picks one of %i, and the same ones again', (size) => {
    const { view } = viewOf(Array.from({ length: size }, () => 1));
    const first = picks(view, 300);
    expect(first.every((i) => Number.isInteger(i) && i >= 0 && i < size)).toBe(true);
    expect(picks(view, 300)).toEqual(first);
  });

  it('never picks what may not be used while something may', () => {
    const { view, data } = viewOf([3, 1, 1, 2, 1, 1]);
    const random = stream(2, 'usable');
    const state = balancer.init(view);
    for (let i = 0; i < 3000; i++) {
      for (let k = 0; k < data.size; k++) {
        data.usable[k] = random.next() < 0.3 ? 1 : 0;
        data.inFlight[k] = random.int(4);
        balancer.changed?.(state, view, k);
      }
      const picked = balancer.pick(view, i, state, random);
      if (data.usable.some((usable) => usable === 1)) expect(data.usable[picked], `pick ${i}`).toBe(1);
      else expect(picked).toBe(NONE);
    }
  });

  it('has nothing to pick of nothing', () => {
    expect(picks(viewOf([]).view, 3)).toEqual([NONE, NONE, NONE]);
  });

  it('finds the one that is left', () => {
    const { view, data } = viewOf(Array.from({ length: 500 }, () => 1));
    data.usable.fill(0, 0, 499);
    expect(new Set(picks(view, 20))).toEqual(new Set([499]));
  });

  it.skipIf(UNFAIR.has(name))('is fair to equals', () => {
    const size = 8;
    const { view } = viewOf(Array.from({ length: size }, () => 1));
    const counts = new Array<number>(size).fill(0);
    for (const i of picks(view, LONG)) counts[i]++;
    // A ring's shares differ by construction; everybody else must pass a chi-square test at 0.1 %.
    if (RINGS.has(name)) {
      for (const count of counts) expect(count / (LONG / size)).toBeGreaterThan(0.7);
      for (const count of counts) expect(count / (LONG / size)).toBeLessThan(1.35);
    } else {
      const expected = LONG / size;
      const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
      expect(chi).toBeLessThan(name === 'ip-hash' ? 120 : 24.3);
    }
  });

  it.runIf(PROPORTIONAL.has(name))('gives shares in proportion to the weights', () => {
    const weights = [5, 1, 1, 3];
    const { view } = viewOf(weights);
    const counts = new Array<number>(weights.length).fill(0);
    for (const i of picks(view, LONG)) counts[i]++;
    // Of 20,000 keys at random, a share of 10 % has a standard deviation of 2 % of itself.
    const width = RINGS.has(name) || name === 'ip-hash' ? 0.2 : 0.08;
    weights.forEach((weight, i) => {
      expect(Math.abs(counts[i] / LONG / (weight / 10) - 1), `share of ${i}`).toBeLessThan(width);
    });
  });
});

describe('luck', () => {
  it('keeps the shares when few of many are left', () => {
    const { view, data } = viewOf([...new Array<number>(198).fill(2), 3, 1]);
    data.usable.fill(0, 0, 198);
    const random = stream(3, 'few');
    for (const balancer of balancers.filter(({ name }) => name === 'random')) {
      const state = balancer.init(view);
      let last = 0;
      for (let i = 0; i < LONG; i++) if (balancer.pick(view, i, state, random) === 199) last++;
      expect(Math.abs(last / LONG - 0.25)).toBeLessThan(0.015);
    }
  });
});

describe('keys', () => {
  it('that are empty leave it to turns', () => {
    for (const name of ['hash', 'consistent-hash']) {
      const { data } = viewOf([1, 1, 1]);
      const view = { ...data, keyText: () => '' };
      const balancer = balancers.find((each) => each.name === name)!;
      const state = balancer.init(view);
      const turns = Array.from({ length: 6 }, () => balancer.pick(view, 7, state, stream(1, 'x')));
      expect(turns, name).toEqual([0, 1, 2, 0, 1, 2]);
    }
  });

  it('that lie on a point of the ring belong to it', () => {
    const { view } = viewOf(new Array<number>(50).fill(10));
    const owners = new Map<number, number>();
    for (let backend = 49; backend >= 0; backend--) {
      const base = crc32(`api-${backend + 1}\0`);
      const place = Buffer.alloc(4);
      for (let i = 0; i < 1600; i++) {
        place.writeUInt32LE(crc32(place, base));
        owners.set(place.readUInt32LE(), backend);
      }
    }
    const balancer = balancers.find(({ name }) => name === 'consistent-hash')!;
    const ring = balancer.init(view);
    const random = stream(1, 'x');
    let met = 0;
    for (let key = 0; key < 300_000; key++) {
      const owner = owners.get(crc32(`/item/${key}`));
      if (owner === undefined) continue;
      met++;
      expect(balancer.pick(view, key, ring, random), `key ${key}`).toBe(owner);
    }
    expect(met).toBeGreaterThan(2);
  });
});

describe('load', () => {
  it('decides where the policy says so', () => {
    const { view, data } = viewOf([1, 1, 1]);
    data.inFlight.splice(0, 3, 4, 2, 9);
    for (const balancer of balancers.filter(({ name }) => name === 'least-connections')) {
      expect(balancer.pick(view, 0, balancer.init(view), stream(1, 'x'))).toBe(1);
    }
    const p2c = balancers.find(({ name }) => name === 'power-of-two-choices')!;
    const state = p2c.init(view);
    const random = stream(1, 'x');
    const counts = [0, 0, 0];
    for (let i = 0; i < 3000; i++) counts[p2c.pick(view, i, state, random)]++;
    expect(counts[2]).toBe(0); // the most loaded of three never wins against another one
    expect(counts[1] / 3000).toBeCloseTo(2 / 3, 1);
  });
});
