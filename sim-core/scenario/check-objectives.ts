import { metricsOf } from '../model/define.ts';
import { unknownName, type Subject } from './subject.ts';
import {
  CLIENT_METRICS,
  TIME_METRICS,
  nodeMetrics,
  resolveObjective,
  type Objective,
  type ObjectiveMetric,
} from './expect.ts';
import { complaint } from '../model/units.ts';
import type { Finding, Path } from './problem.ts';
import type { NodeSpec } from './scenario.ts';

/** Figures that an objective may ask of a node. */
function figuresOf({ kind, params }: NodeSpec): ObjectiveMetric[] {
  const own = nodeMetrics(metricsOf(kind, params));
  if (kind.tier !== 'client') return kind.latency === undefined ? own : [...own, ...TIME_METRICS];
  return [
    ...CLIENT_METRICS,
    ...own.filter(({ name }) => CLIENT_METRICS.every((metric) => metric.name !== name)),
  ];
}

/** Objectives with the unit that their metric has; see {@link checkObjectives} for those that have none. */
export function resolvedObjectives({ content, nodes }: Subject): Objective[] {
  return content.expect.map((objective) => {
    const node = nodes.find(({ id }) => id === objective.node);
    const resolved = node === undefined ? null : resolveObjective(objective, figuresOf(node));
    return resolved !== null && 'value' in resolved ? resolved.value : objective;
  });
}

export function checkObjectives(subject: Subject): Finding[] {
  return subject.content.expect.flatMap((objective, i) => check(objective, ['expect', i], subject));
}

function check(objective: Objective, path: Path, { content, nodes }: Subject): Finding[] {
  const node = nodes.find(({ id }) => id === objective.node);
  if (node === undefined) {
    const { data } = unknownName(
      'unknown-node',
      path,
      objective.node,
      nodes.map(({ id }) => id),
    );
    const { suggestion, ...rest } = data;
    const fixed =
      suggestion === undefined ? null : objective.text.replace(objective.node, () => String(suggestion));
    return [{ path, ...complaint('objective-unknown-node', rest, fixed) }];
  }
  const resolved = resolveObjective(objective, figuresOf(node));
  if (!('value' in resolved)) return [{ code: resolved.code, path, data: resolved.data }];
  const start = objective.from ?? 0;
  if (start < content.duration && (objective.until ?? 0) <= content.duration) return [];
  return [{ code: 'objective-after-end', path, data: {}, severity: 'warning' }];
}
