import { scaleLinear } from 'd3-scale';
import type { Figure } from '../paper/paper.ts';
import type { ColourName, Palette } from '../palette.ts';
import type { Pen } from '../pen.ts';

/** A value with its interval. */
export interface IntervalRow {
  readonly name: string;
  readonly mean: number;
  /** Half-width. */
  readonly half: number;
  /** The same in words, drawn at the right. */
  readonly text: string;
  /** `good` and `bad` have a shape of their own beside their colour. */
  readonly tone: 'good' | 'bad' | 'open' | 'plain';
  /** Single values, drawn in place of the interval. */
  readonly points?: readonly number[];
}

export interface Intervals {
  readonly title: string;
  readonly summary: string;
  readonly rows: readonly IntervalRow[];
  readonly label: (value: number) => string;
  /** Whether 0 is a line that intervals should be compared with. */
  readonly zero: boolean;
}

const ROW = 30;
const NARROW_ROW = 46;
const AXIS = 26;
const NARROW_FROM = 500;
const NAME_LETTER = 7;
/** Room at either end, as a share of the span. */
const AIR = 0.06;

const COLOURS: Readonly<Record<IntervalRow['tone'], ColourName>> = {
  good: 'reply',
  bad: 'error',
  open: 'retry',
  plain: 'ink-2',
};

/** Values with their intervals, one under the other on one scale. */
export function intervalsFigure({ title, summary, rows, label, zero }: Intervals): Figure {
  const isNarrow = (width: number) => width < NARROW_FROM;
  const rowHeight = (width: number) => (isNarrow(width) ? NARROW_ROW : ROW);
  return {
    kind: 'figure',
    title,
    summary,
    values: null,
    height: (width) => rows.length * rowHeight(width) + AXIS,
    paint: (pen, width, colours) => {
      const names = Math.min(300, 14 + NAME_LETTER * Math.max(...rows.map(({ name }) => name.length)));
      const [left, right] = isNarrow(width) ? [6, width - 6] : [names, width - 190];
      const x = scaleLinear(spanOf(rows, zero), [left, right]);
      const bottom = rows.length * rowHeight(width);
      drawScale(pen, x, [left, right], bottom, label, colours, isNarrow(width) ? 3 : 6);
      if (zero) drawZero(pen, x(0), bottom, colours);
      rows.forEach((row, i) => {
        const y = i * rowHeight(width) + (isNarrow(width) ? 32 : ROW / 2);
        if (row.points === undefined) drawRow(pen, row, x, y, colours);
        else drawPoints(pen, row.points, x, y, colours);
        const textY = isNarrow(width) ? y - 18 : y;
        drawWords(
          pen,
          row,
          width,
          textY,
          isNarrow(width) ? 48 : Math.floor((names - 14) / NAME_LETTER),
          colours,
        );
      });
    },
  };
}

type Scale = ReturnType<typeof scaleLinear<number>>;

function spanOf(rows: readonly IntervalRow[], zero: boolean): [number, number] {
  const low = Math.min(...rows.map(({ mean, half }) => mean - half), ...(zero ? [0] : []));
  const high = Math.max(...rows.map(({ mean, half }) => mean + half), ...(zero ? [0] : []));
  const air = (high - low) * AIR || Math.abs(high) * AIR || 1;
  return [low - air, high + air];
}

function drawScale(
  pen: Pen,
  x: Scale,
  [left, right]: readonly [number, number],
  bottom: number,
  label: (value: number) => string,
  colours: Palette,
  ticks: number,
): void {
  pen.strokeStyle = colours.hairline;
  pen.lineWidth = 1;
  pen.font = '11px "IBM Plex Mono", monospace';
  pen.textBaseline = 'top';
  pen.fillStyle = colours.muted;
  pen.beginPath();
  for (const value of x.ticks(ticks)) {
    const at = Math.round(x(value)) + 0.5;
    pen.moveTo(at, 0);
    pen.lineTo(at, bottom + 4);
    const text = label(value);
    const half = pen.measureText(text).width / 2;
    pen.textAlign = at - half < left - 4 ? 'left' : at + half > right + 4 ? 'right' : 'center';
    pen.fillText(text, at, bottom + 8);
  }
  pen.stroke();
}

function drawZero(pen: Pen, at: number, bottom: number, colours: Palette): void {
  pen.strokeStyle = colours.ink;
  pen.beginPath();
  pen.moveTo(Math.round(at) + 0.5, 0);
  pen.lineTo(Math.round(at) + 0.5, bottom + 4);
  pen.stroke();
}

/** The whisker with its ends, and the mean: a disc, or a square for what is worse. */
function drawRow(pen: Pen, { mean, half, tone }: IntervalRow, x: Scale, y: number, colours: Palette): void {
  const [low, middle, high] = [mean - half, mean, mean + half].map(x);
  pen.strokeStyle = colours[COLOURS[tone]];
  pen.fillStyle = colours[COLOURS[tone]];
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(low, y);
  pen.lineTo(high, y);
  for (const end of [low, high]) {
    pen.moveTo(end, y - 5);
    pen.lineTo(end, y + 5);
  }
  pen.stroke();
  pen.beginPath();
  if (tone === 'bad') pen.rect(middle - 4.2, y - 4.2, 8.4, 8.4);
  else pen.arc(middle, y, 4.8, 0, 2 * Math.PI);
  pen.fill();
}

/** Rings, so that equal ones are seen to overlap. */
function drawPoints(pen: Pen, points: readonly number[], x: Scale, y: number, colours: Palette): void {
  pen.strokeStyle = colours.first;
  pen.lineWidth = 1.4;
  for (const value of points) {
    pen.beginPath();
    pen.arc(x(value), y, 3.6, 0, 2 * Math.PI);
    pen.stroke();
  }
}

function drawWords(
  pen: Pen,
  { name, text }: IntervalRow,
  width: number,
  y: number,
  letters: number,
  colours: Palette,
): void {
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  pen.font = '13px "IBM Plex Sans Variable", sans-serif';
  pen.fillStyle = colours.ink;
  pen.fillText(name.length > letters ? `${name.slice(0, letters - 1)}…` : name, 0, y);
  pen.textAlign = 'right';
  pen.font = '12px "IBM Plex Mono", monospace';
  pen.fillStyle = colours['ink-2'];
  pen.fillText(text, width, y);
}
