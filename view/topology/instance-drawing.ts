import type { Palette } from '../palette.ts';
import type { Pen } from '../pen.ts';
import { PRESENCE } from '../../sim-core/run/presence.ts';
import { INSTANCE } from '../frame.ts';
import { CARD, type Rect } from './card-size.ts';

/** Slots of a queue that are drawn one by one; more are a number behind a break mark. */
const MOST_SLOTS = 24;
const SLOT = 3;
const SLOT_GAP = 1;
/** Room for the name of a replica, at the left of its strip. */
const NAME_WIDTH = 28;
/** Room for the sign of its state, at the right. */
const STATE_WIDTH = 18;
const QUEUE_WIDTH = MOST_SLOTS * (SLOT + SLOT_GAP);
const CELLS_WIDTH = 62;
const MOST_CELLS = 16;
const BAR = 3;
/** Where waiting begins to grow fast. */
const KNEE = 0.8;

/** Row of numbers of one instance, and where in the array it begins. */
export interface InstanceRow {
  readonly values: Float64Array;
  readonly at: number;
  /** Utilisation, evened out over a moment so that the bar can be read. */
  readonly share: number;
}

/**
 * Draws queue, cores and utilisation of one instance into its strip.
 * @param isLegible whether what is written can be read: else a long queue ends in its break mark.
 */
export function drawStrip(ctx: Pen, strip: Rect, row: InstanceRow, colours: Palette, isLegible = true): void {
  const value = (field: number): number => row.values[row.at + field];
  const capacity = value(INSTANCE.capacity);
  if (drawDown(ctx, strip, row, colours)) return;
  if (isAway(value(INSTANCE.presence))) {
    drawPlace(ctx, strip, colours);
    return;
  }
  if (capacity === 0 && value(INSTANCE.queueCapacity) === 0) return;
  const height = Math.min(17, strip.height - 14);
  const y = strip.y + (strip.height - height) / 2 - 3;
  const cellsX = strip.x + strip.width - STATE_WIDTH - CELLS_WIDTH;
  // A node of one instance has no number in front.
  const queueX = strip.height === CARD.solo ? cellsX - QUEUE_WIDTH - 6 : strip.x + NAME_WIDTH;
  if (value(INSTANCE.queueCapacity) > 0)
    drawQueue(ctx, queueX, y, height, value(INSTANCE.queue), colours, isLegible);
  if (capacity > 0) drawCells(ctx, cellsX, y, height, value(INSTANCE.busy), capacity, colours);
  const bar = {
    x: queueX,
    y: y + height + 5,
    width: strip.x + strip.width - STATE_WIDTH - queueX,
    height: BAR,
  };
  drawUtilisation(ctx, bar, row.share, colours);
}

/** Hatches the place of an instance that is down. Returns false, and draws nothing, if it is not. */
export function drawDown(ctx: Pen, place: Rect, { values, at }: InstanceRow, colours: Palette): boolean {
  if (values[at + INSTANCE.presence] !== PRESENCE.down) return false;
  hatch(ctx, place, colours);
  return true;
}

/** The queue fills from the cores outward; what does not fit breaks out as a number. */
function drawQueue(
  ctx: Pen,
  x: number,
  y: number,
  height: number,
  length: number,
  colours: Palette,
  isLegible: boolean,
): void {
  const waiting = Math.round(length);
  const overflows = waiting > MOST_SLOTS;
  const slots = overflows ? 14 : MOST_SLOTS;
  const end = x + QUEUE_WIDTH;
  for (const [filled, colour] of [
    [false, colours.hairline],
    [true, colours['ink-2']],
  ] as const) {
    ctx.fillStyle = colour;
    for (let i = 0; i < slots; i++) {
      if (i < waiting !== filled) continue;
      ctx.fillRect(end - (i + 1) * (SLOT + SLOT_GAP), y, SLOT, height);
    }
  }
  if (!overflows) return;
  const edge = end - slots * (SLOT + SLOT_GAP) - 3;
  ctx.strokeStyle = colours['ink-2'];
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  for (const shift of [0, -3]) {
    ctx.moveTo(edge + shift - 2, y + height);
    ctx.lineTo(edge + shift + 1, y);
  }
  ctx.stroke();
  if (!isLegible) return;
  ctx.fillStyle = colours.ink;
  ctx.font = '500 11px "IBM Plex Mono", monospace';
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillText(compact(waiting), edge - 7, y + height / 2 + 0.5);
}

/** Cores as cells; above sixteen, one bar in proportion. */
function drawCells(
  ctx: Pen,
  x: number,
  y: number,
  height: number,
  busy: number,
  capacity: number,
  colours: Palette,
): void {
  if (capacity > MOST_CELLS) {
    ctx.fillStyle = colours.hairline;
    ctx.fillRect(x, y, CELLS_WIDTH - 4, height);
    ctx.fillStyle = colours.first;
    ctx.fillRect(x, y, ((CELLS_WIDTH - 4) * Math.min(busy, capacity)) / capacity, height);
    return;
  }
  const gap = 1;
  const width = Math.min(height, (CELLS_WIDTH - 4) / capacity - gap);
  for (let i = 0; i < capacity; i++) {
    const left = x + i * (width + gap);
    ctx.fillStyle = i < busy ? colours.first : colours.sunk;
    ctx.fillRect(left, y, width, height);
    ctx.strokeStyle = i < busy ? colours.first : colours.border;
    ctx.lineWidth = 0.8;
    ctx.strokeRect(left + 0.4, y + 0.4, width - 0.8, height - 0.8);
  }
}

function drawUtilisation(ctx: Pen, bar: Rect, share: number, colours: Palette): void {
  ctx.fillStyle = colours.hairline;
  ctx.fillRect(bar.x, bar.y, bar.width, bar.height);
  ctx.fillStyle = share > 0.98 ? colours.error : colours['ink-2'];
  ctx.fillRect(bar.x, bar.y, bar.width * Math.min(1, share), bar.height);
  ctx.fillStyle = colours.ink;
  ctx.fillRect(bar.x + bar.width * KNEE, bar.y - 2, 1, bar.height + 4);
}

/** One replica among many: a cell that fills with its utilisation from the bottom. */
export function drawMatrixCell(ctx: Pen, cell: Rect, row: InstanceRow, colours: Palette): void {
  const presence = row.values[row.at + INSTANCE.presence];
  if (drawDown(ctx, cell, row, colours)) return;
  if (isAway(presence)) {
    // An empty place; one that somebody is on the way to has a firmer edge.
    ctx.strokeStyle = presence === PRESENCE.off ? colours.hairline : colours['ink-2'];
    ctx.lineWidth = 1;
    ctx.strokeRect(cell.x + 0.5, cell.y + 0.5, cell.width - 1, cell.height - 1);
    return;
  }
  ctx.fillStyle = colours.hairline;
  ctx.fillRect(cell.x, cell.y, cell.width, cell.height);
  ctx.fillStyle = row.values[row.at + INSTANCE.queue] > 0 ? colours['ink-2'] : colours.first;
  ctx.fillRect(cell.x, cell.y + cell.height * (1 - row.share), cell.width, cell.height * row.share);
}

/** A place for a replica, with nobody there: a dotted line where its work would be. */
function drawPlace(ctx: Pen, strip: Rect, colours: Palette): void {
  const y = strip.y + strip.height / 2 + 9;
  ctx.strokeStyle = colours.border;
  ctx.lineWidth = 1;
  ctx.setLineDash([1, 4]);
  ctx.beginPath();
  ctx.moveTo(strip.x + NAME_WIDTH, y);
  ctx.lineTo(strip.x + strip.width - STATE_WIDTH, y);
  ctx.stroke();
  ctx.setLineDash([]);
}

function isAway(presence: number): boolean {
  return presence === PRESENCE.off || presence === PRESENCE.waiting || presence === PRESENCE.booting;
}

function hatch(ctx: Pen, box: Rect, colours: Palette): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x - 4, box.y + 3, box.width + 8, box.height - 6);
  ctx.clip();
  ctx.strokeStyle = colours.error;
  ctx.globalAlpha = 0.38;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let x = box.x - box.height; x < box.x + box.width + 8; x += 6) {
    ctx.moveTo(x, box.y + box.height);
    ctx.lineTo(x + box.height, box.y);
  }
  ctx.stroke();
  ctx.restore();
}

function compact(n: number): string {
  if (n < 10_000) return String(n);
  return n < 1e6 ? `${Math.round(n / 1000)}k` : `${(n / 1e6).toFixed(1)}M`;
}
