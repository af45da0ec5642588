import type { Rect } from '../../../view/topology/card-size.ts';
import type { View } from './stage.ts';
import type { Size } from './use-size.ts';

/** Below this the numbers on cards can't be read: rather show a part. */
export const SMALLEST = 0.5;
const LARGEST = 1.45;
const MARGIN = 28;
/** The legend and the buttons stand in the lowest part; on a narrow place the legend takes two lines. */
const FOOT = 34;
const NARROW_FOOT = 56;
const NARROW = 900;

/** Pan and zoom that show all of `bounds`, or its beginning if that would make it too small to read. */
export function fitted(bounds: Rect, size: Size): View {
  const { width, height } = roomIn(size);
  const zoom = Math.max(SMALLEST, Math.min(LARGEST, zoomOfAll(bounds, size)));
  const spareX = width - bounds.width * zoom;
  const spareY = height - bounds.height * zoom;
  return {
    zoom,
    x: MARGIN + Math.max(0, spareX / 2) - bounds.x * zoom,
    y: MARGIN / 2 + Math.max(0, spareY / 2) - bounds.y * zoom,
  };
}

/** Zoom at which all of `bounds` is just seen. */
export function zoomOfAll(bounds: Rect, size: Size): number {
  const { width, height } = roomIn(size);
  return Math.min(width / bounds.width, height / bounds.height);
}

function roomIn({ width, height }: Size): Size {
  const foot = width < NARROW ? NARROW_FOOT : FOOT;
  return { width: width - 2 * MARGIN, height: height - MARGIN - foot };
}
