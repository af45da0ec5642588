import { expect, it } from 'vitest';
import { erlangA } from '../../sim-core/stats/queueing/index.ts';
import { digits, record } from '../validation/record.ts';
import { replicate, sample } from './replications.ts';

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
  const { Lq, abandoned } = erlangA(rate, 1, c, 1 / patience);
  const found = {
    'number waiting': [reports.map(({ nodes }) => nodes.agents.metrics.queueLength), Lq],
    'share that left': [
      reports.map(({ nodes }) => nodes.agents.metrics.queueTimeouts / nodes.agents.metrics.arrived),
      abandoned,
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
