import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MaxMinFair, type FlowGroup } from '../../sim-core/policy/sharing/max-min-fair.ts';
import oracle from '../oracles/max_min_fair.json' with { type: 'json' };
import { recordExact } from '../validation/record.ts';

interface Case {
  readonly flows: Readonly<Record<string, readonly string[]>>;
  readonly capacity: Readonly<Record<string, number>>;
  readonly rates: Readonly<Record<string, number>>;
}

const cases = oracle.cases as unknown as readonly Case[];

describe('max-min fair rates', () => {
  it('are those of progressive filling, to the last digit', () => {
    for (const { flows, capacity, rates } of cases) {
      const resources = Object.keys(capacity);
      const paths = Object.values(flows).map((path) => path.map((name) => resources.indexOf(name)));
      const found = new MaxMinFair(Object.values(capacity)).rates(alone(paths));
      expect(Object.fromEntries(Object.keys(flows).map((name, i) => [name, found[i]]))).toEqual(rates);
    }
    recordExact('max-min fair sharing', 'progressive filling', cases.length, 'rates');
  });

  const world = fc
    .array(fc.double({ min: 0.1, max: 1000, noNaN: true }), { minLength: 1, maxLength: 8 })
    .chain((capacity) => {
      const path = fc.uniqueArray(fc.nat(capacity.length - 1), { minLength: 1, maxLength: 4 });
      return fc.record({ capacity: fc.constant(capacity), paths: fc.array(path, { maxLength: 30 }) });
    });

  it('fill a bottleneck for every flow, where nobody has more', () => {
    fc.assert(
      fc.property(world, ({ capacity, paths }) => {
        const rates = new MaxMinFair(capacity).rates(alone(paths));
        const load = capacity.map((_, r) => total(rates, paths, r));
        load.forEach((sum, r) => expect(sum).toBeLessThanOrEqual(capacity[r] * (1 + 1e-9)));
        paths.forEach((path, flow) => {
          const bottlenecks = path.filter(
            (r) =>
              load[r] >= capacity[r] * (1 - 1e-9) &&
              paths.every((other, i) => !other.includes(r) || rates[i] <= rates[flow] * (1 + 1e-9)),
          );
          expect(bottlenecks.length).toBeGreaterThan(0);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('are those that a slow rise of all flows comes to', () => {
    fc.assert(
      fc.property(world, ({ capacity, paths }) => {
        const rates = new MaxMinFair(capacity).rates(alone(paths));
        risen(capacity, paths).forEach((rate, i) => expect(rates[i] / rate).toBeCloseTo(1, 6));
      }),
      { numRuns: 200 },
    );
  });

  it('are the same for flows of one path, counted or one by one', () => {
    fc.assert(
      fc.property(world, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), ({ capacity, paths }, counts) => {
        const groups = paths.map((path) => ({ path, count: Number(counts.next().value) }));
        const single = groups.flatMap(({ path, count }) => Array.from({ length: count }, () => path));
        const rates = new MaxMinFair(capacity).rates(alone(single));
        let flow = 0;
        new MaxMinFair(capacity).rates(groups).forEach((rate, i) => {
          expect(rate / rates[flow]).toBeCloseTo(1, 9);
          flow += groups[i].count;
        });
      }),
      { numRuns: 100 },
    );
  });

  it('do not depend on what was shared before', () => {
    const sharing = new MaxMinFair([4, 12, 5]);
    const first = sharing.rates(alone([[0], [0, 1], [1, 2], [2]]));
    sharing.rates(alone([[1]]));
    expect(sharing.rates(alone([[0], [0, 1], [1, 2], [2]]))).toEqual(first);
  });
});

function alone(paths: readonly (readonly number[])[]): FlowGroup[] {
  return paths.map((path) => ({ path, count: 1 }));
}

function total(rates: ArrayLike<number>, paths: readonly (readonly number[])[], resource: number): number {
  return paths.reduce((sum, path, i) => sum + (path.includes(resource) ? rates[i] : 0), 0);
}

/** All flows rise together; whoever meets a full resource stops. */
function risen(capacity: readonly number[], paths: readonly (readonly number[])[]): number[] {
  const rates = paths.map(() => 0);
  const isFixed = paths.map(() => false);
  const left = [...capacity];
  while (isFixed.includes(false)) {
    const growing = capacity.map((_, r) => paths.filter((path, i) => !isFixed[i] && path.includes(r)).length);
    const step = Math.min(...left.map((room, r) => (growing[r] === 0 ? Infinity : room / growing[r])));
    growing.forEach((n, r) => (left[r] -= n * step));
    paths.forEach((path, i) => {
      if (isFixed[i]) return;
      rates[i] += step;
      isFixed[i] = path.some((r) => left[r] <= capacity[r] * 1e-12);
    });
  }
  return rates;
}
