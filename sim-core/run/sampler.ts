import type { Component } from '../kernel/component.ts';
import type { Metric } from '../model/define.ts';
import { isClient, type ClientComponent } from '../model/traffic/client.ts';
import type { World } from '../model/world.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { Heat } from './heat.ts';
import type { Plan } from './plan.ts';
import { Series } from './series.ts';

/** What the sampler reads of one instance: first whether it is up, then its kind's metrics. */
interface Probe {
  readonly component: Component;
  readonly metrics: readonly Metric<Component>[];
  readonly column: number;
}

/** Column of an instance's first value; its metrics follow in the order of its kind. */
export const UP = 0;
export const FIRST_METRIC = 1;

/** Per client and interval: quantiles of the latencies seen in it, and how many there were. */
export const LATENCY_COLUMNS = ['count', 'p50', 'p95', 'p99'] as const;

/** Reads all metrics at equal intervals, between events. Reading never changes the run. */
export class Sampler {
  readonly series: Series;
  /** Instances that are clients, in order of address, with their latencies per interval. */
  readonly clients: readonly { readonly instance: number; readonly client: ClientComponent }[];
  readonly latency: readonly Series[];
  readonly heat: readonly Heat[];
  private readonly probes: Probe[] = [];
  private readonly world: World;
  private readonly interval: number;

  constructor(scenario: Scenario, world: World, plan: Plan) {
    this.world = world;
    this.interval = plan.interval;
    let columns = 0;
    for (const place of world.places) {
      const node = scenario.nodes.find((candidate) => candidate.id === place.node)!;
      const component = world.simulation.components[place.address];
      this.probes.push({ component, metrics: node.kind.metrics, column: columns });
      columns += FIRST_METRIC + node.kind.metrics.length;
    }
    const rows = Math.round(plan.duration / plan.interval) + 1;
    this.series = new Series(plan.interval, columns, rows);
    this.clients = this.probes.flatMap(({ component }, instance) =>
      isClient(component) ? [{ instance, client: component }] : [],
    );
    this.latency = this.clients.map(() => new Series(plan.interval, LATENCY_COLUMNS.length, rows));
    this.heat = this.clients.map(() => new Heat(rows));
  }

  /** When the next sample is due. */
  get nextAt(): number {
    return this.series.rows * this.interval;
  }

  /** Column of a metric of an instance, or −1 if its kind has none of that name. */
  column(instance: number, metric: string): number {
    const { metrics, column } = this.probes[instance];
    if (metric === 'up') return column + UP;
    const index = metrics.findIndex(({ name }) => name === metric);
    return index < 0 ? -1 : column + FIRST_METRIC + index;
  }

  sample(): void {
    const { simulation } = this.world;
    const offset = this.series.addRow();
    const { data } = this.series;
    this.probes.forEach(({ component, metrics, column }, address) => {
      data[offset + column + UP] = simulation.isUp(address) ? 1 : 0;
      for (let i = 0; i < metrics.length; i++) {
        data[offset + column + FIRST_METRIC + i] = metrics[i].read(component, simulation.now);
      }
    });
    this.clients.forEach(({ client }, index) => this.sampleLatency(client, index));
  }

  private sampleLatency(client: ClientComponent, index: number): void {
    const recent = client.latency.recent;
    const series = this.latency[index];
    const offset = series.addRow();
    const { data } = series;
    data[offset] = recent.count;
    data[offset + 1] = recent.count === 0 ? NaN : recent.quantile(0.5);
    data[offset + 2] = recent.count < 200 ? NaN : recent.quantile(0.95);
    data[offset + 3] = recent.count < 1000 ? NaN : recent.quantile(0.99);
    this.heat[index].addRow(recent);
    client.latency.advance(this.world.simulation.now);
  }
}
