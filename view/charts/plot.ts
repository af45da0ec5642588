import { curveLinear, curveStepAfter, curveStepBefore, line } from 'd3-shape';
import type { Palette } from '../palette.ts';
import { pathOn, type Pen } from '../pen.ts';
import type { Band } from './bands.ts';

/** Room at the left of a plot for the numbers of its axis. */
export const AXIS = 46;

/** A rectangle to draw a chart in, with the scales of its data. Coordinates are points of the picture. */
export interface Plot {
  readonly ctx: Pen;
  readonly colours: Palette;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  x(time: number): number;
  y(value: number): number;
}

const FONT = '11px "IBM Plex Mono", monospace';

/** Points between two numbers of an axis. */
const TICK_ROOM = 14;

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Horizontal lines with their numbers: beside the plot, or on the lines where there is no room beside it. */
export function drawAxis(plot: Plot, ticks: readonly Tick[]): void {
  const { ctx, colours, left, width } = plot;
  let last = Infinity;
  for (const { value, label } of [...ticks].sort((a, b) => a.value - b.value)) {
    const y = Math.round(plot.y(value)) + 0.5;
    if (last - y < TICK_ROOM || y < 5 || y > plot.height - 5) continue;
    last = y;
    ctx.strokeStyle = colours.hairline;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    drawNumber(plot, label, y);
  }
}

/** A number of the axis at the height that it stands for. */
export function drawNumber({ ctx, colours, left }: Plot, text: string, y: number): void {
  ctx.font = FONT;
  ctx.fillStyle = colours.muted;
  ctx.textBaseline = 'middle';
  if (left >= AXIS) {
    ctx.textAlign = 'right';
    ctx.fillText(text, left - 6, y);
    return;
  }
  ctx.textAlign = 'left';
  ctx.lineWidth = 3;
  ctx.strokeStyle = colours.surface;
  ctx.strokeText(text, left + 2, y);
  ctx.fillText(text, left + 2, y);
}

/** Stretches of planned trouble, behind everything. Where several overlap there is one wash, not a darker one. */
export function drawBands(plot: Plot, bands: readonly Band[]): void {
  const { ctx, colours, top, height } = plot;
  for (const mine of [false, true]) {
    ctx.fillStyle = mine ? colours['accent-wash'] : colours['fault-wash'];
    let right = -Infinity;
    for (const { from, to } of bands.filter((band) => band.mine === mine).sort((a, b) => a.from - b.from)) {
      const x = Math.max(right, plot.x(from));
      const end = Math.max(plot.x(from) + 1, plot.x(to));
      if (end <= x) continue;
      ctx.fillRect(x, top, end - x, height);
      right = end;
    }
  }
}

/** Before there is anything to see: what the chart is going to answer. */
export function drawQuestion({ ctx, colours, left, width, height }: Plot, question: string): void {
  ctx.font = '13px "IBM Plex Sans Variable", sans-serif';
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = colours.muted;
  ctx.fillText(question, left + width / 2, height / 2);
}

export interface LineStyle {
  readonly colour: string;
  readonly dash: readonly number[];
  readonly width: number;
  /** A value stands for the stretch before it, rather than for an instant. */
  readonly steps?: boolean;
  /** A value holds until the next one. */
  readonly holds?: boolean;
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
    .curve(style.steps === true ? curveStepBefore : style.holds === true ? curveStepAfter : curveLinear)
    .context(pathOn(ctx));
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
/** From the end of a line to its name. */
const NAME_OFF = 16;

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
  // A narrow plot has no room beside it: names of lines that end at its edge stand before their ends.
  const widest = Math.max(...labels.map(({ text }) => ctx.measureText(text).width));
  const flips = plot.left < AXIS && x + NAME_OFF + widest > plot.left + plot.width;
  if (flips) ctx.textAlign = 'right';
  const textX = flips ? x - NAME_OFF : x + NAME_OFF;
  for (const { text, colour, y } of labels) {
    ctx.fillStyle = colour;
    ctx.fillRect(flips ? x - 12 : x + 5, y - 1, 7, 2);
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.surface;
    ctx.strokeText(text, textX, y + 0.5);
    ctx.fillStyle = colours['ink-2'];
    ctx.fillText(text, textX, y + 0.5);
  }
}

/** Bounds that should hold, each with its words; words that would overlap stand side by side. */
export function drawBounds(
  plot: Plot,
  bounds: readonly { readonly bound: number; readonly text: string }[],
): void {
  const { ctx, colours, left, width, top } = plot;
  const seen = [...bounds].sort((a, b) => a.bound - b.bound).filter(({ bound }) => plot.y(bound) >= top);
  ctx.strokeStyle = colours.ink;
  ctx.lineWidth = 1;
  ctx.setLineDash([2, 3]);
  for (const { bound } of seen) {
    ctx.beginPath();
    ctx.moveTo(left, plot.y(bound));
    ctx.lineTo(left + width, plot.y(bound));
    ctx.stroke();
  }
  ctx.setLineDash([]);
  // Words over all lines, so that none goes through them.
  let lastY = Infinity;
  let right = left + width - 4;
  for (const { bound, text } of seen) {
    const y = plot.y(bound);
    const below = y < top + LABEL_HEIGHT;
    const textY = below ? y + 3 : y - 2 - LABEL_HEIGHT + 2;
    if (Math.abs(textY - lastY) >= LABEL_HEIGHT) right = left + width - 4;
    ctx.font = FONT;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'top';
    ctx.lineWidth = 3;
    ctx.strokeStyle = colours.surface;
    ctx.strokeText(text, right, textY);
    ctx.fillStyle = colours.ink;
    ctx.fillText(text, right, textY);
    right -= ctx.measureText(text).width + 16;
    lastY = textY;
  }
}
