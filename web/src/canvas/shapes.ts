import type { ColourName } from '../../../view/palette.ts';

/** Classes of dot, by the number that a hop carries. */
export const SHAPES = ['first', 'retry', 'reply', 'error', 'write'] as const;
export type Shape = (typeof SHAPES)[number];

export const SHAPE_COLOUR: Readonly<Record<Shape, ColourName>> = {
  first: 'first',
  retry: 'retry',
  reply: 'reply',
  error: 'error',
  write: 'write',
};

/** Adds one dot to the path under construction; every class has its own outline, so colour is not needed. */
export type Outline = (ctx: CanvasRenderingContext2D, x: number, y: number, r: number) => void;

export const OUTLINES: Readonly<Record<Shape, Outline>> = {
  first: disc,
  reply: disc,
  retry(ctx, x, y, r) {
    const d = r * 1.3;
    ctx.moveTo(x, y - d);
    ctx.lineTo(x + d, y);
    ctx.lineTo(x, y + d);
    ctx.lineTo(x - d, y);
    ctx.closePath();
  },
  error(ctx, x, y, r) {
    ctx.rect(x - r * 0.95, y - r * 0.95, r * 1.9, r * 1.9);
  },
  write(ctx, x, y, r) {
    const d = r * 1.25;
    ctx.moveTo(x, y - d);
    ctx.lineTo(x + d, y + d * 0.8);
    ctx.lineTo(x - d, y + d * 0.8);
    ctx.closePath();
  },
};

/** A reply is a ring: the same way back, with nothing to do any more. */
export const IS_HOLLOW: Readonly<Record<Shape, boolean>> = {
  first: false,
  retry: false,
  reply: true,
  error: false,
  write: false,
};

export function cross(ctx: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  ctx.moveTo(x - r, y - r);
  ctx.lineTo(x + r, y + r);
  ctx.moveTo(x + r, y - r);
  ctx.lineTo(x - r, y + r);
}

function disc(ctx: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  ctx.moveTo(x + r, y);
  ctx.arc(x, y, r, 0, 2 * Math.PI);
}
