import { describe, expect, it } from 'vitest';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { digits, record } from '../validation/record.ts';
import { replicate, sample } from './replications.ts';

describe('a network that loses requests, and clients that try again', () => {
  it.each(oracle.retry_amplification.filter(({ p_fail, max_retries }) => p_fail < 1 && max_retries > 0))(
    'lost with $p_fail, $max_retries retries',
    ({ p_fail: lost, max_retries: retries, attempts, success }) => {
      const reports = replicate(
        `brownout: 1
title: Amplification
duration: 30s
warmup: 5s
nodes:
  web:
    kind: source
    target: api
    rate: 400/s
    timeout: 10ms
    retry: { policy: fixed, attempts: ${retries + 1}, base: 0s }
  api: { kind: server, cores: 100, service: 0s }
faults: [{ at: 0s, drop: web -> api, share: ${lost * 100}% }]
`,
        8,
      );
      const clients = reports.map((report) => report.clients.web);
      const found = {
        'attempts per request': [clients.map(({ attempts: sent, offered }) => sent / offered), attempts],
        'share that succeeds': [clients.map(({ availability }) => availability!), success],
      } as const;
      for (const [what, [values, expected]] of Object.entries(found)) {
        const { mean, half } = sample(values);
        record({
          component: `retries, ${retries} more`,
          oracle: 'geometric series',
          what: `${what}, each lost with ${lost}`,
          expected: digits(expected),
          measured: digits(mean),
          interval: digits(half),
        });
        expect(half / expected, `${what}: half-width`).toBeLessThan(0.03);
        expect(Math.abs(mean - expected), `${what}: ${mean} ± ${half}`).toBeLessThan(half);
      }
    },
  );
});
