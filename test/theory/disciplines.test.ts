import { describe, expect, it } from 'vitest';
import type { Report } from '../../sim-core/run/report.ts';
import type { Discipline } from '../../sim-core/policy/queueing/discipline.ts';
import { disciplines } from '../../sim-core/policy/queueing/index.ts';
import oracle from '../oracles/queueing.json' with { type: 'json' };
import networks from '../oracles/textbook_networks.json' with { type: 'json' };
import { adjusted, agrees, replicate, sample } from './replications.ts';

const REPLICATIONS = 20;
const [theory] = oracle.disciplines_MM1;

/** One sort of request with a client of its own, so that its times are told apart. */
interface Sort {
  readonly name: string;
  readonly rate: number;
  readonly work: string;
  readonly priority?: number;
}

/** @param requests over all replications, the warm-up included. */
function world(sorts: readonly Sort[], server: string, requests: number): string {
  const rate = sorts.reduce((sum, sort) => sum + sort.rate, 0);
  const duration = Math.ceil(requests / REPLICATIONS / rate);
  const clients = sorts.map(
    ({ name, rate: own, work, priority = 0 }) =>
      `  ${name}: { kind: source, target: desk, rate: ${own}/s, classes: { ${name}: { work: ${work}, priority: ${priority} } } }\n`,
  );
  return `brownout: 1
title: Disciplines
duration: ${duration}s
warmup: ${duration / 16}s
nodes:
${clients.join('')}  desk: { kind: server, queue: 100k, ${server} }
`;
}

const one = (rate: number, work: string): Sort[] => [{ name: 'all', rate, work }];

/** Mean time in the system of one client, freed of the luck that shows in how busy the server was. */
function time(reports: readonly Report[], client: string, rho: number) {
  return adjusted(
    reports.map(({ clients }) => clients[client].latency.mean!),
    reports.map(({ nodes }) => nodes.desk.metrics.utilisation),
    rho,
  );
}

describe('M/M/1, ρ = 0.5', () => {
  it.each([
    ['lifo', theory.FIFO_mean, 300_000],
    ['preemptive-lifo', theory.LCFS_PR_mean, 300_000],
    ['processor-sharing', theory.MM1_PS_mean_sojourn, 220_000],
    ['shortest-job-first', theory.nonpreemptive_SJF_mean_sojourn, 170_000],
    ['srpt', theory.SRPT_mean_sojourn, 120_000],
  ] as const)('%s', (discipline, expected, requests) => {
    const reports = replicate(
      world(one(0.5, 'exponential 1s'), `discipline: ${discipline}`, requests),
      REPLICATIONS,
    );
    agrees(time(reports, 'all', 0.5), expected, 0.02, 'mean sojourn, ρ = 0.5', `M/M/1, ${discipline}`);
  });

  it.each(['priority', 'preemptive-priority'])('two classes: %s', (discipline) => {
    const { lam_each: rate, Wq_high, Wq_low } = theory.two_class_nonpreemptive;
    const { T_high, T_low } = theory.two_class_preemptive_resume;
    const isPreemptive = discipline !== 'priority';
    const sorts = [
      { name: 'high', rate, work: 'exponential 1s', priority: 1 },
      { name: 'low', rate, work: 'exponential 1s', priority: 4 },
    ];
    const reports = replicate(world(sorts, `discipline: ${discipline}`, 350_000), REPLICATIONS);
    const high = isPreemptive ? T_high : 1 + Wq_high;
    const low = isPreemptive ? T_low : 1 + Wq_low;
    agrees(time(reports, 'high', 0.5), high, 0.02, 'mean sojourn, high', `M/M/1, ${discipline}`);
    agrees(time(reports, 'low', 0.5), low, 0.025, 'mean sojourn, low', `M/M/1, ${discipline}`);
  });
});

describe('insensitivity: the mean time is that of M/M/1, whatever the law', () => {
  it.each([
    ['processor-sharing', '1s'],
    ['processor-sharing', 'hyperexponential 1s scv 4'],
    ['preemptive-lifo', '1s'],
    ['preemptive-lifo', 'hyperexponential 1s scv 4'],
  ])('%s, %s', (discipline, work) => {
    const requests = work === '1s' ? 120_000 : 250_000;
    const reports = replicate(world(one(0.5, work), `discipline: ${discipline}`, requests), REPLICATIONS);
    const name = `M/G/1, ${discipline}, ${work}`;
    agrees(time(reports, 'all', 0.5), theory.MM1_PS_mean_sojourn, 0.03, 'mean sojourn, ρ = 0.5', name);
  });

  it('shared cores slow all alike: twice the work, twice the time', () => {
    const sorts = [
      { name: 'small', rate: 0.5, work: '200ms' },
      { name: 'middle', rate: 0.2, work: '1s' },
      { name: 'large', rate: 0.05, work: '4s' },
    ];
    const reports = replicate(world(sorts, 'discipline: processor-sharing', 350_000), REPLICATIONS);
    sorts.forEach(({ name, work }) => {
      const expected = theory.PS_conditional_slowdown * (work === '200ms' ? 0.2 : Number.parseInt(work, 10));
      agrees(
        time(reports, name, 0.5),
        expected,
        0.04,
        `mean sojourn of ${work} of work, ρ = 0.5`,
        'M/G/1, processor-sharing',
      );
    });
  });
});

/** Whoever is served to the end, and not by the work that it needs, moves waits from some to others. */
function isBlind(one: Discipline): boolean {
  const isDropping = one.admits !== undefined || one.drops !== undefined || one.patience !== undefined;
  const isWhole = one.isPreemptive !== true && one.isShared !== true;
  return isWhole && !isDropping && one.name !== 'shortest-job-first';
}

const blind = disciplines.filter(isBlind);

describe('the conservation law', () => {
  it.each(blind.map(({ name }) => name))(
    'with equal work, %s has as many in the system at all times',
    (name) => {
      const sorts = [
        { name: 'high', rate: 0.3, work: '1s', priority: 0 },
        { name: 'low', rate: 0.5, work: '1s', priority: 1 },
      ];
      const [report] = replicate(world(sorts, `discipline: ${name}`, 20_000), 1);
      const [fifo] = replicate(world(sorts, 'discipline: fifo', 20_000), 1);
      expect(report.nodes.desk.metrics.queueLength).toBeCloseTo(fifo.nodes.desk.metrics.queueLength, 9);
      expect(report.nodes.desk.metrics.queueLength).toBeGreaterThan(1);
    },
  );

  it.each(['fifo', 'lifo', 'priority', 'weighted-fair'])(
    'with classes of different work, Σρᵢ·wᵢ is the same: %s (Kleinrock 1965)',
    (discipline) => {
      const sorts = [
        { name: 'high', rate: 0.5, work: 'exponential 500ms', priority: 0 },
        { name: 'low', rate: 0.2, work: '2s', priority: 1 },
      ];
      // Work ahead by Pollaczek and Khinchine: λ·E[S²]/2 ÷ (1 − ρ), times ρ.
      const rho = 0.65;
      const expected = (rho * (0.5 * 2 * 0.25 + 0.2 * 4)) / 2 / (1 - rho);
      const reports = replicate(world(sorts, `discipline: ${discipline}`, 250_000), REPLICATIONS);
      const weighed = adjusted(
        reports.map(
          ({ clients: { high, low } }) => 0.25 * (high.latency.mean! - 0.5) + 0.4 * (low.latency.mean! - 2),
        ),
        reports.map(({ nodes }) => nodes.desk.metrics.utilisation),
        rho,
      );
      agrees(weighed, expected, 0.06, 'Σρᵢ·wᵢ, ρ = 0.65', `M/G/1, two classes, ${discipline}`);
    },
  );
});

describe('several cores', () => {
  it('shared: as M/M/c, for those that share are as many as those that would wait', () => {
    const { lam, rho, W } = oracle.MMc.find((entry) => entry.c === 2 && entry.rho === 0.5)!;
    const text = world(one(lam, 'exponential 1s'), 'cores: 2, discipline: processor-sharing', 130_000);
    agrees(
      time(replicate(text, REPLICATIONS), 'all', rho),
      W,
      0.02,
      'mean sojourn, ρ = 0.5',
      'M/M/2, processor-sharing',
    );
  });
});

describe('a network of shared stations', () => {
  const { src, S, lambda, ...figures } = networks.cases[2];

  it(`open, two classes: ${src}`, () => {
    const [[s11, s12], [s21, s22]] = S as unknown as number[][];
    const rates = lambda as unknown as number[];
    // Both classes ask both stations, one after the other.
    const duration = Math.ceil(350_000 / REPLICATIONS / (rates[0] + rates[1]));
    const station = (first: number, second: number): string =>
      `{ kind: server, queue: 100k, discipline: processor-sharing, service: { one: exponential ${first}s, two: exponential ${second}s } }`;
    const text = `brownout: 1
title: Shared stations
duration: ${duration}s
warmup: ${duration / 10}s
nodes:
  one: { kind: source, target: front, rate: ${rates[0]}/s, classes: { one: {} } }
  two: { kind: source, target: front, rate: ${rates[1]}/s, classes: { two: {} } }
  front: { kind: server, cores: 1000, calls: [{ to: first }, { to: second }] }
  first: ${station(s11, s21)}
  second: ${station(s12, s22)}
`;
    const reports = replicate(text, REPLICATIONS);
    const busy = (name: string) => reports.map(({ nodes }) => nodes[name].metrics.utilisation);
    const u1 = rates[0] * s11 + rates[1] * s21;
    const name = 'two classes, processor-sharing';
    agrees(sample(busy('first')), figures.U11! + figures.U21!, 0.02, 'U, station 1', name);
    const present = adjusted(
      reports.map(({ nodes }) => nodes.first.metrics.utilisation + nodes.first.metrics.queueLength),
      busy('first'),
      u1,
    );
    // A class's part of those present is its part of the load.
    agrees(present, (figures.Q11! * u1) / figures.U11!, 0.03, 'Q, station 1', name);
    const whole = sample(reports.map(({ clients }) => clients.one.latency.mean!));
    agrees(whole, figures.R11! + figures.R12!, 0.1, 'R of class 1, both stations', name);
  });
});
