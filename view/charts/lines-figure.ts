import { scaleLinear, scaleLog } from 'd3-scale';
import type { Figure, Table } from '../paper/paper.ts';
import type { ColourName, Palette } from '../palette.ts';
import type { Pen } from '../pen.ts';
import { AXIS, drawAxis, drawEndLabels, drawLine, type EndLabel, type Plot, type Tick } from './plot.ts';
import { timeTicks } from './time-ticks.ts';

export interface Axis {
  /** What is along it; shown at its end. */
  readonly name: string;
  readonly label: (value: number) => string;
  readonly log?: boolean;
  /** Seconds, marked in steps that people count time in. */
  readonly time?: boolean;
  /** Default: from the least to the greatest value; for a linear vertical axis from 0. */
  readonly from?: number;
  readonly to?: number;
}

/** One set of points, as a line, as steps that hold until the next point, or as rings. */
export interface Line {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly colour: ColourName;
  readonly dash?: readonly number[];
  readonly form?: 'line' | 'steps' | 'rings';
  /** Ends of an interval around each point, shaded. */
  readonly band?: { readonly low: ArrayLike<number>; readonly high: ArrayLike<number> };
}

export interface Lines {
  readonly title: string;
  readonly summary: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  /** Upright marks with a word. */
  readonly marks?: readonly { readonly x: number; readonly text: string }[];
  readonly values?: Table | null;
}

const HEIGHT = 220;
const NARROW_HEIGHT = 180;
const NARROW_FROM = 500;
const NAMES = 118;
const FOOT = 36;
const TOP = 8;
const AIR = 1.06;
const MONO = '11px "IBM Plex Mono", monospace';
const SANS = '11px "IBM Plex Sans Variable", sans-serif';
/** Rings beyond this many hide one another. */
const MOST_RINGS = 400;

/** Lines over a common axis, named where they end. */
export function linesFigure({ title, summary, x, y, lines, marks = [], values = null }: Lines): Figure {
  const heightFor = (width: number) => (width < NARROW_FROM ? NARROW_HEIGHT : HEIGHT);
  return {
    kind: 'figure',
    title,
    summary,
    values,
    height: (width) => heightFor(width) + FOOT,
    paint: (pen, width, colours) => {
      const height = heightFor(width);
      const right = width < NARROW_FROM ? width - 84 : width - NAMES;
      const across = scaleFor(
        x,
        lines.map((line) => line.x),
        [AXIS, right],
        null,
      );
      const reach = lines.flatMap((line) =>
        line.band === undefined ? [line.y] : [line.y, line.band.low, line.band.high],
      );
      const up = scaleFor(y, reach, [height, TOP], y.log === true ? null : 0);
      const plot: Plot = {
        ctx: pen,
        colours,
        left: AXIS,
        top: TOP,
        width: right - AXIS,
        height: height + 10,
        x: (value) => across(value),
        y: (value) => up(value),
      };
      drawAxis(
        plot,
        up.ticks(4).map((value) => ({ value, label: y.label(value) })),
      );
      drawFoot(
        pen,
        ticksOf(x, across, right - AXIS, width < NARROW_FROM ? 3 : 7),
        plot,
        height,
        x.name,
        colours,
      );
      for (const mark of marks) drawMark(pen, plot, mark, height, colours);
      for (const line of lines) drawOne(plot, line, colours);
      drawEndLabels({ ...plot, height }, right, endsOf(plot, lines, colours), colours);
    },
  };
}

type Scale = ((value: number) => number) & { ticks(count: number): number[] };

function scaleFor(
  axis: Axis,
  lists: readonly ArrayLike<number>[],
  range: [number, number],
  origin: number | null,
): Scale {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      if (!Number.isFinite(list[i]) || (axis.log === true && list[i] <= 0)) continue;
      low = Math.min(low, list[i]);
      high = Math.max(high, list[i]);
    }
  }
  if (low > high) [low, high] = axis.log === true ? [0.1, 1] : [0, 1];
  const from = axis.from ?? (origin === null ? low : Math.min(origin, low));
  const to = axis.to ?? (origin === null ? high : high * (high > 0 ? AIR : 1));
  const domain: [number, number] = from === to ? [from * 0.9, to * 1.1 || 1] : [from, to];
  return axis.log === true ? thinnedLog(domain, range) : scaleLinear(domain, range);
}

/** A logarithmic scale has ticks at 1, 2, 3 … of each power; one or three of them are enough, where there are so many. */
function thinnedLog(domain: [number, number], range: [number, number]): Scale {
  const scale = scaleLog(domain, range);
  const wide = domain[1] / domain[0] > 300;
  const ticks = () => {
    const thinned = scale.ticks(20).filter((value) => {
      const mantissa = value / 10 ** Math.floor(Math.log10(value) + 1e-9);
      return (wide ? [1] : [1, 2, 5]).some((digit) => Math.abs(mantissa - digit) < 1e-6);
    });
    return thinned.length < 3 ? scale.ticks(5) : thinned;
  };
  return Object.assign((value: number) => scale(Math.max(value, domain[0])), { ticks });
}

/** Along the bottom. */
function ticksOf({ time, to = 0, label }: Axis, scale: Scale, room: number, count: number): Tick[] {
  if (time === true) return timeTicks(to, room).map(({ at, label: text }) => ({ value: at, label: text }));
  return scale.ticks(count).map((value) => ({ value, label: label(value) }));
}

function drawFoot(
  pen: Pen,
  ticks: readonly Tick[],
  plot: Plot,
  height: number,
  name: string,
  colours: Palette,
): void {
  pen.strokeStyle = colours.border;
  pen.lineWidth = 1;
  pen.font = MONO;
  pen.textBaseline = 'top';
  pen.fillStyle = colours.muted;
  pen.beginPath();
  pen.moveTo(plot.left, height + 0.5);
  pen.lineTo(plot.left + plot.width, height + 0.5);
  let right = -Infinity;
  for (const { value, label: text } of ticks) {
    const at = plot.x(value);
    const half = pen.measureText(text).width / 2;
    if (at - half < right + 8 && right > 0) continue;
    pen.moveTo(Math.round(at) + 0.5, height);
    pen.lineTo(Math.round(at) + 0.5, height + 4);
    pen.textAlign = at - half < plot.left ? 'left' : 'center';
    pen.fillText(text, at, height + 7);
    right = at + half;
  }
  pen.stroke();
  pen.font = SANS;
  pen.textAlign = 'right';
  pen.fillText(name, plot.left + plot.width, height + 22);
}

function drawMark(
  pen: Pen,
  plot: Plot,
  { x, text }: { readonly x: number; readonly text: string },
  height: number,
  colours: Palette,
): void {
  const at = Math.round(plot.x(x)) + 0.5;
  pen.strokeStyle = colours.ink;
  pen.lineWidth = 1;
  pen.setLineDash([2, 3]);
  pen.beginPath();
  pen.moveTo(at, TOP);
  pen.lineTo(at, height);
  pen.stroke();
  pen.setLineDash([]);
  pen.font = SANS;
  pen.textBaseline = 'top';
  const room = plot.left + plot.width - at;
  pen.textAlign = room < pen.measureText(text).width + 8 ? 'right' : 'left';
  pen.strokeStyle = colours.bg;
  pen.lineWidth = 3;
  const textX = pen.textAlign === 'left' ? at + 4 : at - 4;
  pen.strokeText(text, textX, TOP);
  pen.fillStyle = colours.ink;
  pen.fillText(text, textX, TOP);
}

function drawOne(plot: Plot, { x, y, colour, dash = [], form, band }: Line, colours: Palette): void {
  const { ctx } = plot;
  if (band !== undefined) drawBand(plot, x, band, colours[colour]);
  if (form === 'rings') {
    ctx.strokeStyle = colours[colour];
    ctx.lineWidth = 1.3;
    const step = Math.max(1, Math.ceil(x.length / MOST_RINGS));
    for (let i = 0; i < x.length; i += step) {
      ctx.beginPath();
      ctx.arc(plot.x(x[i]), plot.y(y[i]), 2.8, 0, 2 * Math.PI);
      ctx.stroke();
    }
    return;
  }
  const style = { colour: colours[colour], dash, width: 1.8, holds: form === 'steps' };
  drawLine(plot, x.length, (i) => x[i], y, style);
}

function drawBand(
  plot: Plot,
  x: ArrayLike<number>,
  { low, high }: NonNullable<Line['band']>,
  colour: string,
): void {
  const { ctx } = plot;
  ctx.fillStyle = colour;
  ctx.save();
  ctx.globalAlpha = 0.18;
  ctx.beginPath();
  for (let i = 0; i < x.length; i++) {
    if (i === 0) ctx.moveTo(plot.x(x[i]), plot.y(high[i]));
    else ctx.lineTo(plot.x(x[i]), plot.y(high[i]));
  }
  for (let i = x.length - 1; i >= 0; i--) ctx.lineTo(plot.x(x[i]), plot.y(low[i]));
  ctx.closePath();
  ctx.fill();
  ctx.restore();
}

function endsOf(plot: Plot, lines: readonly Line[], colours: Palette): EndLabel[] {
  return lines.flatMap(({ name, y, colour }) => {
    let last = y.length - 1;
    while (last >= 0 && !Number.isFinite(y[last])) last--;
    return last < 0 || name === '' ? [] : [{ text: name, colour: colours[colour], y: plot.y(y[last]) }];
  });
}
