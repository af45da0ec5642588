import { graphlib, layout as arrange } from '@dagrejs/dagre';
import type { Plan } from '../../sim-core/run/plan.ts';
import { cardHeight, cardWidth } from './card-size.ts';

export type Corners = Map<string, { x: number; y: number }>;

/** Room for the dots between two tiers; few tiers leave more of it. */
const WIDEST = 220;
const NARROWEST = 96;
/** Width that a picture should not exceed at its natural size. */
const GOAL = 1_060;
const BETWEEN_DOWN = 46;
const WITHIN_TIER = 36;

/** Places cards in tiers along the flow of requests. */
export function layout(plan: Plan, flow: 'right' | 'down'): Corners {
  const graph = new graphlib.Graph();
  graph.setGraph({
    rankdir: flow === 'right' ? 'LR' : 'TB',
    ranksep: flow === 'right' ? gapFor(plan) : BETWEEN_DOWN,
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

/** Tiers are counted along the longest way that requests take. */
function gapFor(plan: Plan): number {
  const depths = new Map<string, number>();
  const depthOf = (id: string, seen: readonly string[]): number => {
    const known = depths.get(id);
    if (known !== undefined || seen.includes(id)) return known ?? 0;
    const node = plan.nodes.find((candidate) => candidate.id === id);
    const below = (node?.targets ?? []).map((target) => depthOf(target, [...seen, id]));
    const depth = 1 + Math.max(0, ...below);
    depths.set(id, depth);
    return depth;
  };
  const tiers = Math.max(...plan.nodes.map(({ id }) => depthOf(id, [])));
  if (tiers < 2) return NARROWEST;
  const cards = plan.nodes.map(({ tier }) => cardWidth(tier)).sort((a, b) => b - a);
  const taken = cards.slice(0, tiers).reduce((sum, width) => sum + width, 0);
  return Math.max(NARROWEST, Math.min(WIDEST, (GOAL - taken) / (tiers - 1)));
}
