import { describe, expect, it } from 'vitest';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { digits, record } from '../validation/record.ts';
import { queue, replicate, sample, type Sample } from './replications.ts';

const REPLICATIONS = 20;

/** The interval must cover the value, and be narrow enough for that to mean something. */
function agrees(measured: Sample, value: number, width: number, what: string, component: string): void {
  record({
    component,
    oracle: 'queueing theory',
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

/** Longer runs for higher load: the variance of a mean grows like 1/(1 − ρ)². */
const length = (rho: number, rate: number): number =>
  Math.ceil(10_000 / ((1 - rho) * (1 - rho)) / rate / 100) * 100;

// Millions of requests: the honest half-widths need them.
const PATIENCE_MS = 240_000;

describe('M/M/1 by the engine', () => {
  it.each(oracle.MM1.filter(({ rho }) => rho <= 0.9))(
    'ρ = $rho',
    ({ lam, rho, W, L, sojourn_quantiles }) => {
      const duration = length(rho, lam);
      const reports = replicate(queue(lam, 'service: exponential 1s', duration), REPLICATIONS);
      const latencies = reports.map((report) => report.clients.source.latency);
      agrees(sample(latencies.map(({ mean }) => mean!)), W, 0.02, 'mean sojourn', `M/M/1, ρ = ${rho}`);
      agrees(
        sample(latencies.map(({ p99 }) => p99!)),
        sojourn_quantiles['0.99'],
        0.05,
        'p99',
        `M/M/1, ρ = ${rho}`,
      );
      agrees(
        sample(reports.map(({ nodes }) => nodes.source.metrics.inFlight)),
        L,
        0.03,
        'number in system',
        `M/M/1, ρ = ${rho}`,
      );
      agrees(
        sample(reports.map(({ nodes }) => nodes.desk.metrics.utilisation)),
        rho,
        0.02,
        'utilisation',
        `M/M/1, ρ = ${rho}`,
      );
    },
    PATIENCE_MS,
  );
});

describe('M/M/c by the engine', () => {
  it.each(oracle.MMc.filter(({ rho, c }) => rho <= 0.8 && (c === 2 || c === 8)))(
    'c = $c, ρ = $rho',
    ({ c, lam, rho, W, sojourn_quantiles }) => {
      const reports = replicate(
        queue(lam, `cores: ${c}, service: exponential 1s`, length(rho, lam)),
        REPLICATIONS,
      );
      const latencies = reports.map((report) => report.clients.source.latency);
      agrees(
        sample(latencies.map(({ mean }) => mean!)),
        W,
        0.02,
        'mean sojourn',
        `M/M/c, c = ${c}, ρ = ${rho}`,
      );
      agrees(
        sample(latencies.map(({ p99 }) => p99!)),
        sojourn_quantiles['0.99'],
        0.05,
        'p99',
        `M/M/c, c = ${c}, ρ = ${rho}`,
      );
    },
    PATIENCE_MS,
  );
});

describe('M/M/c/K by the engine', () => {
  it.each(oracle.MMcK)('c = $c, K = $K, λ = $lam', ({ c, K, lam, block, W, throughput }) => {
    const reports = replicate(
      queue(lam, `cores: ${c}, service: exponential 1s`, Math.ceil(25_000 / lam)).replace(
        'queue: 1M',
        `queue: ${K - c}`,
      ),
      REPLICATIONS,
    );
    const blocked = reports.map(({ clients: { source } }) => (source.failed.rejected ?? 0) / source.offered);
    agrees(sample(blocked), block, 0.1, 'blocking', `M/M/c/K, c = ${c}, K = ${K}, λ = ${lam}`);
    agrees(
      sample(reports.map(({ clients }) => clients.source.throughput)),
      throughput,
      0.02,
      'throughput',
      `M/M/c/K, c = ${c}, K = ${K}, λ = ${lam}`,
    );
    agrees(
      sample(reports.map(({ clients }) => clients.source.latency.mean!)),
      W,
      0.02,
      'mean sojourn',
      `M/M/c/K, c = ${c}, K = ${K}, λ = ${lam}`,
    );
  });
});
