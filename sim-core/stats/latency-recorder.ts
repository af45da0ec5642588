import { BatchSums } from './batch-sums.ts';
import { Histogram } from './histogram.ts';

/** Up to so many values are kept as they are, for exact quantiles of small samples. */
export const EXACT_VALUES = 10_000;
export const SLICES = 64;
/** So many values wait to be taken in together. */
const WAITING = 512;

/**
 * The latencies of one client over a run of known length. They are kept in equal slices of time: warm-up
 * is cut by leaving slices out, batches for confidence intervals are runs of slices, and every figure comes
 * from merged slices, never from percentiles of percentiles. Takes the same room whatever their number.
 *
 * `record` knows no time. Whoever drives the run calls `advance` at the end of each interval, between
 * events; an interval never crosses the border of a slice.
 *
 * A value that is recorded is only noted; hundreds are taken in at a time, when there is no more room or somebody
 * looks. In one tight loop that costs a third of what it costs one by one.
 */
export class LatencyRecorder {
  readonly slices: Histogram[] = [];
  /** Seconds. */
  readonly sliceLength: number;
  private readonly sinceAdvance = new Histogram();
  private readonly batchSums = new BatchSums();
  private readonly firstValues = new Float64Array(EXACT_VALUES);
  /** The interval's values as far as they fit; how many are noted, and how many of those are taken in. */
  private readonly waiting = new Float64Array(WAITING);
  private noted = 0;
  private takenIn = 0;
  /** Whether all of the interval's values are in `waiting`. */
  private isWhole = true;
  /** Values ever taken in. */
  private taken = 0;
  /** The slices that were last merged, from and to, and what they came to; null when there is something new. */
  private merged: Histogram | null = null;
  private mergedFrom = 0;
  private mergedTo = 0;

  /** @param duration seconds of the run. */
  constructor(duration: number) {
    this.sliceLength = duration / SLICES;
    for (let i = 0; i < SLICES; i++) this.slices.push(new Histogram());
  }

  record(value: number): void {
    this.waiting[this.noted++] = value;
    if (this.noted === WAITING) this.makeRoom();
  }

  get count(): number {
    return this.taken + this.noted - this.takenIn;
  }

  /** Values since the last `advance`. */
  get recent(): Histogram {
    this.takeIn();
    return this.sinceAdvance;
  }

  /** Means of small batches in the order of recording, for finding the warm-up and the mean's interval. */
  get batches(): BatchSums {
    this.takeIn();
    return this.batchSums;
  }

  /** The first values, in order. */
  get first(): Float64Array {
    this.takeIn();
    return this.firstValues;
  }

  /** The interval that ends at `now` is over. */
  advance(now: number): void {
    const { recent } = this;
    if (recent.count === 0) return;
    const slice = this.slices[this.sliceBefore(now)];
    if (this.isWhole) {
      slice.makeRoomLike(recent);
      slice.recordAll(this.waiting, 0, this.noted);
    } else slice.merge(recent);
    recent.clear();
    this.merged = null;
    this.noted = 0;
    this.takenIn = 0;
    this.isWhole = true;
  }

  /** Slices that begin at or after `from` and end at or before `until`, as a range of indexes. */
  range(from: number, until: number): { readonly first: number; readonly end: number } {
    const first = Math.min(SLICES, Math.ceil(from / this.sliceLength - 1e-6));
    const end = Math.max(first, Math.min(SLICES, Math.ceil(until / this.sliceLength - 1e-6)));
    return { first, end };
  }

  /**
   * Everything recorded in the slices of a time window. The last one may be unfinished. Whoever asks for the same window
   * again gets the same histogram, so nobody may change it.
   */
  between(from: number, until: number): Histogram {
    const { first, end } = this.range(from, until);
    if (this.merged !== null && this.mergedFrom === first && this.mergedTo === end) return this.merged;
    const all = new Histogram();
    for (let i = first; i < end; i++) all.merge(this.slices[i]);
    this.merged = all;
    this.mergedFrom = first;
    this.mergedTo = end;
    return all;
  }

  /** How many values were recorded before slice `slice`. */
  countBefore(slice: number): number {
    let count = 0;
    for (let i = 0; i < slice; i++) count += this.slices[i].count;
    return count;
  }

  private sliceBefore(now: number): number {
    const slice = Math.ceil(now / this.sliceLength - 1e-6) - 1;
    return Math.min(SLICES - 1, Math.max(0, slice));
  }

  private makeRoom(): void {
    this.takeIn();
    this.noted = 0;
    this.takenIn = 0;
    this.isWhole = false;
  }

  private takeIn(): void {
    const { waiting, takenIn, noted } = this;
    if (takenIn === noted) return;
    this.takenIn = noted;
    if (this.taken < EXACT_VALUES) this.keep(waiting, takenIn, noted);
    this.taken += noted - takenIn;
    this.sinceAdvance.recordAll(waiting, takenIn, noted);
    this.batchSums.addAll(waiting, takenIn, noted);
  }

  private keep(values: Float64Array, from: number, to: number): void {
    const { taken } = this;
    const end = Math.min(EXACT_VALUES, taken + to - from);
    for (let i = taken; i < end; i++) this.firstValues[i] = values[from + i - taken];
  }
}
