import { FLOAT_SHIFT, type QueueRows } from './queue-rows.ts';

const ARITY_SHIFT = 2;

/**
 * A 4-ary heap of rows ordered by (time, sequence). The refuge of the ladder when
 * times are spread so unevenly that buckets do not separate them. Cancelled rows stay until they come up, or
 * until {@link sweep}.
 */
export class HeapQueue {
  /** Rows in the heap, dead ones included. */
  length = 0;
  private rows: Int32Array;
  private times: Float64Array;
  private readonly table: QueueRows;

  constructor(table: QueueRows, capacity = 64) {
    this.table = table;
    this.rows = new Int32Array(capacity);
    this.times = new Float64Array(capacity);
  }

  insert(row: number): void {
    if (this.length === this.rows.length) this.grow();
    const { rows, times, table } = this;
    const time = table.floats[row << FLOAT_SHIFT];
    let at = this.length++;
    while (at > 0) {
      const parent = (at - 1) >> ARITY_SHIFT;
      if (!table.precedes(time, row, times[parent], rows[parent])) break;
      rows[at] = rows[parent];
      times[at] = times[parent];
      at = parent;
    }
    rows[at] = row;
    times[at] = time;
  }

  /** Time of the first row; there must be one, as for the next two. */
  headTime(): number {
    return this.times[0];
  }

  headRow(): number {
    return this.rows[0];
  }

  dropHead(): void {
    const last = --this.length;
    if (last > 0) this.sink(0, this.rows[last], this.times[last]);
  }

  /** Gives back every dead row. */
  sweep(): void {
    const { rows, table } = this;
    const { length } = this;
    this.length = 0;
    for (let i = 0; i < length; i++) {
      if (table.isDead(rows[i])) table.bury(rows[i]);
      else this.insert(rows[i]);
    }
  }

  private sink(from: number, row: number, time: number): void {
    const { rows, times, table, length } = this;
    let at = from;
    for (;;) {
      const first = (at << ARITY_SHIFT) + 1;
      if (first >= length) break;
      const end = Math.min(first + (1 << ARITY_SHIFT), length);
      let best = first;
      for (let child = first + 1; child < end; child++) {
        if (table.precedes(times[child], rows[child], times[best], rows[best])) best = child;
      }
      if (!table.precedes(times[best], rows[best], time, row)) break;
      rows[at] = rows[best];
      times[at] = times[best];
      at = best;
    }
    rows[at] = row;
    times[at] = time;
  }

  private grow(): void {
    const rows = new Int32Array(this.rows.length * 2);
    const times = new Float64Array(rows.length);
    rows.set(this.rows);
    times.set(this.times);
    this.rows = rows;
    this.times = times;
  }
}
