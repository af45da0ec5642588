import { graphlib, layout as arrange } from '@dagrejs/dagre';
import type { Plan } from '../../../sim-core/run/plan.ts';
import { cardHeight, cardWidth } from '../canvas/card-size.ts';

export type Corners = Map<string, { x: number; y: number }>;

const BETWEEN_TIERS = { right: 74, down: 46 };
const WITHIN_TIER = 36;

/** Places cards in tiers along the flow of requests. */
export function layout(plan: Plan, flow: 'right' | 'down'): Corners {
  const graph = new graphlib.Graph();
  graph.setGraph({
    rankdir: flow === 'right' ? 'LR' : 'TB',
    ranksep: BETWEEN_TIERS[flow],
    nodesep: WITHIN_TIER,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id, tier, instances } of plan.nodes) {
    graph.setNode(id, { width: cardWidth(tier), height: cardHeight(instances.length, tier) });
  }
  for (const { id, targets } of plan.nodes) for (const target of targets) graph.setEdge(id, target);
  arrange(graph);
  const corners: Corners = new Map();
  for (const { id } of plan.nodes) {
    const { x, y, width, height } = graph.node(id);
    corners.set(id, { x: Math.round(x - width / 2), y: Math.round(y - height / 2) });
  }
  return corners;
}
