import type { Histogram } from '../stats/histogram.ts';

/** Rows of the heat map: eight per factor of ten from 10 µs to 1000 s. */
export const HEAT_CELLS = 64;
const PER_DECADE = 8;
const LOWEST = 1e-5;
/** 10^(i/8). */
const DECADE = [
  1, 1.333521432163324, 1.7782794100389228, 2.371373705661655, 3.1622776601683795, 4.216965034285822,
  5.623413251903491, 7.498942093324558,
];

/** Lower bounds of the cells in seconds, with the upper bound of the last one behind. */
export const HEAT_BOUNDS: readonly number[] = Array.from(
  { length: HEAT_CELLS + 1 },
  (_, i) => LOWEST * decades(i),
);

const FIRST_ROOM = 2048;

/**
 * Latencies of one client, counted per interval and per cell of a logarithmic scale. Only cells that have any are kept:
 * most intervals know a few.
 */
export class Heat {
  rows = 0;
  /** Cells and their counts in turns, interval by interval, each from the fastest cell to the slowest. */
  private filled: Uint32Array = new Uint32Array(FIRST_ROOM);
  private used = 0;
  /** Where in `filled` each interval ends. */
  private ends: Uint32Array;

  constructor(expectedRows: number) {
    this.ends = new Uint32Array(expectedRows);
  }

  addRow(histogram: Histogram): void {
    const first = this.used;
    histogram.forEachBucket((lower, upper, count) => this.add(first, cellOf((lower + upper) / 2), count));
    if (this.rows === this.ends.length) this.ends = widened(this.ends, this.rows + 1);
    this.ends[this.rows++] = this.used;
  }

  /** Counts of one interval, from the fastest cell to the slowest. */
  row(index: number): Uint32Array {
    const counts = new Uint32Array(HEAT_CELLS);
    const first = index === 0 ? 0 : this.ends[index - 1];
    for (let i = first; i < this.ends[index]; i += 2) counts[this.filled[i]] = this.filled[i + 1];
    return counts;
  }

  /** Adds to the cell of an interval that begins at `first`, which is its last one or one that is slower. */
  private add(first: number, cell: number, count: number): void {
    if (this.used > first && this.filled[this.used - 2] === cell) {
      this.filled[this.used - 1] += count;
      return;
    }
    if (this.used === this.filled.length) this.filled = widened(this.filled, this.used + 2);
    this.filled[this.used++] = cell;
    this.filled[this.used++] = count;
  }
}

function widened(numbers: Uint32Array, least: number): Uint32Array {
  const wide = new Uint32Array(Math.max(2 * numbers.length, least));
  wide.set(numbers);
  return wide;
}

/** 10^(i/8) from a table of one decade, so that it is the same in every engine. */
function decades(i: number): number {
  let value = DECADE[i % PER_DECADE];
  for (let k = PER_DECADE; k <= i; k += PER_DECADE) value *= 10;
  return value;
}

function cellOf(value: number): number {
  let low = 0;
  let high = HEAT_CELLS - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (HEAT_BOUNDS[middle] <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
