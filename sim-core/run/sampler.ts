import type { Component } from '../kernel/component.ts';
import { metricsOf, type Metric } from '../model/define.ts';
import { isTimed } from '../model/timed.ts';
import { isClient, type Client } from '../model/traffic/client.ts';
import type { World } from '../model/world.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { canCarry } from '../stats/estimate.ts';
import type { Histogram } from '../stats/histogram.ts';
import { SLICES, type LatencyRecorder } from '../stats/latency-recorder.ts';
import { Heat } from './heat.ts';
import { presenceOf } from './presence.ts';
import type { Window } from './series.ts';
import type { Plan } from './plan.ts';
import { Series } from './series.ts';

/** What the sampler reads of one instance: first whether it is there, then its kind's metrics. */
interface Probe {
  readonly component: Component;
  readonly metrics: readonly Metric<Component>[];
  readonly column: number;
}

/** Column of an instance's first value; its metrics follow in the order of its kind. */
const UP = 0;
const FIRST_METRIC = 1;

/** Per client and interval: how many latencies there were, and their quantiles as far as so many carry them. */
const QUANTILES = [0.5, 0.95, 0.99] as const;
const FIRST_CLASS = 1 + QUANTILES.length;

/** Reads all metrics at equal intervals, between events. Reading never changes the run. */
export class Sampler {
  readonly series: Series;
  /** Instances that are clients, in order of address, with their latencies per interval. */
  readonly clients: readonly { readonly instance: number; readonly client: Client }[];
  /** What records times: clients, and others with times of their own; by instance. */
  readonly recorders: ReadonlyMap<number, LatencyRecorder>;
  /** Per client: count and quantiles of the interval's latencies, ends by class. */
  readonly details: readonly Series[];
  /** Per client: failures by status, from the first of its kind on: most runs know few. */
  private readonly failures: readonly Map<number, Series>[];
  readonly heat: readonly Heat[];
  private readonly probes: Probe[] = [];
  private readonly world: World;
  private readonly interval: number;
  private readonly expectedRows: number;

  constructor(scenario: Scenario, world: World, plan: Plan) {
    this.world = world;
    this.interval = plan.interval;
    let columns = 0;
    const metrics = new Map(scenario.nodes.map(({ id, kind, params }) => [id, metricsOf(kind, params)]));
    for (const place of world.places) {
      const own = metrics.get(place.node)!;
      const component = world.simulation.components[place.address];
      this.probes.push({ component, metrics: own, column: columns });
      columns += FIRST_METRIC + own.length;
    }
    const rows = Math.round(plan.duration / plan.interval) + 1;
    this.expectedRows = rows;
    this.series = new Series(plan.interval, columns, rows);
    this.clients = this.probes.flatMap(({ component }, instance) =>
      isClient(component) ? [{ instance, client: component.client }] : [],
    );
    this.details = this.clients.map(
      ({ client }) => new Series(plan.interval, FIRST_CLASS + 2 * client.table.names.length, rows),
    );
    this.failures = this.clients.map(() => new Map<number, Series>());
    this.heat = this.clients.map(() => new Heat(rows));
    this.recorders = new Map(
      this.probes.flatMap(({ component }, instance): [number, LatencyRecorder][] => {
        if (isClient(component)) return [[instance, component.client.latency]];
        return isTimed(component) ? [[instance, component.latency]] : [];
      }),
    );
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
    const { now } = this.world.simulation;
    const offset = this.series.addRow();
    const { data } = this.series;
    this.probes.forEach(({ component, metrics, column }, address) => {
      data[offset + column + UP] = presenceOf(this.world, address);
      for (let i = 0; i < metrics.length; i++) {
        data[offset + column + FIRST_METRIC + i] = metrics[i].read(component, now);
      }
    });
    this.clients.forEach(({ client }, index) => this.sampleClient(client, index));
    for (const recorder of this.recorders.values()) recorder.advance(now);
  }

  /** First row at or after `time` that begins a slice of the latency recorders. */
  sliceRow(time: number): number {
    const perSlice = this.rowsPerSlice;
    return Math.ceil(time / (perSlice * this.interval) - 1e-6) * perSlice;
  }

  /** First row that begins a slice, when a client had recorded at least `values` latencies. */
  rowOfCount(client: Client, values: number): number {
    let slice = 0;
    for (let seen = 0; seen < values && slice < SLICES; slice++) seen += client.latency.slices[slice].count;
    return slice * this.rowsPerSlice;
  }

  private get rowsPerSlice(): number {
    return Math.round(this.world.duration / SLICES / this.interval);
  }

  /** Times that an instance recorded in the slices of a window. */
  latencies(instance: number, { from, to }: Window): Histogram {
    return this.recorders.get(instance)!.between(from * this.interval, to * this.interval);
  }

  /** Failures of a client with one status in a window. */
  failedIn(index: number, status: number, { from, to }: Window): number {
    return this.failures[index].get(status)?.difference(from, to, 0) ?? 0;
  }

  /** Ends of a client's requests in a window, class by class. */
  classesIn(index: number, { from, to }: Window): { name: string; completed: number; failed: number }[] {
    const details = this.details[index];
    return this.clients[index].client.table.names.map((name, which) => ({
      name,
      completed: details.difference(from, to, FIRST_CLASS + 2 * which),
      failed: details.difference(from, to, FIRST_CLASS + 2 * which + 1),
    }));
  }

  private sampleClient(client: Client, index: number): void {
    const { recent } = client.latency;
    const details = this.details[index];
    const offset = details.addRow();
    const { data } = details;
    data[offset] = recent.count;
    QUANTILES.forEach((p, i) => {
      data[offset + 1 + i] = canCarry(p, recent.count) ? recent.quantile(p) : NaN;
    });
    for (let which = 0; which < client.completedByClass.length; which++) {
      data[offset + FIRST_CLASS + 2 * which] = client.completedByClass[which];
      data[offset + FIRST_CLASS + 2 * which + 1] = client.failedByClass[which];
    }
    this.sampleFailures(client, this.failures[index]);
    this.heat[index].addRow(recent);
  }

  /** Counters never fall, so a status that was noted once is noted in each sample from then on. */
  private sampleFailures({ failedBy }: Client, failures: Map<number, Series>): void {
    const row = this.series.rows - 1;
    for (let status = 0; status < failedBy.length; status++) {
      if (failedBy[status] === 0) continue;
      let counts = failures.get(status);
      if (counts === undefined) {
        counts = new Series(this.interval, 1, this.expectedRows);
        failures.set(status, counts);
        while (counts.rows < row) counts.addRow();
      }
      const offset = counts.addRow();
      counts.data[offset] = failedBy[status];
    }
  }
}
