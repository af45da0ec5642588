import type { Metric } from '../model/define.ts';
import { nearest } from '../model/nearest.ts';
import { complaint, parseQuantity, type Complaint, type Dimension } from '../model/units.ts';

export const OPERATORS = ['<', '<=', '>', '>=', '==', '!='] as const;
export type Operator = (typeof OPERATORS)[number];

/** A figure of a client or node that an objective may speak of. */
export interface ObjectiveMetric {
  readonly name: string;
  readonly dimension: Dimension;
  readonly help: string;
}

/** Figures of times: a client's, of logical requests that ended well, and those that other nodes record. */
export const TIME_METRICS: readonly ObjectiveMetric[] = [
  { name: 'mean', dimension: 'duration', help: 'Mean latency.' },
  { name: 'p50', dimension: 'duration', help: 'Half of the requests were at least this fast.' },
  { name: 'p90', dimension: 'duration', help: 'Latency that one request in 10 exceeds.' },
  { name: 'p95', dimension: 'duration', help: 'Latency that one request in 20 exceeds.' },
  { name: 'p99', dimension: 'duration', help: 'Latency that one request in 100 exceeds.' },
  { name: 'p999', dimension: 'duration', help: 'Latency that one request in 1,000 exceeds.' },
  { name: 'max', dimension: 'duration', help: 'The slowest request.' },
];

/** What every client has. */
export const CLIENT_METRICS: readonly ObjectiveMetric[] = [
  ...TIME_METRICS,
  {
    name: 'recoveryTime',
    dimension: 'duration',
    help: 'Longest time from the end of a fault until it was served as before.',
  },
  { name: 'throughput', dimension: 'rate', help: 'Good answers per second, late ones included.' },
  { name: 'goodput', dimension: 'rate', help: 'Requests answered well and in time, per second.' },
  { name: 'offeredRate', dimension: 'rate', help: 'Requests opened per second.' },
  { name: 'availability', dimension: 'share', help: 'Share of the finished requests that ended well.' },
  { name: 'errorRate', dimension: 'share', help: 'Share of the finished requests that ended badly.' },
  { name: 'attempts', dimension: 'count', help: 'Attempts sent, retries included.' },
  { name: 'late', dimension: 'count', help: 'Good answers that came when nobody waited any more.' },
  { name: 'failed', dimension: 'count', help: 'Requests that ended badly.' },
];

/** One line under `expect:`. */
export interface Objective {
  /** As written. */
  readonly text: string;
  readonly node: string;
  readonly metric: string;
  readonly op: Operator;
  /** Engine units: seconds, per second, 0 … 1, or the metric's own. */
  readonly value: number;
  /** The value as written; what it measures is known once the metric is. */
  readonly valueText: string;
  readonly dimension: Dimension;
  /** Only what happens in this window counts, in seconds; null for no bound (start: after the warm-up). */
  readonly from: number | null;
  readonly until: number | null;
}

const LONGEST = 200;
const HEAD =
  /^([a-z][a-z0-9-]{0,62})\.([A-Za-z][A-Za-z0-9]{0,40})\s*(<=|>=|==|!=|=|<|>)\s*([^\s<>=!]\S*)(.*)$/s;
const WINDOW = /^\s*(?:after\s+(\S+)|between\s+(\S+)\s+and\s+(\S+))?\s*$/;

/** The parts of an objective's text, before anybody knows which nodes there are. */
export function parseObjective(text: unknown): { value: Objective } | Complaint {
  const head = typeof text === 'string' && text.length <= LONGEST ? HEAD.exec(text.trim()) : null;
  if (head === null) return { code: 'not-an-objective', data: {} };
  const [all, node, metric, op, valueText, rest] = head;
  if (op === '=') return { code: 'single-equals', data: { suggestion: all.replace('=', '==') } };
  const window = WINDOW.exec(rest);
  if (window === null) return { code: 'not-a-window', data: { text: rest.trim().slice(0, 60) } };
  const times = window.slice(1).map((part) => (part === undefined ? null : parseQuantity('duration', part)));
  const bad = times.find((time) => time !== null && typeof time !== 'number');
  if (bad !== undefined) return bad;
  const [after, start, until] = times as (number | null)[];
  if (start !== null && until !== null && start >= until) return { code: 'window-order', data: {} };
  const parts = { text: all, node, metric, op: op as Operator, valueText };
  return { value: { ...parts, value: NaN, dimension: 'number', from: after ?? start, until } };
}

/** Gives an objective the unit and value that its metric asks for. */
export function resolveObjective(
  objective: Objective,
  metrics: readonly ObjectiveMetric[],
): { value: Objective } | Complaint {
  const { metric, valueText, text, node } = objective;
  const known = metrics.find(({ name }) => name === metric);
  if (known === undefined) {
    const names = metrics.map(({ name }) => name);
    const near = nearest(metric, names);
    const suggestion = near === null ? null : text.replace(`.${metric}`, `.${near}`);
    return complaint('unknown-metric', { metric, node, metrics: names.join(', ') }, suggestion);
  }
  const value = parseQuantity(known.dimension, valueText);
  if (typeof value === 'number') {
    if (known.dimension === 'share' && value > 1) return notAShare(objective);
    return { value: { ...objective, value, dimension: known.dimension } };
  }
  const { suggestion, ...data } = value.data;
  const put = suggestion === undefined ? null : text.replace(valueText, () => String(suggestion));
  return complaint(value.code, { ...data, word: valueText }, put);
}

function notAShare({ text, valueText }: Objective): Complaint {
  const percent = text.replace(valueText, () => `${valueText}%`);
  return complaint('share-without-percent', {}, valueText.endsWith('%') ? null : percent);
}

/** Metrics of a node's kind, with how their values are written. */
export function nodeMetrics(metrics: readonly Metric<never>[]): ObjectiveMetric[] {
  return metrics.map(({ name, unit, help }) => ({ name, help, dimension: dimensionOf(unit) }));
}

function dimensionOf(unit: string): Dimension {
  switch (unit) {
    case 'seconds':
      return 'duration';
    case 'bytes':
      return 'bytes';
    case 'fraction':
      return 'share';
    default:
      return 'number';
  }
}
