import type { Plan } from '../sim-core/run/plan.ts';
import { INSTANCE, instanceAt } from './frame.ts';

/** Columns of an instance; see sim-core/run/sampler.ts. */
const UP_COLUMN = 0;
const FIRST_METRIC = 1;
const QUANTILE_FIELDS = 4;

/** Rows of a recording, as they are handed on. */
export interface SeriesChunk {
  readonly from: number;
  readonly rows: number;
  readonly series: Float64Array;
  /** Per client, rows × cells. */
  readonly heat: readonly Uint32Array[];
  readonly heatCells: number;
}

/** A quantity of one instance: counters and areas are differences per second, gauges are as read. */
export interface Column {
  readonly index: number;
  readonly isRate: boolean;
}

/**
 * What the run's sampler has read so far, row by row at equal intervals from time zero: the memory behind
 * charts, timeline and dragging. It may reach further than the run is now, when someone went back.
 */
export class Recording {
  readonly plan: Plan;
  readonly interval: number;
  readonly clients: readonly number[];
  rows = 0;
  private readonly stride: number;
  private readonly bases: number[] = [];
  private series: Float64Array;
  private heat: Uint32Array[];
  private heatCells = 0;
  /** Per client: count, p50, p95, p99 for each slice of the run. */
  private readonly quantiles: Float64Array[];

  constructor(plan: Plan) {
    this.plan = plan;
    this.interval = plan.interval;
    let base = 0;
    const metricsOf = new Map(plan.nodes.map((node) => [node.id, node.metrics.length]));
    for (const place of plan.instances) {
      this.bases.push(base);
      base += FIRST_METRIC + metricsOf.get(place.node)!;
    }
    this.stride = base;
    this.series = new Float64Array(base * 64);
    this.clients = plan.nodes.filter((node) => node.isClient).flatMap((node) => node.instances);
    this.heat = this.clients.map(() => new Uint32Array(0));
    this.quantiles = this.clients.map(() => new Float64Array(0));
  }

  /** Seconds recorded. */
  get end(): number {
    return Math.max(0, this.rows - 1) * this.interval;
  }

  /** Takes in rows; those already known are the same rows, for a run repeats itself exactly. */
  append({ from, rows, series, heat, heatCells }: SeriesChunk): void {
    const needed = (from + rows) * this.stride;
    if (needed > this.series.length) this.series = widened(this.series, needed);
    this.series.set(series, from * this.stride);
    this.heatCells = heatCells;
    heat.forEach((counts, client) => {
      const cells = (from + rows) * heatCells;
      if (cells > this.heat[client].length) this.heat[client] = widened(this.heat[client], cells);
      this.heat[client].set(counts, from * heatCells);
    });
    this.rows = Math.max(this.rows, from + rows);
  }

  /** Takes in quantiles up to `now`; a slice that was known whole is not replaced by a part of it. */
  takeQuantiles(tables: readonly Float64Array[], now: number): void {
    tables.forEach((table, client) => {
      const known = this.quantiles[client];
      if (known.length !== table.length) {
        this.quantiles[client] = table.slice();
        return;
      }
      const slices = table.length / QUANTILE_FIELDS;
      const complete = Math.floor((now / this.plan.duration) * slices + 1e-9) * QUANTILE_FIELDS;
      for (let i = 0; i < table.length; i++) if (i < complete || Number.isNaN(known[i])) known[i] = table[i];
    });
  }

  /** Number of slices of a client's table of quantiles. */
  slices(client: number): number {
    return this.quantiles[client].length / QUANTILE_FIELDS;
  }

  /** One number of the table: 0 count, 1 p50, 2 p95, 3 p99. */
  quantile(client: number, slice: number, field: number): number {
    return this.quantiles[client][slice * QUANTILE_FIELDS + field];
  }

  /** A copy, to keep as a ghost. */
  copy(): Recording {
    const copy = new Recording(this.plan);
    copy.rows = this.rows;
    copy.series = this.series.slice();
    copy.heat = this.heat.map((counts) => counts.slice());
    copy.heatCells = this.heatCells;
    return copy;
  }

  /** Forgets what comes after `time`: another future is about to be recorded. */
  truncate(time: number): void {
    this.rows = Math.min(this.rows, Math.floor(time / this.interval + 1e-9) + 1);
    for (const table of this.quantiles) {
      const slices = table.length / QUANTILE_FIELDS;
      table.fill(NaN, Math.floor((time / this.plan.duration) * slices) * QUANTILE_FIELDS);
    }
  }

  /** Null if the instance's kind has no such metric. */
  column(instance: number, metric: string): Column | null {
    const base = this.bases[instance];
    if (metric === 'up') return { index: base + UP_COLUMN, isRate: false };
    const node = this.plan.nodes.find(({ id }) => id === this.plan.instances[instance].node)!;
    const at = node.metrics.findIndex(({ name }) => name === metric);
    if (at < 0) return null;
    return {
      index: base + FIRST_METRIC + at,
      isRate: node.metrics[at].kind === 'counter' || node.metrics[at].kind === 'area',
    };
  }

  /** Mean over the rows `(from, to]`; a rate for counters, the mean level for areas and gauges. */
  mean({ index, isRate }: Column, from: number, to: number): number {
    const { series, stride } = this;
    if (to <= from || from < 0 || to >= this.rows) return NaN;
    if (isRate)
      return (series[to * stride + index] - series[from * stride + index]) / ((to - from) * this.interval);
    let sum = 0;
    for (let row = from + 1; row <= to; row++) sum += series[row * stride + index];
    return sum / (to - from);
  }

  /** As read at a row. */
  at({ index }: Column, row: number): number {
    return this.series[row * this.stride + index];
  }

  /** Growth of a counter over the rows `(from, to]`. */
  growth({ index }: Column, from: number, to: number): number {
    return this.series[to * this.stride + index] - this.series[from * this.stride + index];
  }

  rowAt(time: number): number {
    return Math.max(0, Math.min(this.rows - 1, Math.floor(time / this.interval + 1e-9)));
  }

  get cells(): number {
    return this.heatCells;
  }

  /** Latencies of client number `client` in one interval, counted per cell of the heat map. */
  heatRow(client: number, row: number): Uint32Array {
    return this.heat[client].subarray(row * this.heatCells, (row + 1) * this.heatCells);
  }

  /** Writes what is known of every instance at `time` into a frame. */
  readInstances(time: number, frame: Float64Array): void {
    const row = this.rowAt(time);
    for (let instance = 0; instance < this.plan.instances.length; instance++) {
      const at = instanceAt(instance);
      frame[at + INSTANCE.presence] = this.series[row * this.stride + this.bases[instance] + UP_COLUMN];
      const queue = this.column(instance, 'queueLength');
      const busy = this.column(instance, 'utilisation');
      if (queue !== null) frame[at + INSTANCE.queue] = orZero(this.mean(queue, row - 1, row));
      if (busy !== null) {
        frame[at + INSTANCE.busy] = orZero(this.mean(busy, row - 1, row)) * frame[at + INSTANCE.capacity];
      }
    }
  }
}

function orZero(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

function widened<T extends Float64Array | Uint32Array>(old: T, length: number): T {
  const wide = new (old.constructor as new (n: number) => T)(Math.max(length, old.length * 2));
  wide.set(old);
  return wide;
}
