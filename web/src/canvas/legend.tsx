import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlayback } from '../state/playback.ts';
import { live } from '../state/live.ts';
import { prefersStill } from '../state/ui.ts';
import { onPaletteChange, palette } from '../theme/palette.ts';
import { cross, IS_HOLLOW, OUTLINES, SHAPE_COLOUR, SHAPES, type Shape } from './shapes.ts';

/** What the dots mean, and how many requests each stands for. */
export function Legend() {
  const { t } = useTranslation();
  // Asked again with every digest; the number itself rides on the frame.
  const each = usePlayback(({ digest }) => (digest === null ? 1 : 2 ** live.sampling));
  const still = prefersStill();
  return (
    <fieldset className="legend" aria-label={t('canvas.legend')}>
      <ul>
        {([...SHAPES, 'dropped'] as const).map((shape) => (
          <li key={shape}>
            <Swatch shape={shape} />
            {t(`canvas.shape.${shape}`)}
          </li>
        ))}
      </ul>
      <p data-testid="legend-scale">
        {still
          ? t('canvas.still')
          : `${each === 1 ? t('canvas.each') : t('canvas.sampled', { count: each })} · ${t('canvas.slowed')}`}
      </p>
    </fieldset>
  );
}

function Swatch({ shape }: { shape: Shape | 'dropped' }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const draw = (): void => drawSwatch(canvas.current!, shape);
    draw();
    return onPaletteChange(draw);
  }, [shape]);
  return <canvas ref={canvas} width={28} height={28} className="swatch" aria-hidden />;
}

function drawSwatch(canvas: HTMLCanvasElement, shape: Shape | 'dropped'): void {
  const ctx = canvas.getContext('2d')!;
  const colours = palette();
  ctx.setTransform(2, 0, 0, 2, 0, 0);
  ctx.clearRect(0, 0, 14, 14);
  ctx.lineWidth = 1.6;
  ctx.beginPath();
  if (shape === 'dropped') {
    ctx.strokeStyle = colours.error;
    cross(ctx, 7, 7, 3.6);
    ctx.stroke();
    return;
  }
  const colour = colours[SHAPE_COLOUR[shape]];
  OUTLINES[shape](ctx, 7, 7, 3.8);
  ctx.fillStyle = IS_HOLLOW[shape] ? colours.surface : colour;
  ctx.fill();
  if (!IS_HOLLOW[shape]) return;
  ctx.strokeStyle = colour;
  ctx.stroke();
}
