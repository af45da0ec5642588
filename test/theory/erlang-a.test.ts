import { expect, it } from 'vitest';
import { digits, record } from '../validation/record.ts';
import { replicate, sample } from './replications.ts';

/** Stationary M/M/c+M with unit service rate: the birth–death chain, cut where hardly anybody ever is. */
function erlangA(
  c: number,
  rate: number,
  leaving: number,
): { readonly waiting: number; readonly left: number } {
  const weights = [1];
  for (let n = 1; n <= 40 * c; n++) {
    const out = Math.min(n, c) + Math.max(0, n - c) * leaving;
    weights.push((weights[n - 1] * rate) / out);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const waiting = weights.reduce((sum, weight, n) => sum + Math.max(0, n - c) * weight, 0) / total;
  return { waiting, left: (leaving * waiting) / rate };
}

it.each([
  { c: 5, load: 0.9, patience: 2 },
  { c: 5, load: 1.4, patience: 1 },
])('customers who leave are M/M/$c+M at load $load with patience $patience', ({ c, load, patience }) => {
  const duration = 3000;
  const rate = c * load;
  const reports = replicate(
    `brownout: 1
title: Patience
duration: ${duration}s
warmup: ${duration / 16}s
nodes:
  customers: { kind: source, target: agents, rate: ${rate}/s }
  agents: { kind: server, cores: ${c}, service: exponential 1s, queueTimeout: exponential ${patience}s }
`,
    12,
  );
  const { waiting, left } = erlangA(c, rate, 1 / patience);
  const found = {
    'number waiting': [reports.map(({ nodes }) => nodes.agents.metrics.queueLength), waiting],
    'share that left': [
      reports.map(({ nodes }) => nodes.agents.metrics.queueTimeouts / nodes.agents.metrics.arrived),
      left,
    ],
  } as const;
  for (const [what, [values, expected]] of Object.entries(found)) {
    const { mean, half } = sample(values);
    record({
      component: `server with queueTimeout, c = ${c}, load ${load}, patience ${patience}`,
      oracle: 'Erlang A (Palm 1957)',
      what,
      expected: digits(expected),
      measured: digits(mean),
      interval: digits(half),
    });
    expect(Math.abs(mean - expected), `${what}: ${mean} ± ${half} against ${expected}`).toBeLessThan(half);
    expect(half / expected, `${what}: half-width`).toBeLessThan(0.1);
  }
});
