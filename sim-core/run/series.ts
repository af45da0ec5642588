/** Rows of the series between which something is measured. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * What was read off the components at equal intervals, between events. Counters and areas are stored as
 * read, so the value over any window is a difference of two rows, and the figures of a report after its
 * warm-up come from the same rows as the charts.
 */
export class Series {
  /** Seconds between two rows; row `i` was read at `i · interval`. */
  readonly interval: number;
  readonly columns: number;
  rows = 0;
  private values: Float64Array;

  constructor(interval: number, columns: number, expectedRows: number) {
    this.interval = interval;
    this.columns = columns;
    this.values = new Float64Array(columns * (expectedRows + 1));
  }

  /** Adds a row and returns where to write it, as an offset into {@link data}. */
  addRow(): number {
    const offset = this.rows * this.columns;
    if (offset + this.columns > this.values.length) {
      const wide = new Float64Array(Math.max(this.values.length * 2, offset + this.columns));
      wide.set(this.values);
      this.values = wide;
    }
    this.rows++;
    return offset;
  }

  get data(): Float64Array {
    return this.values;
  }

  at(row: number, column: number): number {
    return this.values[row * this.columns + column];
  }

  /** Growth of a counter or an area between two rows. */
  difference(from: number, to: number, column: number): number {
    return this.at(to, column) - this.at(from, column);
  }

  /** The row read at or last before `time`. */
  rowAt(time: number): number {
    const row = Math.floor(time / this.interval + 1e-9);
    return Math.max(0, Math.min(this.rows - 1, row));
  }
}
