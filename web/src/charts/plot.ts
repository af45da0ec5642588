import { line } from 'd3-shape';
import type { Palette } from '../theme/palette.ts';
import type { Band } from '../timeline/bands.ts';

/** Room at the left of a plot for the numbers of its axis. */
export const AXIS = 46;

/** A rectangle to draw a chart in, with the scales of its data. Coordinates are points on the canvas. */
export interface Plot {
  readonly ctx: CanvasRenderingContext2D;
  readonly colours: Palette;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x(time: number): number;
  y(value: number): number;
}

const FONT = '11px "IBM Plex Mono", monospace';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Horizontal lines with their numbers. */
export function drawAxis(plot: Plot, ticks: readonly Tick[]): void {
  const { ctx, colours, left, width } = plot;
  ctx.font = FONT;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  for (const { value, label } of ticks) {
    const y = Math.round(plot.y(value)) + 0.5;
    ctx.strokeStyle = colours.hairline;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    ctx.fillStyle = colours.muted;
    ctx.fillText(label, left - 6, y);
  }
}

/** Stretches of planned trouble, behind everything. */
export function drawBands(plot: Plot, bands: readonly Band[]): void {
  const { ctx, colours, top, height } = plot;
  for (const band of bands) {
    const x = plot.x(band.from);
    ctx.fillStyle = band.mine ? colours['accent-wash'] : colours['fault-wash'];
    ctx.fillRect(x, top, Math.max(1, plot.x(band.to) - x), height);
  }
}

export interface LineStyle {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
}

/** Draws a curve; gaps where values are missing. */
export function drawLine(
  plot: Plot,
  count: number,
  timeOf: (i: number) => number,
  values: ArrayLike<number>,
  style: LineStyle,
): void {
  const { ctx } = plot;
  const path = line<number>()
    .defined((i) => Number.isFinite(values[i]))
    .x((i) => plot.x(timeOf(i)))
    .y((i) => plot.y(values[i]))
    .context(ctx);
  ctx.beginPath();
  path(Array.from({ length: count }, (_, i) => i));
  ctx.strokeStyle = style.colour;
  ctx.lineWidth = style.width;
  ctx.setLineDash([...style.dash]);
  ctx.lineJoin = 'round';
  ctx.stroke();
  ctx.setLineDash([]);
}

export interface EndLabel {
  readonly text: string;
  readonly colour: string;
  /** Where the line ends; labels that would overlap are moved apart. */
  y: number;
}

const LABEL_HEIGHT = 13;

/** Names lines where they end, so that nobody has to look them up. */
export function drawEndLabels(plot: Plot, x: number, labels: EndLabel[], colours: Palette): void {
  const { ctx, top, height } = plot;
  labels.sort((a, b) => a.y - b.y);
  for (let i = 1; i < labels.length; i++) labels[i].y = Math.max(labels[i].y, labels[i - 1].y + LABEL_HEIGHT);
  let bottom = top + height - 4;
  for (let i = labels.length - 1; i >= 0; i--) {
    labels[i].y = Math.min(labels[i].y, bottom);
    bottom = labels[i].y - LABEL_HEIGHT;
  }
  ctx.font = '500 11px "IBM Plex Sans Variable", sans-serif';
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { text, colour, y } of labels) {
    ctx.fillStyle = colour;
    ctx.fillRect(x + 5, y - 1, 7, 2);
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.surface;
    ctx.strokeText(text, x + 16, y + 0.5);
    ctx.fillStyle = colours['ink-2'];
    ctx.fillText(text, x + 16, y + 0.5);
  }
}

/** A bound that should hold. */
export function drawBound(plot: Plot, value: number, label: string): void {
  const { ctx, colours, left, width, top } = plot;
  const y = plot.y(value);
  if (y < top) return;
  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.font = FONT;
  ctx.textAlign = 'right';
  const below = y < top + LABEL_HEIGHT;
  ctx.textBaseline = below ? 'top' : 'bottom';
  ctx.fillStyle = colours.ink;
  ctx.fillText(label, left + width - 4, below ? y + 3 : y - 2);
}
