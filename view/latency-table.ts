import type { Run } from '../sim-core/run/run.ts';
import { Histogram } from '../sim-core/stats/histogram.ts';

/** Latency of one client over the newest stretch of the run that holds enough requests. */
export interface LatencyNow {
  /** Requests it was read from. */
  readonly count: number;
  /** Seconds of the run they came from. */
  readonly span: number;
  /** Seconds; null when the sample can't carry it. */
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** Numbers per slice: how many requests, and three quantiles. */
const TABLE_FIELDS = 4;
/** Requests that a value should rest on: then p99 has ten beyond it. */
const ENOUGH = 1_000;
/** A longer stretch than this many slices says little about its end. */
const MOST_SLICES = 5;
/** Values that a quantile must have beyond it to be told. */
const BEYOND = 10;
const QUANTILES = [0.5, 0.95, 0.99];

type Recorder = Run['sampler']['clients'][number]['client']['latency'];

/**
 * Quantiles of the latency along a run, one row per slice of the recorder, merged from its histograms. Each
 * row looks back just as far as it takes to have enough requests, and a quantile that the sample can't carry
 * is NaN. The row of the newest slice is what panels call "now".
 */
export class LatencyTable {
  readonly rows: readonly Float64Array[];
  private readonly recorders: readonly Recorder[];
  private next = 0;

  constructor({ sampler }: Run) {
    this.recorders = sampler.clients.map(({ client }) => client.latency);
    this.rows = this.recorders.map(({ slices }) => new Float64Array(slices.length * TABLE_FIELDS).fill(NaN));
  }

  /** Works out the slices that were added to; the newest one may still grow. */
  update({ now }: Run): LatencyNow[] {
    let newest = 0;
    const answers = this.recorders.map((recorder, client) => {
      newest = newestSlice(recorder, now);
      for (let slice = this.next; slice < newest; slice++) this.row(recorder, client, slice, now);
      return this.row(recorder, client, newest, now);
    });
    this.next = newest;
    return answers;
  }

  private row(recorder: Recorder, client: number, slice: number, now: number): LatencyNow {
    const merged = new Histogram();
    if (slice === newestSlice(recorder, now)) merged.merge(recorder.recent);
    let first = slice + 1;
    while (first > 0 && slice - first + 1 < MOST_SLICES && merged.count < ENOUGH)
      merged.merge(recorder.slices[--first]);
    const { count } = merged;
    const [p50, p95, p99] = QUANTILES.map((p) =>
      count * (1 - p) >= BEYOND - 1e-9 ? merged.quantile(p) : null,
    );
    this.rows[client].set([count, p50 ?? NaN, p95 ?? NaN, p99 ?? NaN], slice * TABLE_FIELDS);
    const until = Math.min(now, (slice + 1) * recorder.sliceLength);
    return { count, span: Math.max(0, until - first * recorder.sliceLength), p50, p95, p99 };
  }
}

function newestSlice({ slices, sliceLength }: Recorder, now: number): number {
  return Math.min(slices.length - 1, Math.max(0, Math.ceil(now / sliceLength - 1e-6) - 1));
}
