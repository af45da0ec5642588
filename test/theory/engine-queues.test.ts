import { describe, it } from 'vitest';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import type { Report } from '../../sim-core/run/report.ts';
import { adjusted, agrees, queue, replicate, sample } from './replications.ts';
import { patience } from '../validation/record.ts';

const REPLICATIONS = 20;

/** Simulated seconds in which so many requests come over all replications, the warm-up included. */
const length = (requests: number, rate: number): number => Math.ceil(requests / REPLICATIONS / rate);

const EXPONENTIAL = 'service: exponential 1s';

const latencies = (reports: readonly Report[]) => reports.map(({ clients }) => clients.source.latency);
const busy = (reports: readonly Report[]) => reports.map(({ nodes }) => nodes.desk.metrics.utilisation);

/** Time in the system, its tail and what stands in it, freed of the luck that shows in how busy the server was. */
function agree(
  reports: readonly Report[],
  theory: { readonly rho: number; readonly W: number; readonly L: number; readonly p99: number },
  widths: { readonly mean: number; readonly tail: number },
  name: string,
): void {
  const free = (values: readonly number[]) => adjusted(values, busy(reports), theory.rho);
  agrees(free(latencies(reports).map(({ mean }) => mean!)), theory.W, widths.mean, 'mean sojourn', name);
  agrees(free(latencies(reports).map(({ p99 }) => p99!)), theory.p99, widths.tail, 'p99', name);
  const present = reports.map(({ nodes }) => nodes.source.metrics.inFlight);
  agrees(free(present), theory.L, widths.mean * 1.5, 'number in system', name);
  agrees(sample(busy(reports)), theory.rho, 0.02, 'utilisation', name);
}

/** Requests that each needs; at 0.9 narrower intervals come from the recursion, which the engine follows exactly. */
const MM1 = new Map([
  [0.3, { requests: 240_000, mean: 0.02, tail: 0.05 }],
  [0.5, { requests: 440_000, mean: 0.02, tail: 0.05 }],
  [0.8, { requests: 2_700_000, mean: 0.02, tail: 0.05 }],
  [0.9, { requests: 1_000_000, mean: 0.06, tail: 0.15 }],
]);

// Millions of requests, on a machine that may be busy.
const PATIENCE_MS = patience(120_000);

describe('M/M/1 by the engine', () => {
  it.each(oracle.MM1.filter(({ rho }) => MM1.has(rho)))(
    'ρ = $rho',
    ({ lam, rho, W, L, sojourn_quantiles }) => {
      const { requests, ...widths } = MM1.get(rho)!;
      const reports = replicate(queue(lam, EXPONENTIAL, length(requests, lam)), REPLICATIONS);
      agree(reports, { rho, W, L, p99: sojourn_quantiles['0.99'] }, widths, `M/M/1, ρ = ${rho}`);
    },
    PATIENCE_MS,
  );
});

describe('M/M/c by the engine', () => {
  it.each([
    { c: 2, rho: 0.5, requests: 300_000 },
    { c: 2, rho: 0.8, requests: 2_200_000 },
    { c: 8, rho: 0.5, requests: 150_000 },
    { c: 8, rho: 0.8, requests: 600_000 },
  ])(
    'c = $c, ρ = $rho',
    ({ c, rho, requests }) => {
      const { lam, W, L, sojourn_quantiles } = oracle.MMc.find((one) => one.c === c && one.rho === rho)!;
      const text = queue(lam, `cores: ${c}, ${EXPONENTIAL}`, length(requests, lam));
      const reports = replicate(text, REPLICATIONS);
      const theory = { rho, W, L, p99: sojourn_quantiles['0.99'] };
      agree(reports, theory, { mean: 0.02, tail: 0.05 }, `M/M/c, c = ${c}, ρ = ${rho}`);
    },
    PATIENCE_MS,
  );
});

describe('M/M/c/K by the engine', () => {
  it.each(oracle.MMcK)('c = $c, K = $K, λ = $lam', ({ c, K, lam, block, W, throughput }) => {
    const text = queue(lam, `cores: ${c}, ${EXPONENTIAL}`, length(300_000, lam));
    const reports = replicate(text.replace('queue: 1M', `queue: ${K - c}`), REPLICATIONS);
    const blocked = reports.map(({ clients: { source } }) => (source.failed.rejected ?? 0) / source.offered);
    const name = `M/M/c/K, c = ${c}, K = ${K}, λ = ${lam}`;
    agrees(sample(blocked), block, 0.1, 'blocking', name);
    agrees(
      sample(reports.map(({ clients }) => clients.source.throughput)),
      throughput,
      0.02,
      'throughput',
      name,
    );
    agrees(sample(latencies(reports).map(({ mean }) => mean!)), W, 0.02, 'mean sojourn', name);
  });
});

describe('M/M/c with patience by the engine', () => {
  it.each(oracle.MMc_plus_M_abandonment)('λ = $lam, θ = $theta', ({ c, lam, theta, Lq, ...theory }) => {
    const text = queue(
      lam,
      `cores: ${c}, ${EXPONENTIAL}, queueTimeout: exponential ${1 / theta}s`,
      length(300_000, lam),
    );
    const reports = replicate(text, REPLICATIONS);
    const name = `M/M/1+M, λ = ${lam}, θ = ${theta}`;
    const left = reports.map(
      ({ clients: { source } }) => (source.failed['queue-timeout'] ?? 0) / source.offered,
    );
    agrees(sample(left), theory.abandon_fraction, 0.05, 'share that leaves', name);
    agrees(
      sample(reports.map(({ nodes }) => nodes.desk.metrics.queueLength)),
      Lq,
      0.05,
      'queue length',
      name,
    );
    agrees(sample(busy(reports)), theory.P_wait, 0.02, 'chance of waiting', name);
    agrees(
      sample(reports.map(({ clients }) => clients.source.throughput)),
      theory.throughput,
      0.02,
      'throughput',
      name,
    );
  });
});

describe('M/M/∞ by the engine', () => {
  it.each(oracle.MMinf)('λ = $lam', ({ lam, L }) => {
    const reports = replicate(queue(lam, `cores: 1k, ${EXPONENTIAL}`, length(100_000, lam)), REPLICATIONS);
    agrees(
      sample(reports.map(({ nodes }) => nodes.source.metrics.inFlight)),
      L,
      0.02,
      'number in system',
      'M/M/∞',
    );
  });
});
