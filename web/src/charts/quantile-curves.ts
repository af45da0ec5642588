import { HEAT_BOUNDS } from '../../../sim-core/run/heat.ts';
import type { Recording } from '../state/recording.ts';

export const QUANTILES = [
  { name: 'p50', p: 0.5, needed: 100 },
  { name: 'p95', p: 0.95, needed: 200 },
  { name: 'p99', p: 0.99, needed: 1000 },
] as const;

export type QuantileName = (typeof QUANTILES)[number]['name'];

/** A stretch longer than this many rows says nothing about its end. */
const LONGEST = 48;

/**
 * Quantiles along the run, read from the heat map's counts. Each value looks back just as far as needed to
 * have ten requests beyond it, and is NaN when that would be too far.
 */
export class QuantileCurves {
  readonly values: Record<QuantileName, Float64Array>;
  /** Requests that the newest value of a row rests on. */
  readonly counts: Record<QuantileName, Float64Array>;
  private done = 0;
  private readonly client: number;

  constructor(rows: number, client: number) {
    this.client = client;
    const make = (): Float64Array => new Float64Array(rows).fill(NaN);
    this.values = { p50: make(), p95: make(), p99: make() };
    this.counts = { p50: make(), p95: make(), p99: make() };
  }

  /** Works out the rows that were added since. */
  update(recording: Recording): void {
    if (recording.rows < this.done) this.done = recording.rows;
    const rows = Math.min(recording.rows, this.values.p50.length);
    for (let row = this.done; row < rows; row++) this.readRow(recording, row);
    this.done = rows;
  }

  get rows(): number {
    return this.done;
  }

  private readRow(recording: Recording, row: number): void {
    const sums = new Float64Array(recording.cells);
    let count = 0;
    let reached = 0;
    for (let back = 0; back < LONGEST && row - back >= 0 && reached < QUANTILES.length; back++) {
      const cells = recording.heatRow(this.client, row - back);
      for (let cell = 0; cell < cells.length; cell++) {
        sums[cell] += cells[cell];
        count += cells[cell];
      }
      for (; reached < QUANTILES.length && count >= QUANTILES[reached].needed; reached++) {
        const { name, p } = QUANTILES[reached];
        this.values[name][row] = quantile(sums, count, p);
        this.counts[name][row] = count;
      }
    }
    for (; reached < QUANTILES.length; reached++) {
      this.values[QUANTILES[reached].name][row] = NaN;
      this.counts[QUANTILES[reached].name][row] = count;
    }
  }
}

/** Within a cell the values are taken to be spread evenly on the logarithmic scale. */
function quantile(cells: Float64Array, count: number, p: number): number {
  const rank = p * count;
  let seen = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    if (seen + cells[cell] >= rank) {
      const share = cells[cell] === 0 ? 0 : (rank - seen) / cells[cell];
      return HEAT_BOUNDS[cell] * (HEAT_BOUNDS[cell + 1] / HEAT_BOUNDS[cell]) ** share;
    }
    seen += cells[cell];
  }
  return HEAT_BOUNDS[HEAT_BOUNDS.length - 1];
}
