import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../sim-core/index.ts';
import { ddmin } from '../../sim-core/run/experiment/hunt/ddmin.ts';
import { combinations, singles, sitesIn, type Frame } from '../../sim-core/run/experiment/hunt/draw.ts';
import { placesOf } from '../../sim-core/run/experiment/hunt/groups.ts';
import { narrower } from '../../sim-core/run/experiment/hunt/narrower.ts';
import { rolesOf, troubles } from '../../sim-core/run/experiment/hunt/roles.ts';
import { shrink } from '../../sim-core/run/experiment/hunt/shrink.ts';
import { entryOf, overridesOf, type Schedule } from '../../sim-core/run/experiment/hunt/trouble.ts';
import { wilsonInterval } from '../../sim-core/stats/proportion.ts';
import { searched } from '../unit/searched.ts';

describe('ddmin', () => {
  it('finds a part that will do and of which nothing can be left out alone, whatever the predicate', () => {
    const bits = fc
      .integer({ min: 1, max: 12 })
      .chain((count) => fc.record({ count: fc.constant(count), luck: fc.infiniteStream(fc.boolean()) }));
    fc.assert(
      fc.property(bits, ({ count, luck }) => {
        const all = Array.from({ length: count }, (_, i) => i);
        // Any predicate at all, as long as everything will do and nothing will not.
        const known = new Map<string, boolean>();
        const willDo = (items: readonly number[]): boolean => {
          if (items.length === 0 || items.length === count) return items.length === count;
          const key = items.join();
          if (!known.has(key)) known.set(key, luck.next().value);
          return known.get(key)!;
        };
        const { found } = searched(ddmin(all), willDo);
        expect(willDo(found)).toBe(true);
        if (found.length > 1) found.forEach((_, i) => expect(willDo(found.toSpliced(i, 1))).toBe(false));
      }),
      { numRuns: 200 },
    );
  });
});

/** Systems of several shapes: zones or none, one replica or many, a store, a loop of calls, faults of their own. */
const system = fc
  .record({
    replicas: fc.integer({ min: 1, max: 4 }),
    copies: fc.integer({ min: 1, max: 3 }),
    hasZones: fc.boolean(),
    hasFault: fc.boolean(),
    hasQueue: fc.boolean(),
    hasScaler: fc.boolean(),
    duration: fc.constantFrom('900ms', '20s', '7min', '6h'),
  })
  .map(({ replicas, copies, hasZones, hasFault, hasQueue, hasScaler, duration }) => {
    const zones = hasZones ? ', zones: [east, west]' : '';
    return `brownout: 1
duration: ${duration}
warmup: none
${hasZones ? 'zones: [east, west, spare]' : ''}
nodes:
  web: { kind: source, target: front, rate: 1/s }
  front: { kind: load-balancer, backends: api }
  api: { kind: server, replicas: ${replicas}, service: 1ms, calls: [{ to: store }${hasQueue ? ', { to: jobs }' : ''}]${zones} }
  store: { kind: replicated-store, replicas: ${copies}${zones} }
${hasQueue ? '  jobs: { kind: work-queue, workers: worker }\n  worker: { kind: server, service: 1ms }' : ''}
${hasScaler && replicas > 1 ? `  scaler: { kind: autoscaler, scales: api, min: 1, max: ${replicas}, target: 60% }` : ''}
${hasFault ? 'faults: [{ at: 0s, slow: api }]' : ''}
`;
  });

const drawing = fc.record({
  text: system,
  seed: fc.nat(),
  size: fc.integer({ min: 1, max: 4 }),
  ends: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
});

function drawn({ text, seed, size, ends }: typeof drawing extends fc.Arbitrary<infer T> ? T : never) {
  const { scenario, problems } = loadScenario(text);
  if (scenario === null) throw new Error(JSON.stringify(problems));
  const { duration } = scenario;
  const [a, b] = ends.map((share) => Number((share * duration).toPrecision(3)));
  const isWindow = Math.abs(a - b) > duration / 50;
  const frame: Frame = {
    duration,
    from: isWindow ? Math.min(a, b) : 0,
    to: isWindow ? Math.max(a, b) : duration,
  };
  const roles = rolesOf(scenario, troubles, []);
  const schedules = size === 1 ? singles(roles, 8, frame, seed) : combinations(roles, size, 8, frame, seed);
  return { scenario, frame, roles, schedules, size };
}

function problemsWith(text: string, schedule: Schedule, before: number): string[] {
  return loadScenario(text, { set: overridesOf(schedule, before) }).problems.map(({ what }) => what);
}

describe('schedules that are drawn', () => {
  it('always make a valid document, lie in their window, and have no fault twice at a place', () => {
    fc.assert(
      fc.property(drawing, (given) => {
        const { scenario, frame, roles, schedules, size } = drawn(given);
        const usual = loadScenario(given.text).problems.map(({ what }) => what);
        for (const schedule of schedules) {
          expect(problemsWith(given.text, schedule, scenario.faults.length)).toEqual(usual);
          expect(schedule).toHaveLength(Math.min(size, sitesIn(roles)));
          const names = schedule.map(({ fault, target }) => `${fault.name} ${target}`);
          expect(new Set(names).size).toBe(names.length);
          for (const { at, lasts } of schedule) {
            expect(at).toBeGreaterThanOrEqual(frame.from);
            expect(lasts).toBeGreaterThan(0);
            expect(at + lasts).toBeLessThanOrEqual(frame.to * (1 + 1e-9));
          }
          for (const { target } of schedule) expect(target).not.toContain('undefined');
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are the same for the same seed, however many are drawn, and others for another', () => {
    fc.assert(
      fc.property(drawing, (given) => {
        const { schedules, roles, frame } = drawn(given);
        const entries = schedules.map((schedule) => schedule.map(entryOf).join());
        expect(drawn(given).schedules.map((schedule) => schedule.map(entryOf).join())).toEqual(entries);
        const few = combinations(roles, 2, 3, frame, given.seed).map((schedule) => schedule.map(entryOf));
        const many = combinations(roles, 2, 9, frame, given.seed).map((schedule) => schedule.map(entryOf));
        expect(many.slice(0, 3)).toEqual(few);
        const other = drawn({ ...given, seed: given.seed + 1 }).schedules.map((one) =>
          one.map(entryOf).join(),
        );
        expect(other).not.toEqual(entries);
      }),
      { numRuns: 20 },
    );
  });

  it('strike somebody else of the same role in a quarter and more of them: replicas fail alike', () => {
    const { scenario } = loadScenario(`brownout: 1
nodes:
  web: { kind: source, target: front, rate: 1/s }
  front: { kind: load-balancer, backends: api }
  api: { kind: server, replicas: 9, service: 1ms }
`);
    const frame = { duration: 60, from: 0, to: 60 };
    const roles = rolesOf(scenario!, troubles, []).filter(({ targets }) => targets.length > 1);
    expect(roles.length).toBeGreaterThan(7);
    const alike = combinations(roles, 2, 400, frame, 1).filter((schedule) => {
      const [a, b] = placesOf(schedule, scenario!);
      return a.fault === b.fault && a.place === b.place;
    });
    // One in four, and of the others one in nine or so.
    expect(alike.length).toBeGreaterThan(100);
    expect(alike.length).toBeLessThan(180);
  });

  it('have every role once before any twice', () => {
    fc.assert(
      fc.property(system, fc.nat(), (text, seed) => {
        const { scenario } = loadScenario(text);
        const roles = rolesOf(scenario!, troubles, []);
        const frame = { duration: scenario!.duration, from: 0, to: scenario!.duration };
        const seen = singles(roles, roles.length, frame, seed).map((schedule) => {
          const [{ fault, place }] = placesOf(schedule, scenario!);
          return `${fault} ${place}`;
        });
        expect(new Set(seen).size).toBe(roles.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('shrinking', () => {
  it('gives a valid schedule that will do, never more faults, none longer or stronger, all within the window', () => {
    fc.assert(
      fc.property(drawing, fc.infiniteStream(fc.boolean()), (given, luck) => {
        const { scenario, frame, schedules } = drawn(given);
        const [schedule] = schedules;
        const nameOf = (one: Schedule): string => one.map(entryOf).join();
        const seen = new Set([nameOf(schedule)]);
        const { found } = searched(shrink(schedule, frame, scenario), (candidate) => {
          const willDo = luck.next().value;
          if (willDo) seen.add(nameOf(candidate));
          return willDo;
        });
        expect(seen.has(nameOf(found))).toBe(true);
        expect(problemsWith(given.text, found, scenario.faults.length)).toEqual(
          loadScenario(given.text).problems.map(({ what }) => what),
        );
        expect(found.length).toBeLessThanOrEqual(schedule.length);
        const most = (of: (schedule: Schedule) => readonly number[]) => Math.max(...of(schedule));
        for (const { at, lasts, strength } of found) {
          expect(lasts).toBeLessThanOrEqual(most((all) => all.map((one) => one.lasts)));
          expect(strength ?? 0).toBeLessThanOrEqual(most((all) => all.map((one) => one.strength ?? 0)));
          expect(at).toBeGreaterThanOrEqual(frame.from * (1 - 1e-9));
          expect(at + lasts).toBeLessThanOrEqual(frame.to * (1 + 1e-9));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('narrows to what exists, and comes to an end', () => {
    fc.assert(
      fc.property(drawing, (given) => {
        const { scenario, schedules } = drawn(given);
        for (let [trouble, steps] = [schedules[0][0], 0]; ; steps++) {
          const [next] = narrower(trouble, scenario);
          if (next === undefined) break;
          expect(problemsWith(given.text, [next], scenario.faults.length)).toEqual(
            loadScenario(given.text).problems.map(({ what }) => what),
          );
          expect(steps).toBeLessThan(4);
          trouble = next;
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("Wilson's interval", () => {
  it.each([
    // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17, 1998, table I.
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%d of %d', (hits, n, low, high) => {
    const found = wilsonInterval(hits, n, 0.95);
    expect(found.low).toBeCloseTo(low, 4);
    expect(found.high).toBeCloseTo(high, 4);
  });

  it('is its own mirror image, holds the share, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const hits = Math.round(share * n);
          const [one, other] = [wilsonInterval(hits, n, 0.9), wilsonInterval(n - hits, n, 0.9)];
          expect(one.low).toBeCloseTo(1 - other.high, 10);
          expect(one.low).toBeGreaterThanOrEqual(0);
          expect(one.high).toBeLessThanOrEqual(1);
          expect(hits / n).toBeGreaterThanOrEqual(one.low);
          expect(hits / n).toBeLessThanOrEqual(one.high);
        },
      ),
    );
  });
});
