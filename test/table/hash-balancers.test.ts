import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { type Writable, writableView } from '../property/writable-view.ts';
import { digits, record } from '../validation/record.ts';

const KEYS = 20_000;

function ones(size: number): number[] {
  return new Array<number>(size).fill(1);
}

function ownersIn(policy: string, view: Writable, keys = KEYS): number[] {
  const balancer = balancerNamed(policy);
  const state = balancer.init(view);
  const random = stream(1, 'unused');
  return Array.from({ length: keys }, (_, key) => balancer.pick(view, key, state, random));
}

function sharesOf(owners: readonly number[], size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (const owner of owners) counts[owner]++;
  return counts.map((count) => count / owners.length);
}

/** Four standard deviations of a share, if every key falls at random. */
function width(share: number, keys: number): number {
  return 4 * Math.sqrt((share * (1 - share)) / keys);
}

function note(component: string, what: string, expected: number, measured: number, within?: number): void {
  record({
    component,
    oracle: 'minimal movement',
    what: `${what}, of ${KEYS} keys`,
    expected: digits(expected),
    measured: digits(measured),
    interval: within === undefined ? '' : digits(within),
  });
}

const CONSISTENT = [
  'ring-hash',
  'ketama',
  'maglev',
  'rendezvous',
  'jump-hash',
  'modula',
  'uri-hash',
  'header-hash',
];
const EVEN = ['maglev', 'rendezvous', 'jump-hash', 'modula', 'uri-hash', 'header-hash'];

describe.each(CONSISTENT)('%s, when a backend is lost', (policy) => {
  const size = 10;
  const lost = 3;
  const before = ownersIn(policy, writableView(ones(size)));
  const view = writableView(ones(size));
  view.usable[lost] = 0;
  const after = ownersIn(policy, view);

  it('moves the keys of that one and no others', () => {
    const moved = before.filter((owner, key) => after[key] !== owner);
    note(policy, '1 of 10 lost: moved', sharesOf(before, size)[lost], moved.length / KEYS);
    expect(new Set(moved)).toEqual(new Set([lost]));
    expect(moved.length).toBe(before.filter((owner) => owner === lost).length);
  });

  it('spreads them over all others', () => {
    const orphans = after.filter((_, key) => before[key] === lost);
    const shares = sharesOf(orphans, size);
    // A ring of 100 points hands its keys to whoever lies behind each.
    const most = policy === 'ketama' || policy === 'ring-hash' ? 0.15 : width(1 / 9, orphans.length);
    shares.forEach((share, i) => expect(Math.abs(share - (i === lost ? 0 : 1 / 9))).toBeLessThan(most));
  });
});

describe.each(EVEN)('%s, with weights', (policy) => {
  it('gives shares by weight', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }), (weights) => {
        const total = weights.reduce((sum, weight) => sum + weight);
        const shares = sharesOf(ownersIn(policy, writableView(weights), 4000), weights.length);
        shares.forEach((share, i) => {
          const due = weights[i] / total;
          expect(Math.abs(share - due), `backend ${i}`).toBeLessThanOrEqual(width(due, 4000) * 1.25 + 0.001);
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('one backend more', () => {
  /** The part of all keys that changes its owner, and whether all of it goes to the new one. */
  function growth(policy: string, size: number): { moved: number; isToNew: boolean } {
    const before = ownersIn(policy, writableView(ones(size)));
    const after = ownersIn(policy, writableView(ones(size + 1)));
    const moved = after.filter((owner, key) => owner !== before[key]);
    return { moved: moved.length / KEYS, isToNew: moved.every((owner) => owner === size) };
  }

  it.each(['rendezvous', 'jump-hash', 'ketama', 'bounded-load-ring'])(
    '%s moves 1/(n + 1) to it',
    (policy) => {
      for (const size of [1, 4, 19]) {
        const { moved, isToNew } = growth(policy, size);
        expect(isToNew).toBe(true);
        // How much lies before a ring's new points is luck.
        const isEven = EVEN.includes(policy);
        const slack = isEven ? width(1 / (size + 1), KEYS) : 0.08;
        expect(Math.abs(moved - 1 / (size + 1))).toBeLessThan(slack);
        if (isEven) note(policy, `${size} and one more backend: moved`, 1 / (size + 1), moved, slack);
      }
    },
  );

  it('Maglev moves little more', () => {
    const { moved } = growth('maglev', 9);
    expect(moved).toBeGreaterThan(0.09);
    expect(moved).toBeLessThan(0.14);
  });

  it.each(['modula', 'uri-hash'])('%s moves almost all', (policy) => {
    expect(growth(policy, 9).moved).toBeGreaterThan(0.85);
  });
});

it('rendezvous minds neither the order of backends nor what it remembers', () => {
  const view = writableView([3, 1, 2, 2, 5]);
  const turned = { ...view, names: [...view.names].reverse(), weights: [...view.weights].reverse() };
  const backwards = ownersIn('rendezvous', turned).map((i) => view.size - 1 - i);
  expect(ownersIn('rendezvous', view)).toEqual(backwards);
  const balancer = balancerNamed('rendezvous');
  const state = balancer.init(view);
  const random = stream(1, 'keys');
  const fresh = ownersIn('rendezvous', view);
  for (let i = 0; i < KEYS; i++) {
    const key = random.int(KEYS);
    expect(balancer.pick(view, key, state, random)).toBe(fresh[key]);
  }
});

it('uri-hash does not look at parameters, header-hash at nothing but the header', () => {
  const view = writableView(ones(50));
  const uri = { ...view, keyText: (key: number) => `/item/${key % 7}?page=${key}` };
  expect(new Set(ownersIn('uri-hash', uri, 700)).size).toBeLessThanOrEqual(7);
  const header = { ...view, headerText: (key: number) => `tenant-${key % 5}` };
  expect(new Set(ownersIn('header-hash', header, 700)).size).toBeLessThanOrEqual(5);
});

it.each(['uri-hash', 'header-hash', 'maglev', 'jump-hash', 'ring-hash'])(
  '%s picks at random without a key',
  (policy) => {
    const view = { ...writableView(ones(5)), keyText: () => '', headerText: () => '' };
    const shares = sharesOf(ownersIn(policy, view, 5000), 5);
    for (const share of shares) expect(Math.abs(share - 0.2)).toBeLessThan(width(0.2, 5000));
  },
);
