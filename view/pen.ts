type Canvas = CanvasRenderingContext2D;

/**
 * What pictures are drawn with: the part of a canvas that the drawing code uses. The page hands it a canvas,
 * a document a {@link SvgPen}; the picture is the same.
 */
export type Pen = Pick<
  Canvas,
  | 'arc'
  | 'beginPath'
  | 'bezierCurveTo'
  | 'clip'
  | 'closePath'
  | 'fill'
  | 'fillRect'
  | 'fillStyle'
  | 'fillText'
  | 'font'
  | 'globalAlpha'
  | 'lineJoin'
  | 'lineTo'
  | 'lineWidth'
  | 'moveTo'
  | 'rect'
  | 'restore'
  | 'save'
  | 'setLineDash'
  | 'stroke'
  | 'strokeRect'
  | 'strokeStyle'
  | 'strokeText'
  | 'textAlign'
  | 'textBaseline'
> & { measureText(text: string): { readonly width: number } };

/** For d3-shape, whose declaration asks for a whole canvas although it only builds paths. */
export function pathOn(pen: Pen): Canvas {
  return pen as Canvas;
}
