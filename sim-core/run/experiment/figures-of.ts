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
};

export function figureKind(figure: string): FigureKind {
  return KINDS[figure.slice(figure.lastIndexOf('.') + 1)] ?? { unit: '', better: null };
}

/** Every number of a report by its name in objectives, such as `client.p99`; those that have no value are left out. */
export function figuresOf(report: Report): ReadonlyMap<string, number> {
  const figures = new Map<string, number>();
  const note = (name: string, value: number | null): void => {
    if (value !== null && Number.isFinite(value)) figures.set(name, value);
  };
  for (const [id, client] of Object.entries(report.clients)) {
    for (const name of LATENCIES) note(`${id}.${name}`, client.latency[name]);
    for (const name of RATES) note(`${id}.${name}`, client[name]);
    note(`${id}.availability`, client.availability);
  }
  for (const [id, node] of Object.entries(report.nodes)) {
    for (const [name, value] of Object.entries(node.metrics))
      if (!figures.has(`${id}.${name}`)) note(`${id}.${name}`, value);
  }
  if (report.cost.total > 0) {
    note('cost.perHour', report.cost.perHour);
    note('cost.perMillionRequests', report.cost.perMillionRequests);
  }
  return figures;
}
