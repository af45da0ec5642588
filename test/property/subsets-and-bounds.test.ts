import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../sim-core/policy/balancing/balancer.ts';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { type Writable, writableView } from './writable-view.ts';

function ones(size: number): number[] {
  return new Array<number>(size).fill(1);
}

/** A balancer at work on a view: it hears of every change. */
function atWork(policy: string, view: Writable, seed = 1) {
  const balancer = balancerNamed(policy);
  const state = balancer.init(view);
  const random = stream(seed, policy);
  const changed = (index: number): void => balancer.changed?.(state, view, index);
  return {
    pick: (key: number) => balancer.pick(view, key, state, random),
    load(index: number, by: number): void {
      view.inFlight[index] += by;
      changed(index);
    },
    setUsable(index: number, usable: number): void {
      view.usable[index] = usable;
      changed(index);
    },
    setWeight(index: number, weight: number): void {
      view.weights[index] = weight;
      changed(index);
    },
  };
}

describe('bounded-load-ring', () => {
  it('never gives a backend more than its bound, whatever the keys', () => {
    const anyWeights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(anyWeights, fc.integer({ min: 100, max: 300 }), fc.nat(1000), (weights, factor, seed) => {
        const view = writableView(weights, { balanceFactor: factor });
        const lb = atWork('bounded-load-ring', view);
        const luck = stream(seed, 'keys');
        for (let step = 0; step < 200; step++) {
          const index = luck.int(view.size);
          if (luck.int(10) === 0) lb.setUsable(index, 1 - view.usable[index]);
          if (luck.int(20) === 0) lb.setWeight(index, 1 + luck.int(4));
          if (luck.int(3) === 0 && view.inFlight[index] > 0) lb.load(index, -1);
          const sum = (of: (i: number) => number) =>
            view.usable.reduce((total, usable, i) => total + (usable === 1 ? of(i) : 0), 0);
          const [load, weight] = [sum((i) => view.inFlight[i]), sum((i) => view.weights[i])];
          const picked = lb.pick(luck.int(2));
          if (weight === 0) expect(picked).toBe(NONE);
          else {
            const bound = Math.ceil((factor * (load + 1) * view.weights[picked]) / (100 * weight));
            lb.load(picked, 1);
            expect(view.inFlight[picked]).toBeLessThanOrEqual(bound);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is the ring of consistent-hash as long as nobody is full', () => {
    const view = writableView([1, 2, 3, 1], { balanceFactor: 10_000 });
    const bounded = atWork('bounded-load-ring', view);
    const plain = atWork('consistent-hash', writableView([1, 2, 3, 1]));
    for (let key = 0; key < 1000; key++) expect(bounded.pick(key)).toBe(plain.pick(key));
    bounded.setWeight(3, 9);
    const heavier = atWork('consistent-hash', writableView([1, 2, 3, 9]));
    for (let key = 0; key < 1000; key++) expect(bounded.pick(key)).toBe(heavier.pick(key));
  });
});

describe('sticky', () => {
  it('keeps sessions where they are, moves them for good when it must, and forgets no other', () => {
    const view = writableView([2, 1, 1]);
    const lb = atWork('sticky', view);
    const first = Array.from({ length: 400 }, (_, key) => lb.pick(key));
    expect(first.filter((owner) => owner === 0)).toHaveLength(200);
    for (let key = 0; key < 400; key++) expect(lb.pick(key)).toBe(first[key]);
    lb.setUsable(0, 0);
    const moved = first.map((_, key) => lb.pick(key));
    moved.forEach((owner, key) => expect(owner).toBe(first[key] === 0 ? owner : first[key]));
    expect(moved).not.toContain(0);
    lb.setUsable(0, 1);
    for (let key = 0; key < 400; key++) expect(lb.pick(key)).toBe(moved[key]);
  });

  it('takes turns with requests that belong to no session', () => {
    const lb = atWork('sticky', { ...writableView(ones(3)), headerText: () => '' });
    expect([lb.pick(1), lb.pick(1), lb.pick(1), lb.pick(1)]).toEqual([0, 1, 2, 0]);
  });

  it('forgets the oldest of more sessions than it remembers', () => {
    const lb = atWork('sticky', writableView(ones(7)));
    const first = lb.pick(0);
    for (let key = 1; key < 100_000; key++) lb.pick(key);
    expect(lb.pick(0)).toBe(first);
    const newest = lb.pick(100_000);
    expect(lb.pick(100_000)).toBe(newest);
    expect(lb.pick(0)).not.toBe(first); // 100,001 turns later it is another one's turn
  });
});

describe('aperture', () => {
  /** How often each backend is picked by each of so many peers, all backends idle. */
  function picksOf(weights: readonly number[], peers: number, apertureSize: number, each = 4000): number[][] {
    return Array.from({ length: peers }, (_, peer) => {
      const view = writableView(weights, { peers, peer, apertureSize });
      const lb = atWork('aperture', view, peer + 1);
      const counts = new Array<number>(weights.length).fill(0);
      for (let i = 0; i < each; i++) counts[lb.pick(i)]++;
      return counts;
    });
  }

  it.each([
    // Finagle: ceil(aperture × peers ÷ backends) ÷ peers of the ring.
    [10, 10, 2, 2],
    [12, 4, 3, 3],
    [12, 4, 4, 6],
    [100, 50, 12, 12],
    [8, 1, 2, 8],
    [4, 2, 1, 2],
  ])('of %i backends, %i peers and size %i covers %i', (size, peers, apertureSize, covered) => {
    for (const counts of picksOf(ones(size), peers, apertureSize, 1500)) {
      expect(counts.filter((count) => count > 0)).toHaveLength(covered);
    }
  });

  it('of all peers together loads every backend alike', () => {
    for (const [size, peers, apertureSize] of [
      [10, 4, 3],
      [7, 5, 2],
      [9, 9, 4],
    ]) {
      const totals = new Array<number>(size).fill(0);
      for (const counts of picksOf(ones(size), peers, apertureSize))
        counts.forEach((n, i) => (totals[i] += n));
      const mean = (peers * 4000) / size;
      for (const total of totals) expect(Math.abs(total / mean - 1)).toBeLessThan(0.13);
    }
  });

  it('goes by load for its part: a backend that lies half inside gets half', () => {
    // Two peers, three backends: the one in the middle is shared. Requests stay in flight.
    const view = writableView(ones(3), { peers: 2, peer: 0, apertureSize: 1 });
    const lb = atWork('aperture', view);
    for (let i = 0; i < 3000; i++) lb.load(lb.pick(i), 1);
    expect(view.inFlight[2]).toBe(0);
    expect(Math.abs(view.inFlight[0] / view.inFlight[1] - 2)).toBeLessThan(0.02);
  });

  it('that goes around the ring and ends where it began meets nobody twice', () => {
    const view = writableView(ones(2), { peers: 3, peer: 1, apertureSize: 2 });
    const lb = atWork('aperture', view);
    lb.load(0, 1);
    for (let i = 0; i < 200; i++) expect(lb.pick(i)).toBe(1);
  });

  it('goes beyond when nobody inside can be used', () => {
    const view = writableView(ones(10), { peers: 5, peer: 1, apertureSize: 2 });
    const lb = atWork('aperture', view);
    lb.setUsable(2, 0);
    expect(lb.pick(0)).toBe(3);
    lb.setUsable(3, 0);
    expect(lb.pick(0)).toBe(4);
  });
});

describe('zone-aware', () => {
  /** Shares by zone of what a balancer in zone 0 sends; `counts` are backends per zone. */
  function sharesByZone(
    counts: readonly number[],
    down: readonly number[] = [],
    peers = counts.length,
  ): number[] {
    const zones = counts.flatMap((count, zone) => new Array<number>(count).fill(zone));
    const view: Writable = { ...writableView(ones(zones.length), { peers }), zones };
    const lb = atWork('zone-aware', view);
    for (const index of down) lb.setUsable(index, 0);
    const shares = new Array<number>(counts.length).fill(0);
    for (let i = 0; i < 20_000; i++) shares[zones[lb.pick(i)]] += 1 / 20_000;
    return shares;
  }

  it.each([
    // Envoy's rule by hand: own share ÷ a zone's traffic stays, the rest by what others have over.
    { counts: [4, 4, 4], shares: [1, 0, 0] },
    { counts: [6, 3, 3], shares: [1, 0, 0] },
    { counts: [2, 5, 5], shares: [0.5, 0.25, 0.25] },
    { counts: [2, 4, 6], shares: [0.5, 0, 0.5] },
    { counts: [1, 3, 4, 8], shares: [0.25, 0, 0, 0.75] },
    { counts: [0, 4, 4], shares: [0, 0.5, 0.5] },
    { counts: [0, 2, 6], shares: [0, 0, 1] },
    { counts: [1, 2, 2], shares: [0.2, 0.4, 0.4] },
  ])('$counts backends: $shares', ({ counts, shares }) => {
    sharesByZone(counts).forEach((share, zone) => expect(Math.abs(share - shares[zone])).toBeLessThan(0.015));
  });

  it('knows how many balancers there are', () => {
    // One of two in three zones sends half of all requests, its zone can take a third.
    const of = (peers: number) => sharesByZone([4, 4, 4], [], peers);
    const expected = { 1: [1 / 3, 1 / 3, 1 / 3], 2: [2 / 3, 1 / 6, 1 / 6], 3: [1, 0, 0], 30: [1, 0, 0] };
    for (const [peers, shares] of Object.entries(expected)) {
      of(Number(peers)).forEach((share, zone) => expect(Math.abs(share - shares[zone])).toBeLessThan(0.015));
    }
  });

  it('looks at no zones in none, or among few', () => {
    const shares = (zone: number, zones: readonly number[]) => {
      const view = { ...writableView(ones(zones.length), { peers: 9 }), zones, zone };
      const lb = atWork('zone-aware', view);
      const inFirst = Array.from({ length: 6000 }, (_, i) => zones[lb.pick(i)]).filter((at) => at === 0);
      return inFirst.length / 6000;
    };
    expect(shares(0, [0, 0, 1, 1, 2, 2])).toBe(1);
    expect(Math.abs(shares(-1, [0, 0, 1, 1, 2, 2]) - 1 / 3)).toBeLessThan(0.03);
    expect(Math.abs(shares(0, [0, 0, 1, 1, 2]) - 2 / 5)).toBeLessThan(0.03);
  });

  it('counts those that can be used', () => {
    const shares = sharesByZone([4, 4, 4], [0, 1]);
    // Two of ten are left in a zone with a third of the traffic: 0.2 ÷ (1 ÷ 3) stays.
    expect(shares[0]).toBeCloseTo(0.6, 1);
    expect(shares[1]).toBeCloseTo(0.2, 1);
    expect(sharesByZone([4, 4, 4], [0, 1, 2, 3])[0]).toBe(0);
  });

  it('loads every backend alike when the balancers of all zones do so', () => {
    const zones = [0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2];
    const view = { ...writableView(ones(zones.length), { peers: 3 }), zones };
    const totals = new Array<number>(zones.length).fill(0);
    for (const zone of [0, 1, 2]) {
      const lb = atWork('zone-aware', { ...view, inFlight: ones(zones.length), zone }, zone);
      for (let i = 0; i < 12_000; i++) totals[lb.pick(i)]++;
    }
    for (const total of totals) expect(Math.abs(total / 3000 - 1)).toBeLessThan(0.08);
  });

  it('picks the less loaded of two in a zone, by weight, also when weights change', () => {
    const view: Writable = { ...writableView(ones(6), { peers: 2 }), zones: [0, 0, 0, 1, 1, 1] };
    const lb = atWork('zone-aware', view);
    lb.setWeight(1, 4);
    for (let i = 0; i < 3000; i++) lb.load(lb.pick(i), 1);
    expect(view.inFlight.slice(3)).toEqual([0, 0, 0]);
    expect(Math.abs(view.inFlight[1] / 2000 - 1)).toBeLessThan(0.02);
  });
});
