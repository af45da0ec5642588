import { expect, it } from 'vitest';
import { erlangC } from '../../sim-core/stats/queueing-theory.ts';
import { digits, record } from '../validation/record.ts';
import { replicate, sample } from './replications.ts';

/** Workers that take a job at a time from one queue are one queue with so many servers, over however many machines. */
it.each([
  { workers: 'replicas: 4', c: 4, rho: 0.7 },
  { workers: 'replicas: 2, cores: 4', c: 8, rho: 0.8 },
])('competing workers ($workers) are M/M/$c at ρ = $rho', ({ workers, c, rho }) => {
  const duration = 3000;
  const reports = replicate(
    `brownout: 1
title: Workers
duration: ${duration}s
warmup: ${duration / 16}s
nodes:
  shop: { kind: source, target: jobs, rate: ${c * rho}/s }
  jobs: { kind: work-queue, workers: hands, queue: 1M, visibilityTimeout: 1h }
  hands: { kind: server, ${workers}, service: exponential 1s }
`,
    16,
  );
  const wait = erlangC(c, c * rho)! / (c * (1 - rho));
  const found = {
    'mean seconds from taken in to done': [reports.map(({ nodes }) => nodes.jobs.latency!.mean!), 1 + wait],
    depth: [reports.map(({ nodes }) => nodes.jobs.metrics.queueLength), wait * c * rho],
    'handed out': [reports.map(({ nodes }) => nodes.jobs.metrics.inFlight), c * rho],
  } as const;
  for (const [what, [values, expected]] of Object.entries(found)) {
    const { mean, half } = sample(values);
    record({
      component: `work-queue, c = ${c}, ρ = ${rho}`,
      oracle: 'Erlang C',
      what,
      expected: digits(expected),
      measured: digits(mean),
      interval: digits(half),
    });
    expect(Math.abs(mean - expected), `${what}: ${mean} ± ${half} against ${expected}`).toBeLessThan(half);
    expect(half / expected, `${what}: half-width`).toBeLessThan(0.25);
  }
});
