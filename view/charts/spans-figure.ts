import { scaleLinear } from 'd3-scale';
import type { Figure, Table } from '../paper/paper.ts';
import type { Palette } from '../palette.ts';
import type { Pen } from '../pen.ts';
import { timeTicks } from './time-ticks.ts';

/** A stretch of time, and whether what happened in it was bad. */
export interface TimedSpan {
  readonly from: number;
  readonly to: number;
  readonly isBad: boolean;
}

export interface SpanRow {
  readonly name: string;
  readonly spans: readonly TimedSpan[];
  /** In words, at the right. */
  readonly text: string;
}

export interface Spans {
  readonly title: string;
  readonly summary: string;
  readonly rows: readonly SpanRow[];
  /** Seconds at the right end. */
  readonly duration: number;
  readonly values: Table | null;
}

const LANE = 9;
const BAR = 6;
/** A span is drawn at least so long, or it would not be seen. */
const SHORTEST = 3;
const AIR = 8;
const FOOT = 26;
const NARROW_FROM = 500;
/** Height of a row's name where it stands above its spans. */
const HEAD = 17;
const NAME_LETTER = 7.2;
const MOST_NAME = 250;
const TEXT_ROOM = 76;
const MONO = '11px "IBM Plex Mono", monospace';

/** Spans of time, row by row; those that overlap lie in lanes. Bad ones are filled, the others are outlines. */
export function spansFigure({ title, summary, rows, duration, values }: Spans): Figure {
  const lanes = (width: number) =>
    rows.map(({ spans }) => inLanes(spans, duration / plotOf(rows, width).width));
  const heights = (width: number) => lanes(width).map((all) => rowHeight(all.length, width));
  return {
    kind: 'figure',
    title,
    summary,
    values,
    height: (width) => heights(width).reduce((sum, height) => sum + height, 0) + FOOT,
    paint: (pen, width, colours) => {
      const { left, width: room } = plotOf(rows, width);
      const x = scaleLinear([0, duration], [left, left + room]);
      const all = lanes(width);
      const bottom = heights(width).reduce((sum, height) => sum + height, 0);
      drawScale(pen, x, bottom, duration, room, colours);
      let top = 0;
      rows.forEach((row, i) => {
        const height = rowHeight(all[i].length, width);
        drawRow(pen, row, all[i], { top, height, width, isNarrow: width < NARROW_FROM }, x, colours);
        top += height;
      });
    },
  };
}

function plotOf(rows: readonly SpanRow[], width: number): { left: number; width: number } {
  if (width < NARROW_FROM) return { left: 2, width: width - 4 };
  const longest = Math.max(0, ...rows.map(({ name }) => name.length));
  const left = Math.min(MOST_NAME, 14 + NAME_LETTER * longest);
  return { left, width: width - left - TEXT_ROOM };
}

function rowHeight(lanes: number, width: number): number {
  const own = Math.max(1, lanes) * LANE + AIR;
  return width < NARROW_FROM ? own + HEAD : Math.max(22, own);
}

/** @param grain seconds of a point. */
function inLanes(spans: readonly TimedSpan[], grain: number): TimedSpan[][] {
  const lanes: TimedSpan[][] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const free = lanes.find((lane) => {
      const last = lane[lane.length - 1];
      return Math.max(last.to, last.from + SHORTEST * grain) + 2 * grain <= span.from;
    });
    if (free === undefined) lanes.push([span]);
    else free.push(span);
  }
  return lanes;
}

type Scale = ReturnType<typeof scaleLinear<number>>;

function drawScale(
  pen: Pen,
  x: Scale,
  bottom: number,
  duration: number,
  room: number,
  colours: Palette,
): void {
  pen.strokeStyle = colours.hairline;
  pen.lineWidth = 1;
  pen.font = MONO;
  pen.textBaseline = 'top';
  pen.fillStyle = colours.muted;
  pen.beginPath();
  for (const { at, label } of timeTicks(duration, room)) {
    const place = Math.round(x(at)) + 0.5;
    pen.moveTo(place, 0);
    pen.lineTo(place, bottom + 4);
    const isLast = at > duration * 0.97;
    pen.textAlign = at === 0 ? 'left' : isLast ? 'right' : 'center';
    pen.fillText(label, place, bottom + 8);
  }
  pen.stroke();
}

interface Place {
  readonly top: number;
  readonly height: number;
  readonly width: number;
  readonly isNarrow: boolean;
}

function drawRow(
  pen: Pen,
  { name, text }: SpanRow,
  lanes: readonly (readonly TimedSpan[])[],
  { top, height, width, isNarrow }: Place,
  x: Scale,
  colours: Palette,
): void {
  const middle = isNarrow ? top + HEAD / 2 + 1 : top + height / 2;
  const letters = Math.floor((isNarrow ? width - TEXT_ROOM : MOST_NAME - 14) / NAME_LETTER);
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  pen.font = '13px "IBM Plex Sans Variable", sans-serif';
  pen.fillStyle = colours.ink;
  haloed(pen, name.length > letters ? `${name.slice(0, letters - 1)}…` : name, 0, middle, colours);
  pen.textAlign = 'right';
  pen.font = '12px "IBM Plex Mono", monospace';
  pen.fillStyle = colours['ink-2'];
  haloed(pen, text, width, middle, colours);
  const first = isNarrow ? top + HEAD : top + (height - lanes.length * LANE) / 2;
  lanes.forEach((lane, i) => {
    const y = first + i * LANE + (LANE - BAR) / 2;
    for (const span of lane) drawSpan(pen, span, y, x, colours);
  });
}

/** Lines of the scale do not cross it. */
function haloed(pen: Pen, text: string, x: number, y: number, colours: Palette): void {
  pen.strokeStyle = colours.bg;
  pen.lineWidth = 4;
  pen.strokeText(text, x, y);
  pen.fillText(text, x, y);
}

function drawSpan(pen: Pen, { from, to, isBad }: TimedSpan, y: number, x: Scale, colours: Palette): void {
  const [left, length] = [x(from), Math.max(SHORTEST, x(to) - x(from))];
  if (isBad) {
    pen.fillStyle = colours.error;
    pen.fillRect(left, y, length, BAR);
    return;
  }
  pen.fillStyle = colours.surface;
  pen.fillRect(left, y, length, BAR);
  pen.strokeStyle = colours.border;
  pen.lineWidth = 1;
  pen.strokeRect(left + 0.5, y + 0.5, Math.max(1, length - 1), BAR - 1);
}
