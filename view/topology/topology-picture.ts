import type { PlannedNode } from '../../sim-core/run/plan.ts';
import { INSTANCE, instanceAt } from '../frame.ts';
import type { Palette } from '../palette.ts';
import type { SvgPen } from '../svg-pen.ts';
import { CARD, isMatrix, isWordy, matrixShare, type Rect } from './card-size.ts';
import type { Geometry, Point } from './geometry.ts';
import { drawMatrixCell, drawStrip } from './instance-drawing.ts';
import { silhouetteOf } from './silhouettes.ts';

/** What is written on a card, and how its instances stand. */
export interface TopologyWords {
  /** Lines in the body of a card that has no queue and no cores: the first one is large, and may be empty. */
  readonly lines: (node: PlannedNode) => readonly string[];
  /** A frame's rows of instances (see `frame.ts`), with means in place of momentary values. */
  readonly values: Float64Array;
  /** Mean utilisation of an instance. */
  readonly share: (instance: number) => number;
}

const RADIUS = 6;
const MARGIN = 4;
const LINE = 19;
const NAME_FONT = '600 13px "IBM Plex Sans Variable", sans-serif';
const LARGE_FONT = '500 17px "IBM Plex Mono", monospace';
const SMALL_FONT = '12px "IBM Plex Sans Variable", sans-serif';
const INDEX_FONT = '12px "IBM Plex Mono", monospace';
/** Names longer than what fits beside the sign are cut. */
const LETTER = 7.4;

/** The rectangle that a topology takes, with a little air. */
export function topologyBounds(geometry: Geometry): Rect {
  const { x, y, width, height } = geometry.bounds();
  return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
}

/** Draws the cards and links of a system that stands still, as the page draws them around what moves. */
export function drawTopology(pen: SvgPen, geometry: Geometry, words: TopologyWords, colours: Palette): void {
  for (const { id, targets, tier } of geometry.plan.nodes)
    for (const target of targets) drawLink(pen, geometry.curve(id, target), tier === 'control', colours);
  for (const node of geometry.plan.nodes) {
    drawCard(pen, geometry.card(node.id), node, colours);
    if (isWordy(node.instances.length, node.tier))
      drawLines(pen, geometry.card(node.id), words.lines(node), colours);
    else drawInstances(pen, geometry, node, words, colours);
  }
}

function drawLink(
  pen: SvgPen,
  [a, b, c, d]: readonly [Point, Point, Point, Point],
  isControl: boolean,
  colours: Palette,
): void {
  pen.beginPath();
  pen.moveTo(a.x, a.y);
  pen.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
  pen.strokeStyle = colours.border;
  pen.lineWidth = isControl ? 1 : 1.5;
  pen.setLineDash(isControl ? [2, 4] : []);
  pen.stroke();
  pen.setLineDash([]);
}

function drawCard(pen: SvgPen, card: Rect, node: PlannedNode, colours: Palette): void {
  const { id, instances } = node;
  pen.add(
    `<rect x="${card.x + 0.5}" y="${card.y + 0.5}" width="${card.width - 1}" height="${card.height - 1}" rx="${RADIUS}" fill="${colours.surface}" stroke="${colours['ink-2']}"/>` +
      `<path transform="translate(${card.x + 9} ${card.y + 10}) scale(0.833)" d="${silhouetteOf(node)}" fill="none" stroke="${colours['ink-2']}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/>`,
  );
  const count = instances.length > 1 ? `×${instances.length}` : '';
  const room = Math.floor((card.width - 48) / LETTER) - count.length;
  const name = id.length > room ? `${id.slice(0, room - 1)}…` : id;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.font = NAME_FONT;
  pen.fillStyle = colours.ink;
  pen.fillText(name, card.x + 36, card.y + 20);
  if (count === '') return;
  pen.font = INDEX_FONT;
  pen.textAlign = 'right';
  pen.fillStyle = colours.muted;
  pen.fillText(count, card.x + card.width - 12, card.y + 20);
}

function drawLines(pen: SvgPen, card: Rect, lines: readonly string[], colours: Palette): void {
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  let y = card.y + CARD.header + 9;
  lines.forEach((line, i) => {
    if (line === '') return;
    pen.font = i === 0 ? LARGE_FONT : SMALL_FONT;
    pen.fillStyle = i === 0 ? colours.ink : colours.muted;
    pen.fillText(line, card.x + 12, y);
    y += LINE;
  });
}

function drawInstances(
  pen: SvgPen,
  geometry: Geometry,
  node: PlannedNode,
  { values, share, lines }: TopologyWords,
  colours: Palette,
): void {
  const count = node.instances.length;
  node.instances.forEach((instance, index) => {
    if (isMatrix(count) && index % matrixShare(count) !== 0) return;
    const strip = geometry.strip(instance);
    const row = { values, at: instanceAt(instance), share: share(instance) };
    if (isMatrix(count)) {
      drawMatrixCell(pen, strip, row, colours);
      return;
    }
    drawStrip(pen, strip, row, colours);
    if (count > 1) drawIndex(pen, strip, index + 1, colours);
    if (values[row.at + INSTANCE.capacity] === 0)
      drawRole(pen, strip, values[row.at + INSTANCE.leader] === 1, lines(node), colours);
  });
}

function drawIndex(pen: SvgPen, strip: Rect, number: number, colours: Palette): void {
  pen.font = INDEX_FONT;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = colours['ink-2'];
  pen.fillText(String(number), strip.x + 4, strip.y + strip.height / 2 - 3);
}

/** A replica without cores: whether it leads, or what its node has to say. */
function drawRole(
  pen: SvgPen,
  strip: Rect,
  leads: boolean,
  lines: readonly string[],
  colours: Palette,
): void {
  const text = leads ? 'leads' : (lines[0] ?? '');
  if (text === '') return;
  pen.font = SMALL_FONT;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = leads ? colours.write : colours.muted;
  pen.fillText(text, strip.x + 28, strip.y + strip.height / 2 - 3);
}
