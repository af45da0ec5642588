import { describe, expect, it } from 'vitest';
import { digits, record } from '../validation/record.ts';
import { queue, replicate, sample, type Sample } from './replications.ts';

const REPLICATIONS = 16;

/** The interval must cover the value, and be narrow enough for that to mean something. */
function agrees(measured: Sample, value: number, component: string, what: string): void {
  record({
    component,
    oracle: 'queueing theory',
    what,
    expected: digits(value),
    measured: digits(measured.mean),
    interval: digits(measured.half),
  });
  expect(measured.half / value, `${what}: half-width`).toBeLessThan(0.05);
  expect(
    Math.abs(measured.mean - value),
    `${component}, ${what}: ${measured.mean} ± ${measured.half} against ${value}`,
  ).toBeLessThan(measured.half);
}

/**
 * M/M/1 whose server breaks down, busy or idle, at rate `down` and is repaired at rate `up`; work goes on where it
 * was. Mean number in the system (White and Christie, Operations Research 6(1), 1958), by Little's law the mean time.
 */
function timeWithBreakdowns(arrivals: number, service: number, down: number, up: number): number {
  const available = up / (up + down);
  const effective = arrivals / available;
  const whileUp = (effective + (down * arrivals * arrivals) / (up * up)) / (service - effective);
  return (whileUp + (down * arrivals * available) / (up * up)) / arrivals;
}

/**
 * A pause of `pause` with every arrival, before all other work, and service of mean 1: work ahead by Pollaczek and
 * Khinchine, stretched by the pauses that arrive until it is done.
 */
function timeWithPauses(rate: number, pause: number): number {
  const mean = 1 + pause;
  const secondMoment = 2 + 2 * pause + pause * pause;
  const ahead = (rate * secondMoment) / (2 * (1 - rate * mean));
  return (ahead + mean) / (1 - rate * pause);
}

describe('servers that stand still at times', () => {
  it.each([[0.2, 2, 2]])('breakdowns: rate %d, up for %ds, down for %ds', (rate, idle, busy) => {
    const neighbour = `noisyNeighbour: { share: 100%, idle: exponential ${idle}s, busy: exponential ${busy}s }`;
    const reports = replicate(queue(rate, `service: exponential 1s, ${neighbour}`, 30_000), REPLICATIONS);
    const expected = timeWithBreakdowns(rate, 1, 1 / idle, 1 / busy);
    const what = `mean sojourn, ${idle} s up, ${busy} s down`;
    agrees(
      sample(reports.map(({ clients }) => clients.source.latency.mean!)),
      expected,
      'M/M/1 with breakdowns',
      what,
    );
  });

  it('pauses: one of 0.3 s with every request', () => {
    const gc = 'garbageCollection: { youngGeneration: 1MB, allocation: 1MB, pause: 300ms }';
    const reports = replicate(queue(0.4, `service: exponential 1s, ${gc}`, 30_000), REPLICATIONS);
    const latencies = sample(reports.map(({ clients }) => clients.source.latency.mean!));
    agrees(
      latencies,
      timeWithPauses(0.4, 0.3),
      'M/M/1 with pauses',
      'mean sojourn, 0.3 s with every request',
    );
  });

  it('a quota: four busy cores get no more done than one and a half', () => {
    const limit = 'cores: 4, service: 1s, cpuLimit: { cores: 1.5, period: 500ms }';
    const [{ nodes }] = replicate(queue(2, limit, 3200), 1);
    expect(nodes.desk.metrics.completed / 3000).toBeCloseTo(1.5, 2);
    expect(nodes.desk.metrics.throttled).toBeCloseTo(1 - 1.5 / 4, 3);
  });
});

describe('a network interface', () => {
  it('is shared like a processor: mean 1 ÷ (1 − ρ)', () => {
    const traffic = ', classes: { all: { work: 0s, size: 1MB, replySize: 0B } }';
    const reports = replicate(queue(0.5, 'cores: 1k, nic: 8Mbit/s', 20_000, traffic), REPLICATIONS);
    const latencies = sample(reports.map(({ clients }) => clients.source.latency.mean!));
    agrees(latencies, 2, 'M/G/1-PS, NIC', 'mean time to arrive, ρ = 0.5');
  });
});

describe('a disk', () => {
  it('is M/D/1', () => {
    const traffic = ', classes: { all: { work: 0s } }';
    const reports = replicate(queue(0.6, 'cores: 1k, disk: { iops: 1/s }', 20_000, traffic), REPLICATIONS);
    const latencies = sample(reports.map(({ clients }) => clients.source.latency.mean!));
    agrees(latencies, 1 + 0.6 / (2 * (1 - 0.6)), 'M/D/1, disk', 'mean time, ρ = 0.6');
  });
});
