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

/** Latencies of one client, counted per interval and per cell of a logarithmic scale. */
export class Heat {
  rows = 0;
  private counts: Uint32Array;

  constructor(expectedRows: number) {
    this.counts = new Uint32Array(expectedRows * HEAT_CELLS);
  }

  addRow(histogram: Histogram): void {
    if ((this.rows + 1) * HEAT_CELLS > this.counts.length) {
      const wide = new Uint32Array(this.counts.length * 2 + HEAT_CELLS);
      wide.set(this.counts);
      this.counts = wide;
    }
    const offset = this.rows++ * HEAT_CELLS;
    histogram.forEachBucket((lower, upper, count) => {
      this.counts[offset + cellOf((lower + upper) / 2)] += count;
    });
  }

  /** Counts of one interval, from the fastest cell to the slowest. */
  row(index: number): Uint32Array {
    return this.counts.subarray(index * HEAT_CELLS, (index + 1) * HEAT_CELLS);
  }
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
