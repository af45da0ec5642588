import { describe, expect, it } from 'vitest';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { NONE } from '../../sim-core/policy/balancing/balancer.ts';
import type { BalancerOptions } from '../../sim-core/policy/balancing/options.ts';
import { UNTRIED, Upstream } from '../../sim-core/policy/upstream.ts';
import { type Random, stream } from '../../sim-core/random/generator.ts';

function upstreamOf(policy: string, weights: readonly number[], options: Partial<BalancerOptions> = {}) {
  const names = weights.map((_, i) => `api-${i + 1}`);
  const texts = { keyText: String, address: String };
  return new Upstream(
    { names, weights, maxFails: 1, failTimeout: 10, ...texts, options },
    balancerNamed(policy),
    stream(1, policy),
  );
}

/** What is known of a backend by somebody who looks at all of them at every pick. */
interface Peer {
  readonly index: number;
  readonly weight: number;
  inFlight: number;
  isUsable: boolean;
  times: number[];
  deadline: number;
  order: number;
  chosen: number;
}

interface Scan {
  readonly pick: (usable: Peer[]) => Peer;
}

const least = (peers: readonly Peer[], key: (peer: Peer) => number): Peer[] => {
  const lowest = Math.min(...peers.map(key));
  return peers.filter((peer) => key(peer) === lowest);
};

/** Traefik's least time: score, then earliest deadline among those that tie. */
const leastTime: Scan = {
  pick(usable) {
    const mean = ({ times }: Peer) =>
      times.slice(-100).reduce((sum, each) => sum + each, 0) / Math.min(times.length, 100);
    const score = (peer: Peer) =>
      peer.times.length === 0 ? 0 : (mean(peer) * (1 + peer.inFlight)) / peer.weight;
    const tied = least(usable, score);
    if (tied.length === 1) return tied[0];
    const [picked] = least(tied, ({ deadline }) => deadline);
    picked.deadline += 1 / picked.weight;
    return picked;
  },
};

const weightedLeast: Scan = {
  pick(usable) {
    const tied = usable.filter((x) => !usable.some((y) => y.inFlight * x.weight < x.inFlight * y.weight));
    return least(tied, ({ chosen }) => chosen)[0];
  },
};

/** Envoy's schedule: earliest deadline first, back after (in flight + 1) ÷ weight. */
function envoy(): Scan {
  let now = 0;
  let orders = 1000;
  return {
    pick(usable) {
      const [picked] = least(
        least(usable, ({ deadline }) => deadline),
        ({ order }) => order,
      );
      now = picked.deadline;
      picked.deadline = now + (picked.inFlight + 1) / picked.weight;
      picked.order = ++orders;
      return picked;
    },
  };
}

function peersOf(weights: readonly number[], deadlines: (i: number) => number): Peer[] {
  return weights.map((weight, index) => ({
    index,
    weight,
    inFlight: 0,
    isUsable: true,
    times: [],
    deadline: deadlines(index),
    order: index,
    chosen: 0,
  }));
}

/** Requests come and go; whoever looks at everybody must pick the same, every time. */
function compare(upstream: Upstream, peers: Peer[], scan: Scan, luck: Random): void {
  const open: { peer: Peer; at: number }[] = [];
  for (let step = 1; step <= 3000; step++) {
    // Times of a coarse grain, so that scores tie now and then.
    const now = step / 64;
    if (luck.next() < 0.55) {
      const picked = upstream.pick(step, UNTRIED, now);
      const peer = scan.pick(peers.filter(({ isUsable }) => isUsable));
      expect(picked, `step ${step}`).toBe(peer.index);
      peer.chosen = step;
      peer.inFlight++;
      upstream.begin(picked, now);
      open.push({ peer, at: now });
    } else if (open.length > 0) {
      const { peer, at } = open.splice(luck.int(open.length), 1)[0];
      const ok = luck.next() < 0.9;
      peer.inFlight--;
      if (ok) peer.times.push(now - at);
      upstream.end(peer.index, now, now - at, ok);
    }
    if (peers.length > 1 && luck.int(200) === 0) {
      const peer = peers[1 + luck.int(peers.length - 1)];
      peer.isUsable = !peer.isUsable;
      upstream.setClosed(peer.index, !peer.isUsable);
    }
  }
}

describe('what looking at everybody would pick', () => {
  const worlds = [[1], [1, 1, 1], [5, 1, 1], [3, 2, 1, 1, 4, 2, 7], Array.from({ length: 20 }, () => 2)];

  it.each(worlds.map((weights) => [weights]))('weighted-least-connections, weights %j', (weights) => {
    const luck = stream(3, 'wlc');
    const peers = peersOf(weights, () => 0);
    compare(upstreamOf('weighted-least-connections', weights), peers, weightedLeast, luck);
  });

  it.each(worlds.map((weights) => [weights]))('least-response-time, weights %j', (weights) => {
    const luck = stream(4, 'least-time');
    let last = 0;
    const deadlines = weights.map((weight) => (last += 1 / weight));
    const peers = peersOf(weights, (i) => deadlines[i]);
    compare(upstreamOf('least-response-time', weights), peers, leastTime, luck);
  });

  it('least-request with weights, while all are there', () => {
    const weights = [3, 2, 1, 1, 4, 2, 7];
    const upstream = upstreamOf('least-request', weights);
    const scan = envoy();
    const peers = peersOf(weights, (i) => 1 / weights[i]);
    const luck = stream(5, 'envoy');
    const open: Peer[] = [];
    for (let step = 0; step < 3000; step++) {
      if (open.length > 0 && luck.next() < 0.45) {
        const peer = open.splice(luck.int(open.length), 1)[0];
        peer.inFlight--;
        upstream.end(peer.index);
        continue;
      }
      const peer = scan.pick(peers);
      const picked = upstream.pick(step, UNTRIED, 0);
      expect(picked, `step ${step}`).toBe(peer.index);
      upstream.begin(picked, 0);
      peer.inFlight++;
      open.push(peer);
    }
  });
});

describe('least-request', () => {
  it('without bias is weighted round robin, with more of it shuns the loaded', () => {
    const shares = (bias: number) => {
      const upstream = upstreamOf('least-request', [2, 1], { bias });
      // Backend 0 keeps three requests for ever.
      for (let k = 0; k < 3; k++) upstream.begin(0, 0);
      const picks = Array.from({ length: 900 }, (_, i) => upstream.pick(i, UNTRIED, 0));
      return picks.filter((index) => index === 0).length / picks.length;
    };
    expect(shares(0)).toBeCloseTo(2 / 3, 2);
    expect(shares(1)).toBeCloseTo(2 / 4 / (2 / 4 + 1), 2);
    expect(shares(2)).toBeCloseTo(2 / 16 / (2 / 16 + 1), 2);
    expect(shares(0.5)).toBeCloseTo(1 / 2, 2);
  });

  it('with equal weights looks at as many as it is set to', () => {
    const upstream = upstreamOf('least-request', [1, 1, 1, 1], { choices: 64 });
    for (const index of [0, 1, 3]) upstream.begin(index, 0);
    const picks = Array.from({ length: 100 }, (_, i) => upstream.pick(i, UNTRIED, 0));
    expect(new Set(picks)).toEqual(new Set([2]));
  });

  it('keeps the turn of a backend that a request has tried', () => {
    const upstream = upstreamOf('least-request', [3, 1]);
    expect([upstream.pick(0, UNTRIED, 0), upstream.pick(0, [1], 0)]).toEqual([0, 0]);
    expect(upstream.pick(0, UNTRIED, 0)).toBe(1);
  });

  it('notices that weights have become different', () => {
    const upstream = upstreamOf('least-request', [1, 1]);
    upstream.setWeight(0, 3);
    const picks = Array.from({ length: 400 }, (_, i) => upstream.pick(i, UNTRIED, 0));
    expect(picks.filter((index) => index === 0).length).toBe(300);
  });
});

describe('peak-ewma', () => {
  /** Sends one request to `index` and has it answered after `seconds`. */
  const teach = (upstream: Upstream, index: number, now: number, seconds: number) => {
    upstream.begin(index, now - seconds);
    upstream.end(index, now, seconds, true);
  };

  it('takes a slow answer at once, and forgets it over the decay', () => {
    const upstream = upstreamOf('peak-ewma', [1, 1], { decay: 10 });
    teach(upstream, 0, 100, 1);
    teach(upstream, 1, 100, 0.5);
    expect(upstream.pick(0, UNTRIED, 100)).toBe(1);
    // Two requests in flight at 1 make 0.5 · 3 against 1 · 1.
    upstream.begin(1, 100);
    expect(upstream.pick(0, UNTRIED, 100)).not.toBe(NONE);
    upstream.begin(1, 100);
    expect(upstream.pick(0, UNTRIED, 100)).toBe(0);
    upstream.end(1, 100, 0.25, true);
    upstream.end(1, 100, 0.25, true);
    // A faster answer at the same instant changes nothing: it has no weight yet.
    teach(upstream, 0, 100, 0.25);
    expect(upstream.pick(0, UNTRIED, 100)).toBe(1);
    // e⁻¹ of 1 and all of a fresh 0.37: after one decay of silence the old slowness is below 0.37.
    teach(upstream, 1, 110, 0.37);
    expect(upstream.pick(0, UNTRIED, 110)).toBe(0);
    teach(upstream, 1, 110.3, 0.34);
    expect(upstream.pick(0, UNTRIED, 110.3)).toBe(0);
  });

  it('rises at once where an average would hardly move', () => {
    const upstream = upstreamOf('peak-ewma', [1, 1], { decay: 10 });
    teach(upstream, 0, 100, 0.1);
    teach(upstream, 1, 100, 0.5);
    expect(upstream.pick(0, UNTRIED, 100)).toBe(0);
    teach(upstream, 0, 100.1, 2);
    expect(upstream.pick(0, UNTRIED, 100.1)).toBe(1);
  });

  it('prefers anybody known to one that has a request and never answered', () => {
    const upstream = upstreamOf('peak-ewma', [1, 1]);
    teach(upstream, 0, 10, 5);
    upstream.begin(1, 10);
    for (let k = 0; k < 20; k++) expect(upstream.pick(k, UNTRIED, 10)).toBe(0);
    // And one that has none to anybody.
    upstream.end(1, 10, 0, true);
    for (let k = 0; k < 20; k++) expect(upstream.pick(k, UNTRIED, 10)).toBe(1);
  });
});

describe('join-idle-queue', () => {
  it('serves the idle in the order in which they became so, and nobody twice', () => {
    const upstream = upstreamOf('join-idle-queue', [1, 1, 1]);
    const send = () => {
      const index = upstream.pick(0, UNTRIED, 0);
      upstream.begin(index, 0);
      return index;
    };
    expect([send(), send(), send()]).toEqual([0, 1, 2]);
    upstream.end(2);
    upstream.end(0);
    expect([send(), send()]).toEqual([2, 0]);
  });

  it('passes by an idle one that may not be used, and takes it when it may', () => {
    const upstream = upstreamOf('join-idle-queue', [1, 1]);
    upstream.setClosed(0, true);
    expect(upstream.pick(0, UNTRIED, 0)).toBe(1);
    upstream.begin(1, 0);
    expect(upstream.pick(0, UNTRIED, 0)).toBe(1);
    upstream.setClosed(0, false);
    expect(upstream.pick(0, UNTRIED, 0)).toBe(0);
  });

  it('draws by weight when nobody is idle', () => {
    const upstream = upstreamOf('join-idle-queue', [1, 1]);
    upstream.setWeight(1, 9);
    for (const index of [0, 1]) upstream.begin(index, 0);
    upstream.pick(0, UNTRIED, 0);
    const picks = Array.from({ length: 5000 }, (_, i) => upstream.pick(i, UNTRIED, 0));
    expect(picks.filter((index) => index === 1).length / 5000).toBeCloseTo(0.9, 1);
  });
});
