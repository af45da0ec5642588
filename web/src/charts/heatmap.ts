import { HEAT_BOUNDS } from '../../../sim-core/run/heat.ts';
import { darkness, surveyOf, type HeatMap } from '../../../view/charts/heat-map.ts';
import type { Plot } from '../../../view/charts/plot.ts';
import type { Recording } from '../../../view/recording.ts';
import type { Palette } from '../../../view/palette.ts';

/** Grain of the ramp from paper to ink. */
const SHADES = 64;

/**
 * The heat map as a picture of one pixel per interval and cell, painted as rows come in and stretched when
 * drawn.
 */
export class HeatPicture implements HeatMap {
  readonly cells: number;
  private readonly canvas: OffscreenCanvas;
  /** Lowest and highest cell that holds anything. */
  low = Infinity;
  high = -Infinity;
  private readonly ctx: OffscreenCanvasRenderingContext2D;
  private painted = 0;
  private most = 1;
  private ramp: Uint8ClampedArray | null = null;
  private rampOf: Palette | null = null;

  constructor(rows: number, cells: number) {
    this.cells = cells;
    this.canvas = new OffscreenCanvas(Math.max(1, rows), Math.max(1, cells));
    this.ctx = this.canvas.getContext('2d')!;
  }

  update(recording: Recording, client: number, colours: Palette): void {
    const { most, low, high } = surveyOf(recording, client);
    [this.low, this.high] = [low, high];
    if (recording.rows < this.painted || most > this.most || this.rampOf !== colours) {
      this.painted = 0;
      this.most = Math.max(1, most * 1.25);
      this.ramp = rampBetween(colours['heat-low'], colours['heat-high']);
      this.rampOf = colours;
      this.ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    }
    const rows = Math.min(recording.rows, this.canvas.width);
    if (rows <= this.painted) return;
    const image = this.ctx.createImageData(rows - this.painted, this.canvas.height);
    for (let row = this.painted; row < rows; row++)
      this.paintRow(image, recording.heatRow(client, row), row - this.painted);
    this.ctx.putImageData(image, this.painted, 0);
    this.painted = rows;
  }

  draw(plot: Plot, recording: Recording): void {
    const { left, width } = plot;
    const [top, bottom] = [plot.y(HEAT_BOUNDS[this.high + 1]), plot.y(HEAT_BOUNDS[this.low])];
    const cells = this.high - this.low + 1;
    const sourceTop = this.canvas.height - 1 - this.high;
    const shown = recording.plan.duration / recording.interval;
    const ctx = plot.ctx as CanvasRenderingContext2D;
    ctx.imageSmoothingEnabled = false;
    // Row i covers the interval that ends at i: row 0 has none.
    ctx.drawImage(this.canvas, 1, sourceTop, shown, cells, left, top, width, bottom - top);
  }

  /** The picture has the slowest cell on top. */
  private paintRow(image: ImageData, cells: Uint32Array, column: number): void {
    for (let cell = 0; cell < cells.length; cell++) {
      if (cells[cell] === 0) continue;
      const shade = Math.min(SHADES - 1, Math.floor(darkness(cells[cell], this.most) * SHADES));
      const at = ((cells.length - 1 - cell) * image.width + column) * 4;
      for (let k = 0; k < 3; k++) image.data[at + k] = this.ramp![shade * 3 + k];
      image.data[at + 3] = 255;
    }
  }
}

function rampBetween(low: string, high: string): Uint8ClampedArray {
  const [from, to] = [channels(low), channels(high)];
  const ramp = new Uint8ClampedArray(SHADES * 3);
  for (let i = 0; i < SHADES; i++) {
    for (let k = 0; k < 3; k++) ramp[i * 3 + k] = from[k] + ((to[k] - from[k]) * i) / (SHADES - 1);
  }
  return ramp;
}

function channels(colour: string): number[] {
  return (colour.match(/[\d.]+/g) ?? ['0', '0', '0']).slice(0, 3).map(Number);
}
