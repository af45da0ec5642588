import { describe, expect, it } from 'vitest';
import type { Report } from '../../sim-core/run/report.ts';
import oracle from '../oracles/textbook_networks.json' with { type: 'json' };
import { digits, record } from '../validation/record.ts';
import { replicate, sample, type Sample } from './replications.ts';

const [closed, open] = oracle.cases;

/**
 * A page asks each station so many times, one call after another: a product-form network with fixed routes (Kelly).
 * The file's third case has classes of different times at one station, which must then be shared: `disciplines.test.ts`.
 */
function network(client: string, S: readonly number[], V: readonly number[], duration: number): string {
  const stations = S.map(
    (service, i) => `  s${i}: { kind: server, cores: 1, queue: 1M, service: exponential ${service}s }\n`,
  ).join('');
  const calls = V.map((visits, i) => `{ to: s${i}, times: ${visits}, wait: in turn }`).join();
  return `brownout: 1
title: Textbook network
duration: ${duration}s
warmup: ${duration / 10}s
nodes:
  clients: { ${client}, target: front }
  front: { kind: server, cores: 1000, service: 0ms, calls: [${calls}] }
${stations}`;
}

/** Requests at a station, in work or waiting. */
function present(report: Report, i: number): number {
  const { utilisation, queueLength } = report.nodes[`s${i}`].metrics;
  return utilisation + queueLength;
}

function meets(measured: Sample, value: number, tolerance: number, what: string, source: string): void {
  record({
    component: 'calls in turn',
    oracle: source,
    what,
    expected: digits(value),
    measured: digits(measured.mean),
    interval: digits(measured.half),
  });
  expect(measured.half / value, `${what}: half-width`).toBeLessThan(0.4);
  expect(
    Math.abs(measured.mean - value),
    `${what}: ${measured.mean} ± ${measured.half} against ${value}`,
  ).toBeLessThan(measured.half + tolerance * value);
}

describe('networks from textbooks', () => {
  it(`closed: ${closed.src}`, () => {
    const { S, V, N, Z } = closed.closed!;
    const text = network(`kind: users, users: ${N}, think: exponential ${Z}s`, S, V, 1500);
    const reports = replicate(text, 8);
    S.forEach((service, i) => {
      meets(
        sample(reports.map((report) => present(report, i))),
        closed.Q![i],
        closed.tol!,
        `Q, station ${i}`,
        closed.src,
      );
      const residence = reports.map(
        (report) => (present(report, i) * service) / report.nodes[`s${i}`].metrics.utilisation,
      );
      meets(sample(residence), closed.R![i], closed.tol!, `R, station ${i}`, closed.src);
    });
  });

  it(`open: ${open.src}`, () => {
    const { lambda, S, V } = open.open!;
    const reports = replicate(network(`kind: source, rate: ${lambda}/s`, S, V, 250), 8);
    S.forEach((service, i) => {
      const busy = reports.map((report) => report.nodes[`s${i}`].metrics.utilisation);
      meets(sample(busy), open.U![i], open.tol!, `U, station ${i}`, open.src);
      const residence = reports.map(
        (report) => (present(report, i) * service) / report.nodes[`s${i}`].metrics.utilisation,
      );
      meets(sample(residence), open.R![i], open.tol!, `R, station ${i}`, open.src);
    });
  });
});
