import { describe, it } from 'vitest';
import type { Report } from '../../sim-core/run/report.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { adjusted, agrees, replicate, sample, type Sample } from './replications.ts';

const REPLICATIONS = 20;

/** A front that calls stations, each an exponential server, one after another. */
function network(
  client: string,
  calls: readonly string[],
  rates: readonly number[],
  duration: number,
): string {
  const stations = rates.map(
    (mu, i) => `  s${i}: { kind: server, queue: 100k, service: exponential ${1 / mu}s }\n`,
  );
  const steps = calls.map((call) => `{ ${call}, wait: in turn }`).join();
  return `brownout: 1
title: Network of queues
duration: ${duration}s
warmup: ${duration / 10}s
nodes:
  clients: { ${client}, target: front }
  front: { kind: server, cores: 1000, service: 0ms, calls: [${steps}] }
${stations.join('')}`;
}

const times = (reports: readonly Report[]) => reports.map(({ clients }) => clients.clients.latency.mean!);

const busy = (reports: readonly Report[], i: number) =>
  reports.map(({ nodes }) => nodes[`s${i}`].metrics.utilisation);

/** Mean number at a station, in service or waiting. */
const present = (reports: readonly Report[], i: number) =>
  reports.map(({ nodes }) => nodes[`s${i}`].metrics.utilisation + nodes[`s${i}`].metrics.queueLength);

describe('open networks of exponential stations are Jackson’s', () => {
  const [tandem, feedback] = oracle.jackson;

  /** Freed of the luck that shows in how busy the slowest station was. */
  const free = (values: readonly number[], reports: readonly Report[], rho: number): Sample =>
    adjusted(values, busy(reports, 0), rho);

  it.each([tandem])('$name', () => {
    const calls = tandem.mu.map((_, i) => `to: s${i}`);
    const text = network(`kind: source, rate: ${tandem.gamma[0]}/s`, calls, tandem.mu, 14_000);
    const reports = replicate(text, REPLICATIONS);
    const name = 'tandem of three M/M/1';
    tandem.node_L.forEach((number, i) =>
      agrees(free(present(reports, i), reports, 0.8), number, 0.06, `number at station ${i}`, name),
    );
    agrees(free(times(reports), reports, 0.8), tandem.mean_end_to_end, 0.05, 'mean end to end', name);
  });

  it.each([feedback])('$name', () => {
    // Each visit is followed by another with chance 1/4: so the next of the calls is made if the one before it was.
    const text = network(
      `kind: source, rate: ${feedback.gamma[0]}/s`,
      ['to: s0', 'to: again, share: 25%'],
      feedback.mu,
      18_000,
    );
    const again = Array.from({ length: 8 }, (_, i) => {
      const name = i === 0 ? 'again' : `again${i}`;
      const more = i === 7 ? '' : `, { to: again${i + 1}, share: 25%, wait: in turn }`;
      return `  ${name}: { kind: server, cores: 1000, service: 0ms, calls: [{ to: s0, wait: in turn }${more}] }\n`;
    });
    const reports = replicate(text + again.join(''), REPLICATIONS);
    const name = 'M/M/1 with feedback';
    const rho = feedback.lam[0];
    agrees(sample(busy(reports, 0)), rho, 0.02, 'utilisation, again with 1/4', name);
    agrees(free(present(reports, 0), reports, rho), feedback.L, 0.06, 'number, again with 1/4', name);
    agrees(
      free(times(reports), reports, rho),
      feedback.mean_end_to_end,
      0.06,
      'mean end to end, again with 1/4',
      name,
    );
  });
});

describe('closed networks are what mean value analysis says', () => {
  const [{ D, Z, rows }] = oracle.closed_MVA;

  it.each(rows.filter(({ n }) => n === 3 || n === 10))('$n users', ({ n, X, R, Q, U }) => {
    const calls = D.map((_, i) => `to: s${i}`);
    const rates = D.map((demand) => 1 / demand);
    const text = network(`kind: users, users: ${n}, think: ${Z}s`, calls, rates, n === 3 ? 8000 : 16_000);
    const reports = replicate(text, REPLICATIONS);
    const name = `closed network, ${n} users`;
    agrees(
      sample(reports.map(({ clients }) => clients.clients.throughput)),
      X,
      0.02,
      'rounds per second',
      name,
    );
    agrees(sample(times(reports)), R, 0.02, 'mean seconds of a round', name);
    D.forEach((_, i) => {
      agrees(sample(busy(reports, i)), U[i], 0.03, `utilisation of station ${i}`, name);
      agrees(sample(present(reports, i)), Q[i], 0.06, `number at station ${i}`, name);
    });
  });
});
