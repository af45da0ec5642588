import { describe, expect, it } from 'vitest';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { digits, record } from '../validation/record.ts';
import { replicate, sample, type Sample } from './replications.ts';

/** Leaves that nobody waits for: 1 s on average, as many at once as there are. */
function pages(calls: string, leaf: string, rate: number, duration: number): string {
  return `brownout: 1
title: Fan-out
duration: ${duration}s
warmup: ${duration / 10}s
nodes:
  source: { kind: source, target: root, rate: ${rate}/s }
  root: { kind: server, cores: 100, service: 0ms, calls: ${calls} }
  leaf: { kind: server, ${leaf} }
`;
}

function meets(measured: Sample, value: number, width: number, what: string, law: string): void {
  record({
    component: 'calls',
    oracle: law,
    what,
    expected: digits(value),
    measured: digits(measured.mean),
    interval: digits(measured.half),
  });
  expect(measured.half / value, `${what}: half-width`).toBeLessThan(width);
  expect(
    Math.abs(measured.mean - value),
    `${what}: ${measured.mean} ± ${measured.half} against ${value}`,
  ).toBeLessThan(measured.half);
}

const means = (text: string): Sample =>
  sample(replicate(text, 8).map(({ clients }) => clients.source.latency.mean!));

/** The k-th of n exponentials of mean 1 s comes after 1/n + 1/(n−1) + … + 1/(n−k+1) on average. */
function orderStatistic(k: number, n: number): number {
  return Array.from({ length: k }, (_, i) => 1 / (n - i)).reduce((sum, part) => sum + part, 0);
}

describe('one of n answers, or all, or a quorum, of independent exponentials', () => {
  it.each([
    ['all', 10, 10],
    ['all', 100, 100],
    ['first', 1, 10],
    ['quorum 2', 2, 3],
    ['quorum 7', 7, 10],
  ])('%s: number %d of %d', (wait, k, n) => {
    const text = pages(
      `[{ to: leaf, times: ${n}, wait: ${wait} }]`,
      'cores: 10000, service: exponential 1s',
      2,
      2_500 / n + 20,
    );
    meets(
      means(text),
      orderStatistic(k, n),
      0.3,
      `mean, number ${k} of ${n}`,
      'order statistics of exponentials',
    );
  });
});

describe('the tail at scale', () => {
  it.each(oracle.tail_at_scale_fanout.filter(({ n }) => n >= 10 && n <= 100))(
    'of $n calls, one in a hundred slow: $P_any of pages are slow',
    ({ n, P_any }) => {
      const text = pages(
        `[{ to: leaf, times: ${n} }]`,
        'cores: 10000, service: bimodal 0s 99% 1s',
        20,
        1_500 / n + 5,
      );
      meets(means(text), P_any, 0.5, `share of slow pages, n = ${n}`, 'Dean and Barroso 2013');
    },
  );
});

describe('fork–join of two M/M/1 queues', () => {
  it.each(oracle.fork_join.n2_exact.filter(({ rho }) => rho === 0.5))('ρ = $rho', ({ rho, T }) => {
    const text = pages(
      '[{ to: leaf, times: each }]',
      'replicas: 2, cores: 1, queue: 1M, service: exponential 1s',
      rho,
      4_000,
    );
    meets(means(text), T, 0.15, `mean, ρ = ${rho}`, 'Nelson and Tantawi 1988');
  });
});
