import { describe, expect, it } from 'vitest';
import { run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { digits, record } from '../validation/record.ts';
import { agrees, replicate, sample } from './replications.ts';

describe('a hedged exponential at light load', () => {
  it.each([0, 0.05, 0.1])('after %d s has the mean of the race', (delay) => {
    const mean = 0.1;
    const { scenario } = loadScenario(`brownout: 1
title: Race
duration: 40s
nodes:
  web: { kind: source, target: app, rate: 100/s, hedge: { policy: fixed, delay: ${delay}s } }
  app: { kind: server, cores: 1000, service: exponential ${mean}s }
`);
    const found = sample(
      Array.from({ length: 8 }, (_, seed) => run(scenario!, { seed: seed + 1 }).clients['web'].latency.mean!),
    );
    // Memoryless: what is still out after the delay races with a fresh one, and the minimum has half the mean.
    const expected = mean * (1 - Math.exp(-delay / mean) / 2);
    record({
      component: 'hedging',
      oracle: 'minimum of two exponentials',
      what: `mean seconds, exponential ${mean} s, hedge after ${delay} s`,
      expected: digits(expected),
      measured: digits(found.mean),
      interval: digits(found.half),
    });
    expect(Math.abs(found.mean - expected)).toBeLessThan(found.half);
    expect(found.half).toBeLessThan(0.05 * expected);
  });
});

describe('hedged after the 95th percentile', () => {
  /** The mixture comes from one slow replica in a hundred: who is asked is drawn anew for every attempt. */
  const mixture = `  app: { kind: load-balancer, policy: random, backends: copy }
  copy: { kind: server, replicas: 100, cores: 1000, service: exponential 1s }
faults: [{ at: 0s, slow: copy-100, times: 50 }]
`;
  const exponential = '  app: { kind: server, cores: 10k, service: exponential 1s }\n';

  it.each(oracle.hedged_requests_exact)(
    '$dist',
    ({ dist, hedge_delay, extra_requests, quantiles_hedged }) => {
      const reports = replicate(
        `brownout: 1
title: Hedged
duration: 105s
warmup: 1s
nodes:
  web: { kind: source, target: app, rate: 100/s, hedge: { policy: fixed, delay: ${hedge_delay}s } }
${dist === 'exp(1)' ? exponential : mixture}`,
        12,
      );
      const name = `hedging, ${dist}`;
      const found = reports.map(({ clients }) => clients.web);
      agrees(
        sample(found.map(({ attempts, offered }) => attempts / offered)),
        1 + extra_requests,
        0.01,
        'attempts per request',
        name,
      );
      for (const [what, p, width] of [
        ['p50', '0.5', 0.03],
        ['p95', '0.95', 0.02],
        ['p99', '0.99', 0.04],
        ['p999', '0.999', 0.15],
      ] as const)
        agrees(sample(found.map(({ latency }) => latency[what]!)), quantiles_hedged[p], width, what, name);
    },
  );
});
