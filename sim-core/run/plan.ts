import { metricsOf, type MetricKind, type Tier } from '../model/define.ts';
import type { Place } from '../model/place.ts';
import type { World } from '../model/world.ts';
import type { Scenario } from '../scenario/scenario.ts';

export interface PlannedMetric {
  readonly name: string;
  readonly kind: MetricKind;
  readonly unit: string;
  readonly help: string;
  /** How the values of replicas become the node's. */
  readonly across: 'sum' | 'mean' | 'max';
}

export interface PlannedNode {
  readonly id: string;
  readonly kind: string;
  readonly tier: Tier;
  /** Instances by index into {@link Plan.instances}. */
  readonly instances: readonly number[];
  /** Nodes it sends to. */
  readonly targets: readonly string[];
  readonly live: readonly string[];
  readonly metrics: readonly PlannedMetric[];
  readonly isClient: boolean;
  /** Whether it records times of its own, as a queue does those of its jobs. */
  readonly isTimed: boolean;
  /** Whether its replicas come and go. */
  readonly isScaled: boolean;
}

/** The picture of a run that does not change: who is there, and who talks to whom. */
export interface Plan {
  readonly title: string;
  readonly duration: number;
  /** Seconds between two samples of the series. */
  readonly interval: number;
  readonly nodes: readonly PlannedNode[];
  /** In the order of their addresses. */
  readonly instances: readonly Place[];
  readonly zones: readonly string[];
  readonly classes: readonly string[];
}

export function planOf(scenario: Scenario, world: World, duration: number, interval: number): Plan {
  const scaled = new Set(
    scenario.nodes.flatMap(({ kind, params }) => (kind.tier === 'control' ? kind.targets(params) : [])),
  );
  const nodes = scenario.nodes.map((node) => ({
    id: node.id,
    kind: node.kind.kind,
    tier: node.kind.tier,
    instances: world.places.filter((place) => place.node === node.id).map((place) => place.address),
    targets: [...new Set(node.kind.targets(node.params))],
    live: node.kind.live,
    metrics: metricsOf(node.kind, node.params).map(({ name, kind, unit, help, across }) => ({
      name,
      kind,
      unit,
      help,
      across: across ?? (unit === 'fraction' ? 'mean' : 'sum'),
    })),
    isClient: node.kind.tier === 'client',
    isTimed: node.kind.latency !== undefined,
    isScaled: scaled.has(node.id),
  }));
  const { title, zones } = scenario;
  return { title, duration, interval, nodes, instances: world.places, zones, classes: world.classes };
}
