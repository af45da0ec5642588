import type { Objective } from '../scenario/expect.ts';
import { canCarry } from '../stats/estimate.ts';
import type { Histogram } from '../stats/histogram.ts';
import { clientFigures, type Figures } from './figures.ts';
import { measureNode } from './measure.ts';
import { NO_NOTE, objectiveNote, type ObjectiveNote } from './objective-notes.ts';
import type { Window } from './series.ts';
import type { Plan } from './plan.ts';
import type { ObjectiveReport } from './report.ts';
import type { Sampler } from './sampler.ts';

/** Percentiles by the name of the metric. */
const PERCENTILES: Readonly<Record<string, number>> = {
  p50: 0.5,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  p999: 0.999,
};

export const UNITS: Readonly<Record<string, string>> = {
  duration: 's',
  rate: '/s',
  share: 'fraction',
  bytes: 'bytes',
};

/** Compares what was measured in a window with what is asked for. */
export function evaluate(
  objective: Objective,
  plan: Plan,
  sampler: Sampler,
  window: Window,
): ObjectiveReport {
  const { text, dimension, op, value } = objective;
  const { measured, ...note } = measureFor(objective, plan, sampler, window);
  const held = measured === null ? null : compare(measured, op, value);
  return { text, held, measured, unit: UNITS[dimension] ?? '', ...note };
}

interface Measured extends ObjectiveNote {
  readonly measured: number | null;
}

function measureFor(objective: Objective, plan: Plan, sampler: Sampler, window: Window): Measured {
  if (window.to <= window.from) return { measured: null, ...objectiveNote('not-reached') };
  const node = plan.nodes.find(({ id }) => id === objective.node)!;
  if (node.isClient) {
    const figures = clientFigures(sampler, node.instances[0], window);
    const special = fromFigures(objective.metric, figures);
    if (special !== null) return special;
  }
  const time = node.isTimed ? timeOf(objective.metric, sampler.latencies(node.instances[0], window)) : null;
  if (time !== null) return time;
  const metric = node.metrics.find(({ name }) => name === objective.metric)!;
  return { measured: measureNode(sampler, node, metric, window), ...NO_NOTE };
}

/** Figures that only clients have; null when `metric` is an ordinary one. */
function fromFigures(metric: string, figures: Figures): Measured | null {
  const { latency, ended } = figures;
  switch (metric) {
    case 'availability':
    case 'errorRate': {
      if (ended === 0) return { measured: null, ...objectiveNote('none-ended') };
      const share = metric === 'availability' ? figures.completed / ended : figures.failed / ended;
      return { measured: share, ...objectiveNote('of-requests', { count: ended }) };
    }
    case 'throughput':
    case 'goodput':
    case 'offeredRate':
      return { measured: figures[metric], ...NO_NOTE };
    default:
      return timeOf(metric, latency);
  }
}

/** A figure of times; null when `metric` is none. */
function timeOf(metric: string, latency: Histogram): Measured | null {
  const n = latency.count;
  const p = PERCENTILES[metric];
  if (p !== undefined) {
    if (!canCarry(p, n)) return { measured: null, ...objectiveNote('too-few', { count: n, metric }) };
    return { measured: latency.quantile(p), ...objectiveNote('from-values', { count: n }) };
  }
  if (metric !== 'mean' && metric !== 'max') return null;
  return n === 0
    ? { measured: null, ...objectiveNote('none-ended-well') }
    : { measured: latency[metric], ...objectiveNote('from-values', { count: n }) };
}

export function compare(measured: number, op: Objective['op'], wanted: number): boolean {
  switch (op) {
    case '<':
      return measured < wanted;
    case '<=':
      return measured <= wanted;
    case '>':
      return measured > wanted;
    case '>=':
      return measured >= wanted;
    case '==':
      return measured === wanted;
    case '!=':
      return measured !== wanted;
  }
}
