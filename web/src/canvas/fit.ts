import type { Rect } from '../../../view/topology/card-size.ts';
import type { View } from './stage.ts';

/** Below this the numbers on cards can't be read: rather show a part. */
const SMALLEST = 0.5;
const LARGEST = 1.45;
const MARGIN = 28;
/** The legend and the buttons stand in the lowest part. */
const FOOT = 34;

/** Pan and zoom that show all of `bounds`, or its beginning if that would make it too small to read. */
export function fitted(bounds: Rect, size: { readonly width: number; readonly height: number }): View {
  const [width, height] = [size.width - 2 * MARGIN, size.height - MARGIN - FOOT];
  const fits = Math.min(width / bounds.width, height / bounds.height);
  const zoom = Math.max(SMALLEST, Math.min(LARGEST, fits));
  const spareX = width - bounds.width * zoom;
  const spareY = height - bounds.height * zoom;
  return {
    zoom,
    x: MARGIN + Math.max(0, spareX / 2) - bounds.x * zoom,
    y: MARGIN / 2 + Math.max(0, spareY / 2) - bounds.y * zoom,
  };
}
