import { describe, expect, it } from 'vitest';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import type { BackendView } from '../../sim-core/policy/balancing/balancer.ts';
import type { HashRing } from '../../sim-core/policy/balancing/hash-ring.ts';
import { envoyRing } from '../../sim-core/policy/balancing/ring-hash.ts';
import { ringShareVariation } from '../../sim-core/stats/queueing/index.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { agrees, sample } from './replications.ts';

const BATCHES = 20;
const CIRCLE = 2 ** 32;

/** Each backend's share of the ring: the way to each of its points from the one before. */
function sharesOf(places: ArrayLike<number>, backends: ArrayLike<number>, size: number): number[] {
  const shares = new Array<number>(size).fill(0);
  for (let i = 0; i < places.length; i++) {
    const before = i === 0 ? places[places.length - 1] - CIRCLE : places[i - 1];
    shares[backends[i]] += (places[i] - before) / CIRCLE;
  }
  return shares;
}

/** Squared coefficients of variation of the shares, each over as many rings as needed, with names that differ. */
function variations(rings: number, size: number, ringOf: (names: readonly string[]) => number[]): number[] {
  return Array.from({ length: BATCHES }, (_, batch) => {
    let sum = 0;
    for (let ring = 0; ring < rings; ring++) {
      const names = Array.from({ length: size }, (__, i) => `cell${batch}x${ring}-${i + 1}`);
      const shares = ringOf(names);
      for (const share of shares) sum += (share * size - 1) ** 2;
    }
    return sum / (rings * size);
  });
}

/** @param name of a balancer whose state is a ring of 32-bit places. */
function placesOf(name: string, names: readonly string[]): number[] {
  const weights = names.map(() => 1);
  const view = { size: names.length, names, weights, options: {} } as unknown as BackendView;
  const { places, backends } = balancerNamed(name).init(view) as HashRing;
  return sharesOf(places, backends, names.length);
}

describe('shares of a hash ring spread as those of places at random', () => {
  it.each(oracle.consistent_hash_share_cv)(
    'ring-hash, $N backends, $vnodes points each',
    ({ N, vnodes, cv }) => {
      const found = variations(vnodes === 1 ? 500 : 15, N, (names) => {
        const weights = names.map(() => 1);
        const { highs, backends } = envoyRing(names, weights, N * vnodes);
        expect(backends).toHaveLength(N * vnodes);
        return sharesOf(highs, backends, N);
      });
      const what = `squared variation of shares, N = ${N}, ${vnodes} points each`;
      agrees(sample(found), cv * cv, vnodes === 1 ? 0.15 : 0.25, what, 'ring-hash');
    },
  );

  it.each([
    ['consistent-hash', 160],
    ['ketama', 100],
  ] as const)('%s, %i points each', (name, points) => {
    const found = variations(15, 10, (names) => placesOf(name, names));
    const what = `squared variation of shares, N = 10, ${points} points each`;
    agrees(sample(found), ringShareVariation(10, points) ** 2, 0.25, what, name);
  });
});
