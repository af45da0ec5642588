import type { MetricKind } from '../model/define.ts';
import { isPresent } from './presence.ts';
import type { PlannedMetric, PlannedNode } from './plan.ts';
import type { Sampler } from './sampler.ts';
import type { Series, Window } from './series.ts';

/** The rows nearest to two times. */
export function windowOf(series: Series, from: number, until: number): Window {
  return { from: series.rowAt(from), to: series.rowAt(until) };
}

export function seconds(series: Series, { from, to }: Window): number {
  return (to - from) * series.interval;
}

/** Growth of a counter over a window. */
export function growth(sampler: Sampler, instance: number, metric: string, window: Window): number {
  const column = sampler.column(instance, metric);
  return column < 0 ? 0 : sampler.series.difference(window.from, window.to, column);
}

/** One metric of one instance over a window; NaN when the window is empty. */
export function measure(series: Series, kind: MetricKind, column: number, window: Window): number {
  switch (kind) {
    case 'last':
      return series.at(window.to, column);
    case 'counter':
      return series.difference(window.from, window.to, column);
    case 'area':
      return series.difference(window.from, window.to, column) / seconds(series, window);
    case 'gauge':
      return meanOfSamples(series, column, window);
  }
}

/** One metric of a node: its replicas' values, put together as the metric says. */
export function measureNode(
  sampler: Sampler,
  node: PlannedNode,
  metric: PlannedMetric,
  window: Window,
): number {
  const values = node.instances.map((instance) =>
    measure(sampler.series, metric.kind, sampler.column(instance, metric.name), window),
  );
  if (metric.across === 'max') return values.reduce((most, value) => Math.max(most, value), -Infinity);
  const sum = values.reduce((total, value) => total + value, 0);
  if (metric.across !== 'mean') return sum;
  return sum / (node.isScaled ? meanPresent(sampler, node, window) : values.length);
}

/** Mean number of replicas that were there, for those that come and go; NaN for none. */
function meanPresent(sampler: Sampler, { instances }: PlannedNode, { from, to }: Window): number {
  let found = 0;
  for (const instance of instances) {
    const column = sampler.column(instance, 'up');
    for (let row = from + 1; row <= to; row++) if (isPresent(sampler.series.at(row, column))) found++;
  }
  return found / (to - from);
}

/** NaN stands for what could not be read; it does not count. */
function meanOfSamples(series: Series, column: number, { from, to }: Window): number {
  if (to === from) return series.at(to, column);
  let sum = 0;
  let count = 0;
  for (let row = from + 1; row <= to; row++) {
    const value = series.at(row, column);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return sum / count;
}
