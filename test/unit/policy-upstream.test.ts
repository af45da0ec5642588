import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NONE } from '../../sim-core/policy/balancing/balancer.ts';
import { balancerNamed, balancers } from '../../sim-core/policy/balancing/index.ts';
import { UNTRIED, Upstream, type UpstreamOptions } from '../../sim-core/policy/upstream.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { Journey, type Peer, ReferenceUpstream, type Settings } from './policy-nginx-reference.ts';

const keyText = (key: number): string => `10.${key % 7}.${key % 251}.${key % 13}`;

function upstreamOf(policy: string, options: Partial<UpstreamOptions> & { size: number }): Upstream {
  const { size } = options;
  return new Upstream(
    {
      names: Array.from({ length: size }, (_, i) => `127.0.0.1:${9101 + i}`),
      weights: new Array<number>(size).fill(1),
      maxFails: 1,
      failTimeout: 10,
      keyText,
      address: keyText,
      ...options,
    },
    balancerNamed(policy),
    stream(1, 'test'),
  );
}

/**
 * Policies that see few of 10,000 backends in 200 requests: those of a /24 each, those who fill up in order,
 * and Traefik's, whose first turns are staggered in order.
 */
const FEW_OF_MANY: Readonly<Record<string, number>> = {
  'ip-hash': 100,
  'static-round-robin': 100,
  'least-response-time': 10,
  first: 5,
};

/** A policy, its backends, and the luck of what happens to them. */
interface World {
  readonly policy: string;
  readonly settings: readonly Settings[];
  readonly seed: number;
}

const settingsOf = (index: number, backups: boolean) =>
  fc.record<Settings>({
    name: fc.constant(`127.0.0.1:${9101 + index}`),
    weight: fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(1, 30)),
    maxFails: fc.integer({ min: 0, max: 3 }),
    failTimeout: fc.integer({ min: 0, max: 4 }),
    maxConnections: fc.constantFrom(0, 0, 1, 3),
    isBackup: backups ? fc.constantFrom(false, false, true) : fc.constant(false),
    isDown: fc.constantFrom(false, false, false, false, true),
  });

function worlds(policy: string): fc.Arbitrary<World> {
  const backups = policy === 'round-robin' || policy === 'least-connections';
  return fc
    .integer({ min: 1, max: 6 })
    .chain((size) => fc.tuple(...Array.from({ length: size }, (_, i) => settingsOf(i, backups && i > 0))))
    .chain((settings) =>
      fc.record({ policy: fc.constant(policy), settings: fc.constant(settings), seed: fc.nat() }),
    );
}

function engineOf({ policy, settings }: World): Upstream {
  return upstreamOf(policy, {
    size: settings.length,
    names: settings.map(({ name }) => name),
    weights: settings.map(({ weight }) => weight),
    maxFails: settings.map(({ maxFails }) => maxFails),
    failTimeout: settings.map(({ failTimeout }) => failTimeout),
    maxConnections: settings.map(({ maxConnections }) => maxConnections),
    backup: settings.map(({ isBackup }) => Number(isBackup)),
    down: settings.map(({ isDown }) => Number(isDown)),
  });
}

/** Sends both the same requests, with the same failures, and compares what they try. */
function compare(world: World): void {
  const engine = engineOf(world);
  const nginx = new ReferenceUpstream(world.policy, world.settings);
  const luck = stream(world.seed, 'world');
  const isBroken = world.settings.map(() => false);
  const open: Peer[] = [];
  let now = 100;
  const end = (peer: Peer, hasFailed: boolean): void => {
    engine.end(peer.index);
    if (hasFailed) engine.failed(peer.index, now);
    else engine.succeeded(peer.index);
    nginx.free(peer, hasFailed, now);
  };
  for (let request = 0; request < 120; request++) {
    now += luck.next() * (luck.next() < 0.1 ? 6 : 0.4);
    if (luck.next() < 0.15) isBroken[luck.int(isBroken.length)] = luck.next() < 0.6;
    while (open.length > 0 && luck.next() < 0.5)
      end(open.splice(luck.int(open.length), 1)[0], luck.next() < 0.2);
    const journey = new Journey(keyText(request));
    const tried: number[] = [];
    for (let again = true; again;) {
      const peer = nginx.next(journey, now);
      const picked = engine.pick(request, tried, now);
      expect(picked, `request ${request} after ${tried.join()}`).toBe(peer?.index ?? NONE);
      if (peer === undefined) break;
      engine.begin(picked, now);
      again = isBroken[picked];
      if (again) {
        now += luck.next() * 0.3;
        tried.push(picked);
        end(peer, true);
      } else open.push(peer);
    }
  }
}

describe('an upstream beside the one that is told slowly', () => {
  const names = ['round-robin', 'least-connections', 'hash', 'ip-hash', 'consistent-hash'];
  it.each(names)('tries the same backends: %s', (policy) => {
    fc.assert(fc.property(worlds(policy), compare), { numRuns: 100, seed: 4 });
  });
});

describe('an upstream', () => {
  const attempt = (upstream: Upstream, now: number, hasFailed = false, tried = UNTRIED): number => {
    const picked = upstream.pick(0, tried, now);
    if (picked === NONE) return NONE;
    upstream.begin(picked, now);
    upstream.end(picked);
    if (hasFailed) upstream.failed(picked, now);
    else upstream.succeeded(picked);
    return picked;
  };

  it('tries all when all are down, then none until their time is up', () => {
    const upstream = upstreamOf('round-robin', { size: 3, failTimeout: 3 });
    const tried: number[] = [];
    for (let i = 0; i < 3; i++) tried.push(attempt(upstream, 20.5, true, tried));
    expect(tried).toEqual([0, 1, 2]);
    expect(attempt(upstream, 20.5, true, tried)).toBe(NONE);
    expect(attempt(upstream, 23.9)).toBe(NONE);
    const probes = tried.map(() => {
      const picked = upstream.pick(0, UNTRIED, 24);
      upstream.begin(picked, 24);
      return picked;
    });
    expect(
      probes.toSorted((x, y) => x - y),
      'one try for each',
    ).toEqual([0, 1, 2]);
    expect(attempt(upstream, 24)).toBe(NONE);
  });

  it('always tries a single backend, but not twice for one request', () => {
    const upstream = upstreamOf('round-robin', { size: 1 });
    for (let i = 0; i < 3; i++) expect(attempt(upstream, 20, true)).toBe(0);
    expect(attempt(upstream, 20, true, [0])).toBe(NONE);
  });

  it('tells when a failure takes a backend out and when a success brings it back', () => {
    const upstream = upstreamOf('round-robin', { size: 2, maxFails: 2, failTimeout: 3 });
    upstream.begin(1, 20);
    expect(upstream.failed(1, 20)).toBe(false);
    expect(upstream.failed(1, 20)).toBe(true);
    expect(upstream.succeeded(1)).toBe(false);
    upstream.begin(1, 24);
    expect(attempt(upstream, 24), 'while one tries').toBe(0);
    expect(upstream.succeeded(1)).toBe(true);
    expect(upstream.succeeded(1)).toBe(false);
    expect(upstream.pick(0, [0], 24), 'back at once').toBe(1);
  });

  it('keeps a request with the backups once it has come to them', () => {
    const upstream = upstreamOf('round-robin', { size: 3, backup: [0, 1, 1], maxConnections: [1, 0, 0] });
    upstream.begin(upstream.pick(0, UNTRIED, 20), 20); // the primary is full
    const first = upstream.pick(1, UNTRIED, 20);
    expect(first).toBe(1);
    upstream.end(0);
    expect(upstream.pick(1, [first], 20)).toBe(2);
    expect(upstream.pick(1, [1, 2], 20), 'the primary has room, and stays out of question').toBe(NONE);
    expect(upstream.pick(2, UNTRIED, 20)).toBe(0);
  });

  it('spares a backend that comes back: its weight grows by one a pick', () => {
    const upstream = upstreamOf('round-robin', { size: 3, weights: [5, 1, 1] });
    expect(attempt(upstream, 20, true)).toBe(0);
    // By hand, from current weights −2, 1, 1 and an effective weight of 0 instead of 5.
    expect(Array.from({ length: 5 }, () => attempt(upstream, 31))).toEqual([1, 2, 1, 0, 0]);
  });

  it.each(balancers.map(({ name }) => name))('fills every place and no more: %s', (policy) => {
    const upstream = upstreamOf(policy, {
      size: 4,
      maxConnections: 2,
      down: [0, 1, 0, 0],
      weights: [1, 9, 2, 1],
    });
    const picks = Array.from({ length: 8 }, (_, key) => {
      const picked = upstream.pick(key, UNTRIED, 20);
      if (picked !== NONE) upstream.begin(picked, 20);
      return picked;
    });
    expect(picks.toSorted((x, y) => x - y)).toEqual([NONE, NONE, 0, 0, 2, 2, 3, 3]);
    upstream.end(3);
    expect(upstream.pick(99, UNTRIED, 20)).toBe(3);
  });

  it.each(balancers.map(({ name }) => name))('tries each backend once for a request: %s', (policy) => {
    const upstream = upstreamOf(policy, {
      size: 40,
      maxFails: 0,
      weights: Array.from({ length: 40 }, (_, i) => i + 1),
    });
    for (let key = 0; key < 20; key++) {
      const tried: number[] = [];
      for (let i = 0; i < 40; i++) tried.push(attempt(upstream, 20, true, tried));
      expect(new Set(tried).size).toBe(40);
      expect(upstream.pick(key, tried, 20)).toBe(NONE);
    }
  });

  it.each(balancers.map(({ name }) => name))('manages 10,000 backends: %s', (policy) => {
    const upstream = upstreamOf(policy, { size: 10_000 });
    const picked = new Set<number>();
    for (let key = 0; key < 200; key++) {
      const index = upstream.pick(key * 7919, UNTRIED, key);
      upstream.begin(index, key);
      if (key % 3 === 0) upstream.failed(index, key);
      picked.add(index);
    }
    expect([...picked].every((index) => index >= 0 && index < 10_000)).toBe(true);
    expect(picked.size).toBeGreaterThan(FEW_OF_MANY[policy] ?? 150);
  });

  it('changes its policy under way and keeps what it knows of the backends', () => {
    const upstream = upstreamOf('round-robin', { size: 3 });
    upstream.begin(upstream.pick(0, UNTRIED, 20), 20);
    upstream.failed(1, 20);
    upstream.setBalancer(balancerNamed('least-connections'));
    expect(upstream.pick(0, UNTRIED, 20)).toBe(2);
  });
});
