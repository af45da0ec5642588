import type { Palette } from '../palette.ts';
import type { Recording } from '../recording.ts';
import type { Plot } from './plot.ts';

/** Even a single request is darker than paper by this share of the ramp. */
const LEAST = 0.22;

/** The cells of a latency chart: how many requests took how long, in each interval of a recording. */
export interface HeatMap {
  /** Cells of the scale of latencies. */
  readonly cells: number;
  /** Lowest and highest cell that holds anything. */
  readonly low: number;
  readonly high: number;
  update(recording: Recording, client: number, colours: Palette): void;
  draw(plot: Plot, recording: Recording): void;
}

/**
 * How dark a cell is, from paper (0) to ink (1): its share of the fullest one, by square root. Rare slow requests
 * must be seen beside thousands of fast ones.
 */
export function darkness(count: number, most: number): number {
  return LEAST + (1 - LEAST) * Math.sqrt(count / most);
}

/** What the cells of a client hold. */
export interface Survey {
  /** In the fullest cell. */
  readonly most: number;
  /** Lowest and highest cell that holds anything; Infinity and −Infinity when none does. */
  readonly low: number;
  readonly high: number;
}

export function surveyOf(recording: Recording, client: number): Survey {
  let [most, low, high] = [0, Infinity, -Infinity];
  for (let row = 0; row < recording.rows; row++) {
    const cells = recording.heatRow(client, row);
    for (let cell = 0; cell < cells.length; cell++) {
      if (cells[cell] === 0) continue;
      if (cells[cell] > most) most = cells[cell];
      if (cell < low) low = cell;
      if (cell > high) high = cell;
    }
  }
  return { most, low, high };
}
