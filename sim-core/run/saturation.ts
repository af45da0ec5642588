import { measureNode, seconds } from './measure.ts';
import type { Plan, PlannedNode } from './plan.ts';
import type { SaturationReport } from './report.ts';
import type { Sampler } from './sampler.ts';
import type { Window } from './series.ts';

/** Busy for a smaller share of the time, a node could have served more. */
const BUSY = 0.98;
/** A queue that grows by so many standard deviations of a balanced one (a walk of as many steps up as down) is no chance. */
const CLEAR = 3;

/**
 * Nodes that were given more than they can serve all through a window: their cores were always busy, and what was not
 * served was turned away or stayed. Load is what came beside what was served in the same time, retries included. For
 * what is short of anything but cores (disks, connections, the nodes it calls) nothing is said.
 */
export function saturatedNodes(plan: Plan, sampler: Sampler, window: Window): SaturationReport[] {
  if (window.to <= window.from) return [];
  return plan.nodes.flatMap((node) => saturationOf(node, sampler, window) ?? []);
}

function saturationOf(node: PlannedNode, sampler: Sampler, window: Window): SaturationReport | null {
  const read = (name: string): number | null => {
    const metric = node.metrics.find((candidate) => candidate.name === name);
    return metric === undefined ? null : measureNode(sampler, node, metric, window);
  };
  const utilisation = read('utilisation');
  if (utilisation === null || !(utilisation >= BUSY)) return null;
  const served =
    (read('completed') ?? 0) + (read('reads') ?? 0) + (read('writes') ?? 0) + (read('failed') ?? 0);
  const rejected = read('rejected') ?? 0;
  const grown = growthOf(node, sampler, window);
  const unserved = rejected + Math.max(0, grown);
  if (served === 0 || unserved < CLEAR * Math.sqrt(2 * served)) return null;
  return {
    node: node.id,
    load: (served + unserved) / served,
    utilisation,
    turnedAway: rejected / (served + unserved),
    growth: Math.max(0, grown) / seconds(sampler.series, window),
  };
}

/** How many more requests a node holds at the end of a window than at its beginning. */
function growthOf(node: PlannedNode, sampler: Sampler, { from, to }: Window): number {
  return node.instances.reduce((sum, instance) => {
    const held = sampler.column(instance, 'held');
    return held < 0 ? sum : sum + sampler.series.at(to, held) - sampler.series.at(from, held);
  }, 0);
}
