import type { Tier } from './tier.ts';

/** Measures of a card in the coordinates of the topology. */
export const CARD = {
  width: 240,
  compactWidth: 160,
  header: 40,
  strip: 36,
  solo: 44,
  pad: 10,
  /** Left and right, where the ways to the replicas part. */
  gutter: 16,
  matrixCell: 11,
  matrixGap: 2,
} as const;

/** More replicas than this are drawn as a matrix of cells. */
const MOST_STRIPS = 12;
/** Cells in a matrix; with more replicas than this a cell stands for several. */
const MOST_CELLS = 576;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Clients, balancers and scalers have no queue and no cores to show. */
export function isCompact(tier: Tier): boolean {
  return tier === 'client' || tier === 'edge' || tier === 'control';
}

/** The body of the card is lines of words, with no picture of queue and cores. */
export function isWordy(instances: number, tier: Tier): boolean {
  return isCompact(tier) && instances === 1;
}

export function cardWidth(tier: Tier): number {
  return isCompact(tier) ? CARD.compactWidth : CARD.width;
}

export function cardHeight(instances: number, tier: Tier): number {
  return CARD.header + bodyHeight(instances, tier) + CARD.pad;
}

export function isMatrix(instances: number): boolean {
  return instances > MOST_STRIPS;
}

export function matrixColumns(tier: Tier): number {
  const inner = cardWidth(tier) - 2 * CARD.gutter;
  return Math.floor((inner + CARD.matrixGap) / (CARD.matrixCell + CARD.matrixGap));
}

/** Replicas per cell of the matrix. */
export function matrixShare(instances: number): number {
  return Math.ceil(instances / MOST_CELLS);
}

function bodyHeight(instances: number, tier: Tier): number {
  if (instances === 1) return CARD.solo;
  if (!isMatrix(instances)) return instances * CARD.strip;
  const cells = Math.ceil(instances / matrixShare(instances));
  return Math.ceil(cells / matrixColumns(tier)) * (CARD.matrixCell + CARD.matrixGap) + CARD.pad;
}

/** Where the instance `index` of a card is drawn, relative to the card. */
export function stripOf(index: number, instances: number, tier: Tier): Rect {
  const width = cardWidth(tier) - 2 * CARD.gutter;
  if (instances === 1) return { x: CARD.gutter, y: CARD.header, width, height: CARD.solo };
  if (!isMatrix(instances)) {
    return { x: CARD.gutter, y: CARD.header + index * CARD.strip, width, height: CARD.strip };
  }
  const cell = Math.floor(index / matrixShare(instances));
  const columns = matrixColumns(tier);
  const step = CARD.matrixCell + CARD.matrixGap;
  return {
    x: CARD.gutter + (cell % columns) * step,
    y: CARD.header + Math.floor(cell / columns) * step,
    width: CARD.matrixCell,
    height: CARD.matrixCell,
  };
}
