import type { PlannedNode } from '../plan.ts';
import type { Sampler } from '../sampler.ts';

/** What is compared before and after a fault. */
export type SignalName = 'goodput' | 'latency' | 'inFlight' | 'queue';

export interface Signal {
  readonly name: SignalName;
  /** Which way it goes when things go badly. */
  readonly bad: 'low' | 'high';
  /** Differences below this, or below this share of the mean, are of no concern. */
  readonly least: number;
  readonly leastShare: number;
  /** Its value between two rows of the series; NaN when nothing happened that could tell. */
  between(from: number, to: number): number;
}

/** A client or a node, with what tells whether it is as it was. */
export interface Subject {
  readonly id: string;
  readonly signals: readonly Signal[];
}

/**
 * Useful answers as a share of what was offered, so that another load is not taken for another state; and by Little's
 * law the mean time in the system: request · seconds over requests that ended, well or not.
 */
export function clientSubject(id: string, instance: number, sampler: Sampler): Subject {
  const { series } = sampler;
  const grew = (metric: string) => {
    const column = sampler.column(instance, metric);
    return (from: number, to: number) => series.difference(from, to, column);
  };
  const [offered, useful, completed] = [grew('offered'), grew('useful'), grew('completed')];
  const [failed, area] = [grew('failed'), grew('inFlight')];
  return {
    id,
    signals: [
      {
        name: 'goodput',
        bad: 'low',
        least: 0.01,
        leastShare: 0.01,
        between: (from, to) => useful(from, to) / offered(from, to),
      },
      {
        name: 'latency',
        bad: 'high',
        least: 0,
        leastShare: 0.1,
        between: (from, to) => area(from, to) / (completed(from, to) + failed(from, to)),
      },
      {
        name: 'inFlight',
        bad: 'high',
        least: 1,
        leastShare: 0.1,
        between: (from, to) => area(from, to) / ((to - from) * series.interval),
      },
    ],
  };
}

/** Mean number waiting at all instances of a node; null for nodes without queues. */
export function queueSubject(node: PlannedNode, sampler: Sampler): Subject | null {
  const { series } = sampler;
  const metric = node.metrics.find(({ name, kind }) => name === 'queueLength' && kind === 'area');
  if (node.isClient || metric === undefined) return null;
  const columns = node.instances.map((instance) => sampler.column(instance, metric.name));
  const between = (from: number, to: number) =>
    columns.reduce((sum, column) => sum + series.difference(from, to, column), 0) /
    ((to - from) * series.interval);
  return { id: node.id, signals: [{ name: 'queue', bad: 'high', least: 1, leastShare: 0.1, between }] };
}
