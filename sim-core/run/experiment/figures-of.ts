import { metricsOf } from '../../model/define.ts';
import type { Scenario } from '../../scenario/index.ts';
import type { LatencyReport, Report } from '../report.ts';

/** Whether less or more of it is better; null when that depends on what one wants. */
export type Better = 'less' | 'more' | null;

export interface FigureKind {
  readonly unit: string;
  readonly better: Better;
}

const LATENCIES = [
  'mean',
  'p50',
  'p90',
  'p95',
  'p99',
  'p999',
  'max',
] as const satisfies readonly (keyof LatencyReport)[];
const RATES = ['offeredRate', 'throughput', 'goodput'] as const;

/** What is known of figures by their last name; the others are numbers without a direction. */
const KINDS: Readonly<Record<string, FigureKind>> = {
  ...Object.fromEntries(LATENCIES.map((name) => [name, { unit: 's', better: 'less' }])),
  throughput: { unit: '/s', better: 'more' },
  goodput: { unit: '/s', better: 'more' },
  offeredRate: { unit: '/s', better: null },
  availability: { unit: 'fraction', better: 'more' },
  attempts: { unit: '', better: 'less' },
  late: { unit: '', better: 'less' },
  failed: { unit: '', better: 'less' },
  rejected: { unit: '', better: 'less' },
  lostWrites: { unit: '', better: 'less' },
  staleReads: { unit: '', better: 'less' },
  queueLength: { unit: '', better: 'less' },
  utilisation: { unit: 'fraction', better: null },
  forecastError: { unit: 'fraction', better: 'less' },
  cost: { unit: '', better: 'less' },
  perHour: { unit: '', better: 'less' },
  perMillionRequests: { unit: '', better: 'less' },
  cores: { unit: '', better: 'less' },
};

export function figureKind(figure: string): FigureKind {
  return KINDS[figure.slice(figure.lastIndexOf('.') + 1)] ?? { unit: '', better: null };
}

/** What a figure says, for those who read it in a table without this document. */
export interface FigureMeaning {
  readonly unit: string;
  readonly help: string;
}

const MEANINGS: Readonly<Record<string, string>> = {
  mean: 'Mean latency of requests that ended well.',
  p50: 'Median latency of requests that ended well.',
  p90: '90th percentile of latency of requests that ended well.',
  p95: '95th percentile of latency of requests that ended well.',
  p99: '99th percentile of latency of requests that ended well.',
  p999: '99.9th percentile of latency of requests that ended well.',
  max: 'Longest latency of a request that ended well.',
  effective: 'Independent values that the latencies are worth for their mean.',
  offeredRate: 'Logical requests opened.',
  throughput: 'Good answers, late ones included.',
  goodput: 'Logical requests answered well and in time.',
  availability: 'Completed ÷ (completed + failed).',
  perHour: 'What ran has cost, in the currency of the prices.',
  perMillionRequests: 'Cost per million logical requests that ended well.',
  cores: 'Cores that there were machines for, on average: the cost where nothing has a price.',
};

/** Unit and meaning of a figure of a scenario: its kind's own words for metrics. */
export function figureMeaning({ nodes }: Pick<Scenario, 'nodes'>, figure: string): FigureMeaning {
  const dot = figure.lastIndexOf('.');
  const [id, name] = [figure.slice(0, dot), figure.slice(dot + 1)];
  const node = nodes.find((candidate) => candidate.id === id);
  const metric =
    node === undefined ? undefined : metricsOf(node.kind, node.params).find((m) => m.name === name);
  const isClient = node?.kind.tier === 'client';
  if (metric !== undefined && !(isClient && name in MEANINGS))
    return { unit: metric.unit, help: metric.help };
  return { unit: figureKind(figure).unit, help: MEANINGS[name] ?? '' };
}

/** Every number of a report by its name in objectives, such as `client.p99`; those that have no value are left out. */
export function figuresOf(report: Report): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  const note = (name: string, value: number | null): void => {
    if (value !== null && Number.isFinite(value)) figures.set(name, value);
  };
  for (const [id, client] of Object.entries(report.clients)) {
    for (const name of LATENCIES) note(`${id}.${name}`, client.latency[name]);
    note(`${id}.effective`, client.latency.effective);
    for (const name of RATES) note(`${id}.${name}`, client[name]);
    note(`${id}.availability`, client.availability);
  }
  for (const [id, node] of Object.entries(report.nodes)) {
    for (const [name, value] of Object.entries(node.metrics))
      if (!figures.has(`${id}.${name}`)) note(`${id}.${name}`, value);
  }
  if (report.cost.cores > 0) note('cost.cores', report.cost.cores);
  if (report.cost.total > 0) {
    note('cost.perHour', report.cost.perHour);
    note('cost.perMillionRequests', report.cost.perMillionRequests);
  }
  return figures;
}
