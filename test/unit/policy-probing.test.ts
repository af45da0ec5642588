import { describe, expect, it } from 'vitest';
import { balancerNamed } from '../../sim-core/policy/balancing/index.ts';
import { NONE } from '../../sim-core/policy/balancing/balancer.ts';
import { LatencyByLoad } from '../../sim-core/policy/balancing/latency-by-load.ts';
import { type BalancerOptions, DEFAULT_OPTIONS } from '../../sim-core/policy/balancing/options.ts';
import { ProbePool } from '../../sim-core/policy/balancing/probe-pool.ts';
import { RecentQuantile } from '../../sim-core/policy/balancing/recent-quantile.ts';
import { STRIDE, strideWeights } from '../../sim-core/policy/balancing/stride-weights.ts';
import { UNTRIED, Upstream } from '../../sim-core/policy/upstream.ts';
import { stream } from '../../sim-core/random/generator.ts';

function upstreamOf(policy: string, size: number, options: Partial<BalancerOptions> = {}): Upstream {
  const names = Array.from({ length: size }, (_, i) => `api-${i + 1}`);
  const weights = new Array<number>(size).fill(1);
  const texts = { keyText: String, address: String };
  return new Upstream(
    { names, weights, maxFails: 1, failTimeout: 10, ...texts, options },
    balancerNamed(policy),
    stream(1, policy),
  );
}

const picksOf = (upstream: Upstream, n: number, now = 0): number[] =>
  Array.from({ length: n }, (_, i) => upstream.pick(i, UNTRIED, now));

describe('prequal', () => {
  it('asks three different ones with every request, each as often as the others', () => {
    const upstream = upstreamOf('prequal', 20);
    const asked = new Array<number>(20).fill(0);
    let most = 0;
    for (let i = 0; i < 2000; i++) {
      const list = upstream.probes();
      expect(new Set(list).size).toBe(list.length);
      most = Math.max(most, list.length);
      for (const index of list) asked[index]++;
    }
    expect(most).toBe(3);
    for (const count of asked) expect(Math.abs(count / 290 - 1)).toBeLessThan(0.2);
  });

  it('never asks who is out', () => {
    const upstream = upstreamOf('prequal', 3);
    upstream.setClosed(1, true);
    for (let i = 0; i < 100; i++) expect(upstream.probes()).not.toContain(1);
  });

  it('takes the cold of lowest latency, even if a hot one is faster', () => {
    const upstream = upstreamOf('prequal', 50);
    const tell = (index: number, inFlight: number, seconds: number) =>
      upstream.probed(index, 0, inFlight, seconds);
    for (let k = 0; k < 8; k++) tell(10 + k, 2, 0.9);
    tell(1, 2, 0.2);
    tell(2, 30, 0.01);
    expect(upstream.pick(0, UNTRIED, 0)).toBe(1);
  });

  it('takes the fewest in flight when all are hot', () => {
    const upstream = upstreamOf('prequal', 50, { hotQuantile: 0 });
    for (let k = 0; k < 5; k++) upstream.probed(k, 0, 10 - k, k);
    expect(upstream.pick(0, UNTRIED, 0)).toBe(4);
  });

  it('looks at latency alone when nobody can be hot', () => {
    const upstream = upstreamOf('prequal', 50, { hotQuantile: 1 });
    for (let k = 0; k < 5; k++) upstream.probed(k, 0, k === 0 ? 99 : 1, k / 10);
    expect(upstream.pick(0, UNTRIED, 0)).toBe(0);
  });

  it('counts its own request as in flight where it sent it', () => {
    // So few backends that probes are never used up; of these four the oldest (0) and the worst (3) go.
    const upstream = upstreamOf('prequal', 4, { hotQuantile: 0 });
    for (const [index, inFlight] of [5, 0, 1, 9].entries()) upstream.probed(index, 0, inFlight, 1);
    expect(picksOf(upstream, 3)).toEqual([1, 1, 2]);
  });

  it('draws when it knows fewer than two, or only what is too old', () => {
    const upstream = upstreamOf('prequal', 30);
    upstream.probed(7, 0, 0, 0.001);
    expect(new Set(picksOf(upstream, 60)).size).toBeGreaterThan(10);
    for (let k = 0; k < 10; k++) upstream.probed(k, 5, 0, 0.001);
    expect(new Set(picksOf(upstream, 60, 6.5)).size).toBeGreaterThan(10);
  });

  it('keeps the newest answer of each backend, and no more than the pool holds', () => {
    const upstream = upstreamOf('prequal', 100, { probePool: 2, hotQuantile: 1 });
    upstream.probed(1, 0, 0, 0.1);
    upstream.probed(2, 0, 0, 0.9);
    upstream.probed(3, 0, 0, 0.5);
    // 1 had to go; of 2 and 3 the faster is 3.
    expect(upstream.pick(0, UNTRIED, 0)).toBe(3);
    const again = upstreamOf('prequal', 100, { hotQuantile: 1 });
    again.probed(1, 0, 0, 0.9);
    again.probed(2, 0, 0, 0.5);
    again.probed(1, 0, 0, 0.1);
    expect(again.pick(0, UNTRIED, 0)).toBe(1);
  });

  it('passes by an answer of who is out by now', () => {
    const upstream = upstreamOf('prequal', 30, { hotQuantile: 1 });
    for (let k = 0; k < 3; k++) upstream.probed(k, 0, 0, k / 10);
    upstream.setClosed(0, true);
    expect(upstream.pick(0, UNTRIED, 0)).toBe(1);
  });
});

describe('the pool of probes', () => {
  const all = new Array<number>(100).fill(1);
  const only = (index: number): number[] => all.map((_, i) => (i === index ? 1 : 0));

  it('lets go the oldest and the worst in turns', () => {
    const pool = new ProbePool(10, { ...DEFAULT_OPTIONS, hotQuantile: 1 });
    for (const [index, seconds] of [0.1, 0.2, 0.9, 0.3].entries()) pool.add(index, 0, seconds, 0);
    pool.shed();
    expect([0, 1, 2, 3].map((index) => pool.choose(only(index)))).toEqual([NONE, 1, 2, 3]);
    pool.shed();
    expect([1, 2, 3].map((index) => pool.choose(only(index)))).toEqual([1, NONE, 3]);
    pool.shed();
    expect([1, 3].map((index) => pool.choose(only(index)))).toEqual([NONE, 3]);
  });

  it('lets the worst be a hot one, however fast', () => {
    const pool = new ProbePool(10, DEFAULT_OPTIONS);
    for (let k = 0; k < 10; k++) pool.add(k, 1, 0.5, 0);
    pool.add(5, 9, 0.001, 0);
    pool.shed();
    pool.shed();
    expect([0, 5, 9].map((index) => pool.choose(only(index)))).toEqual([NONE, NONE, 9]);
  });

  it('uses a probe as often as the paper says: here 2 ÷ (0.84 · 3 − 1) = 1.316 times on average', () => {
    const pool = new ProbePool(100, DEFAULT_OPTIONS);
    let used = 0;
    for (let k = 0; k < 1000; k++) {
      pool.add(5, 0, 0.1, 0);
      for (let more = 0; more < 5 && pool.choose(all) !== NONE; more++) used++;
    }
    expect(used).toBe(1315);
  });
});

describe('the quantile of recent numbers', () => {
  it('is that of the last so many, sorted', () => {
    const recent = new RecentQuantile(5);
    expect(recent.quantile(0.5)).toBeNaN();
    const luck = stream(9, 'recent');
    const all: number[] = [];
    for (let i = 0; i < 200; i++) {
      all.push(luck.int(7));
      recent.add(all[i]);
      const last = all.slice(-5).sort((x, y) => x - y);
      for (const share of [0, 0.2, 0.5, 0.84, 1]) {
        expect(recent.quantile(share)).toBe(last[Math.max(0, Math.ceil(share * last.length) - 1)]);
      }
    }
  });
});

describe('the latency that a backend expects', () => {
  it('is the median of the nine nearest loads', () => {
    const latency = new LatencyByLoad();
    expect(latency.expected(3)).toBe(0);
    for (let k = 0; k < 40; k++) latency.record(1 + (k % 4), (1 + (k % 4)) / 10);
    expect(latency.expected(1)).toBe(0.1);
    expect(latency.expected(4)).toBe(0.4);
    expect(latency.expected(100)).toBe(0.4);
    // Slow now: the newest nine at that load say so, though most of what is remembered was fast.
    for (let k = 0; k < 5; k++) latency.record(1, 3);
    expect(latency.expected(1)).toBe(3);
  });
});

describe('resource-aware', () => {
  /** Lets every backend answer `rates[i]` requests a second until `until`, with the utilisation it reports. */
  const live = (upstream: Upstream, rates: readonly number[], busy: readonly number[], until: number) => {
    for (let now = 0; now <= until; now++) {
      for (const [index, rate] of rates.entries()) {
        for (let k = 0; k < rate; k++) {
          upstream.begin(index, now);
          upstream.end(index, now, 0.01, true);
        }
        upstream.setUtilisation(index, busy[index]);
      }
      upstream.pick(now, UNTRIED, now);
    }
  };
  const shares = (upstream: Upstream, size: number, now: number): number[] => {
    const counts = new Array<number>(size).fill(0);
    for (const index of picksOf(upstream, 30_000, now)) counts[index]++;
    return counts.map((count) => count / 30_000);
  };

  it('sends in proportion to requests per second per utilisation, after ten seconds of reports', () => {
    const upstream = upstreamOf('resource-aware', 3);
    live(upstream, [10, 10, 20], [0.2, 0.4, 0.8], 8);
    expect(shares(upstream, 3, 8).map((share) => share.toFixed(2))).toEqual(['0.33', '0.33', '0.33']);
    live(upstream, [10, 10, 20], [0.2, 0.4, 0.8], 12);
    const [first, second, third] = shares(upstream, 3, 12.5);
    expect(first).toBeCloseTo(0.5, 2);
    expect(second).toBeCloseTo(0.25, 2);
    expect(third).toBeCloseTo(0.25, 2);
  });

  it('gives those without a report the mean, and forgets what is three minutes old', () => {
    const upstream = upstreamOf('resource-aware', 3);
    live(upstream, [10, 10, 10], [0.2, 0.6, NaN], 12);
    expect(shares(upstream, 3, 12.5).map((share) => share.toFixed(2))).toEqual(['0.50', '0.17', '0.33']);
    expect(shares(upstream, 3, 193).map((share) => share.toFixed(2))).toEqual(['0.33', '0.33', '0.33']);
  });

  it('charges failures like utilisation', () => {
    const upstream = upstreamOf('resource-aware', 2);
    for (let now = 0; now <= 13; now++) {
      for (let k = 0; k < 10; k++) {
        upstream.begin(0, now);
        upstream.end(0, now, 0.01, true);
        upstream.begin(1, now);
        upstream.end(1, now, 0.01, k >= 5);
      }
      for (const index of [0, 1]) upstream.setUtilisation(index, 0.5);
      upstream.pick(now, UNTRIED, now);
    }
    expect(shares(upstream, 2, 13.5)[0]).toBeCloseTo(2 / 3, 2);
  });

  it('finds the one that is left, however small its weight', () => {
    const upstream = upstreamOf('resource-aware', 3);
    live(upstream, [100, 1, 100], [0.01, 1, 0.01], 12);
    upstream.setClosed(0, true);
    upstream.setClosed(2, true);
    expect(new Set(picksOf(upstream, 50, 12.1))).toEqual(new Set([1]));
  });
});

describe('static stride weights', () => {
  it('scale the largest to all, cap it at ten means, and give the unknown the mean', () => {
    expect(strideWeights([0, 0, 0])).toBeUndefined();
    expect(strideWeights([0, 5, 0])).toBeUndefined();
    expect([...strideWeights([1, 2, 4])!]).toEqual([Math.round(STRIDE / 4), Math.round(STRIDE / 2), STRIDE]);
    expect([...strideWeights([1, 3, 0])!]).toEqual([
      Math.round(STRIDE / 3),
      STRIDE,
      Math.round((STRIDE * 2) / 3),
    ]);
    const capped = strideWeights([...new Array<number>(99).fill(1), 1e6])!;
    // The mean is about 10,001: one of ten means is all, the rest is raised to a hundredth of the mean.
    expect(capped[99]).toBe(STRIDE);
    expect(capped[0]).toBe(Math.round(Math.round(STRIDE / 10) / 100));
  });
});
