import { HEAT_BOUNDS } from '../../sim-core/run/heat.ts';
import type { Palette } from '../palette.ts';
import type { Pen } from '../pen.ts';
import type { Recording } from '../recording.ts';
import { darkness, surveyOf, type HeatMap } from './heat-map.ts';
import type { Plot } from './plot.ts';

/** Shades of a drawn map: one path for each. */
const SHADES = 12;
/** Points per column: narrower ones could not be told apart. */
const COLUMN = 4;

/**
 * The heat map as shapes, for surfaces without pixels. Intervals are joined to columns that can be seen, and equal
 * neighbours to one rectangle.
 */
export class HeatCells implements HeatMap {
  readonly cells: number;
  low = Infinity;
  high = -Infinity;
  private client = 0;
  private colours: Palette | null = null;

  constructor(_rows: number, cells: number) {
    this.cells = cells;
  }

  update(recording: Recording, client: number, colours: Palette): void {
    const { low, high } = surveyOf(recording, client);
    [this.low, this.high, this.client, this.colours] = [low, high, client, colours];
  }

  draw(plot: Plot, recording: Recording): void {
    const columns = Math.max(1, Math.round(plot.width / COLUMN));
    const counts = this.countsOf(recording, columns);
    const most = counts.reduce((a, b) => Math.max(a, b), 1);
    const shades = counts.map((count) =>
      count === 0 ? 0 : Math.max(1, Math.round(darkness(count, most) * SHADES)),
    );
    for (let shade = 1; shade <= SHADES; shade++) {
      const { ctx } = plot;
      ctx.fillStyle = `color-mix(in srgb, ${this.colours!['heat-high']} ${Math.round((100 * shade) / SHADES)}%, ${this.colours!['heat-low']})`;
      ctx.beginPath();
      this.addRuns(plot, shades, columns, shade);
      ctx.fill();
    }
  }

  /** Column by column, in each column from the fastest cell to the slowest. */
  private countsOf(recording: Recording, columns: number): number[] {
    const height = this.high - this.low + 1;
    const counts = new Array<number>(columns * height).fill(0);
    const rows = Math.round(recording.plan.duration / recording.interval);
    for (let row = 1; row < recording.rows; row++) {
      const cells = recording.heatRow(this.client, row);
      const column = Math.min(columns - 1, Math.floor(((row - 1) / rows) * columns));
      for (let cell = this.low; cell <= this.high; cell++)
        counts[column * height + cell - this.low] += cells[cell];
    }
    return counts;
  }

  private addRuns(plot: Plot, shades: readonly number[], columns: number, shade: number): void {
    const { ctx, left, width } = plot;
    const height = this.high - this.low + 1;
    const step = width / columns;
    for (let cell = 0; cell < height; cell++) {
      const top = plot.y(HEAT_BOUNDS[this.low + cell + 1]);
      const tall = plot.y(HEAT_BOUNDS[this.low + cell]) - top;
      for (let column = 0; column < columns; column++) {
        const first = column;
        while (column < columns && shades[column * height + cell] === shade) column++;
        if (column > first) addRect(ctx, left + first * step, top, (column - first) * step, tall);
      }
    }
  }
}

function addRect(ctx: Pen, x: number, y: number, width: number, height: number): void {
  ctx.rect(
    Math.round(x * 10) / 10,
    Math.round(y * 10) / 10,
    Math.round(width * 10) / 10,
    Math.round(height * 10) / 10,
  );
}
