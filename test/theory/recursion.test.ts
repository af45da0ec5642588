import { describe, expect, it } from 'vitest';
import { ARRIVED_AT, DEPTH, REPLIED_AT, WORK } from '../../sim-core/model/request-rows.ts';
import {
  constant,
  erlang,
  exponential,
  hyperexponential,
  type Distribution,
} from '../../sim-core/random/distributions.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import { recordClose } from '../validation/record.ts';
import { departures, lindley, meanOf, shareAbove, type Laws } from './recursion.ts';
import { adjusted, agrees, sample, type Sample } from './replications.ts';

/** Queues in order of arrival: the engine does what a recursion of three lines does, and that agrees with theory. */
const REPLICATIONS = 20;

interface Seen {
  readonly at: number[];
  readonly work: number[];
  readonly done: number[];
}

/** Arrivals at the server, their work, and when they were answered, in order of arrival. */
function watch(client: string, server: string): Seen {
  const { scenario, problems } = loadScenario(`brownout: 1
title: Watched
duration: 6000s
warmup: none
nodes:
  source: { kind: source, target: desk, ${client} }
  desk: { kind: server, queue: 1M, ${server} }
`);
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 2));
  const run = new Run(scenario);
  const { requests } = run.world;
  const seen: number[][] = [];
  requests.observer = {
    closed(row) {
      if (requests.words[row + DEPTH] === 0) return;
      const { floats } = requests;
      seen.push([floats[row + ARRIVED_AT], floats[row + WORK], floats[row + REPLIED_AT]]);
    },
  };
  run.advance(6000);
  // Later than this not all are answered.
  const all = seen.filter(([at]) => at < 5800).sort((a, b) => a[0] - b[0]);
  return {
    at: all.map(([at]) => at),
    work: all.map(([, work]) => work),
    done: all.map(([, , done]) => done),
  };
}

describe('the engine, request by request', () => {
  it.each([
    ['M/M/1, ρ = 0.9', 1, 'rate: 0.9/s', 'exponential 1s'],
    ['M/M/8, ρ = 0.8', 8, 'rate: 6.4/s', 'exponential 1s'],
    ['M/D/1, ρ = 0.8', 1, 'rate: 0.8/s', '1s'],
    ['M/H₂/2, ρ = 0.8', 2, 'rate: 1.6/s', 'hyperexponential 1s scv 4'],
    ['D/M/1, ρ = 0.8', 1, 'rate: 0.8/s, arrivals: constant', 'exponential 1s'],
  ])('%s', (name, cores, client, law) => {
    const { at, work, done } = watch(`${client}, classes: { all: { work: ${law} } }`, `cores: ${cores}`);
    expect(at.length).toBeGreaterThan(4000);
    const expected = departures({ at, work }, cores);
    const worst = Math.max(...done.map((time, i) => Math.abs(time - expected[i])));
    recordClose(name, 'recursion of Kiefer and Wolfowitz', at.length, 'departures', worst);
    expect(worst).toBeLessThan(1e-8);
  });
});

const balanced = (service: string): Distribution => {
  if (service.startsWith('deterministic')) return constant(1);
  return service === 'exponential' ? exponential(1) : hyperexponential(1, 4);
};

/** Mean time in the system, freed of the luck that shows in how much work came. */
function mean(laws: Laws, requests: number): Sample {
  const found = lindley(laws, requests, REPLICATIONS, ({ times, load }) => ({ time: meanOf(times), load }));
  const load = (laws.work.mean * (laws.batch ?? 1)) / laws.gap.mean;
  return adjusted(
    found.map(({ time }) => time),
    found.map((path) => path.load),
    load,
  );
}

describe('the recursion', () => {
  it('M/M/1, ρ = 0.9: mean and tail', () => {
    const { W, sojourn_quantiles } = oracle.MM1.find(({ rho }) => rho === 0.9)!;
    const laws = { gap: exponential(1 / 0.9), work: exponential(1) };
    agrees(mean(laws, 700_000), W, 0.02, 'mean sojourn', 'Lindley, M/M/1, ρ = 0.9');
    const late = lindley(laws, 200_000, REPLICATIONS, ({ times }) =>
      shareAbove(times, sojourn_quantiles['0.99']),
    );
    agrees(sample(late), 0.01, 0.5, 'share beyond p99', 'Lindley, M/M/1, ρ = 0.9');
  });

  it.each(oracle.MG1_FIFO_PollaczekKhinchine)('M/G/1, $service, λ = $lam', ({ service, lam, W, rho }) => {
    const laws = { gap: exponential(1 / lam), work: balanced(service) };
    agrees(
      mean(laws, rho > 0.6 ? 350_000 : 120_000),
      W,
      0.02,
      'mean sojourn',
      `M/G/1, ${service}, ρ = ${rho}`,
    );
  });

  it.each(oracle.MD1_wait_quantiles)('M/D/1, ρ = $rho: quantiles of the wait', ({ rho, wait_quantiles }) => {
    const points = Object.entries(wait_quantiles).filter(([, wait]) => wait > 0);
    const found = lindley(
      { gap: exponential(1 / rho), work: constant(1) },
      100_000,
      REPLICATIONS,
      ({ times }) => points.map(([, wait]) => shareAbove(times, 1 + wait)),
    );
    points.forEach(([p], i) => {
      const beyond = sample(found.map((shares) => shares[i]));
      agrees(beyond, 1 - Number(p), 0.2, `share beyond p${Number(p) * 100} of the wait`, `M/D/1, ρ = ${rho}`);
    });
  });

  it.each(oracle.GM1)('G/M/1, $arrivals, λ = $lam', ({ arrivals, lam, W }) => {
    const gap = arrivals === 'deterministic' ? constant(1 / lam) : erlang(2, 1 / lam);
    const laws = { gap, work: exponential(1) };
    agrees(mean(laws, 60_000), W, 0.02, 'mean sojourn', `G/M/1, ${arrivals}, λ = ${lam}`);
  });

  it.each(oracle.batch_MX1)('M[X]/M/1, $batch', ({ batch, lam_batches, Wq_mean_job }) => {
    const size = Number(batch.replace('fixed ', ''));
    const laws = { gap: exponential(1 / lam_batches), work: exponential(1), batch: size };
    agrees(mean(laws, 150_000), Wq_mean_job + 1, 0.02, 'mean sojourn', `M[X]/M/1, X = ${size}`);
  });
});
