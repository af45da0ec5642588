import { useEffect, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { live } from '../state/live.ts';
import { usePlayback } from '../state/playback.ts';
import { useSession } from '../state/session.ts';
import { useUi } from '../state/ui.ts';
import { onPaletteChange, palette } from '../theme/palette.ts';
import { bandsOf, isPassing } from '../../../view/charts/bands.ts';
import { useHover } from './hover.ts';
import type { Painter, Reading, Scene } from '../../../view/charts/painter.ts';
import { AXIS } from '../../../view/charts/plot.ts';
import { takePart } from './rotation.ts';

interface ChartOptions {
  readonly painter: Painter;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly plot: RefObject<HTMLElement | null>;
  readonly width: number;
  readonly height: number;
  readonly onRead: (readings: readonly Reading[]) => void;
}

/** Milliseconds between two summaries for those who hear the page. */
const SUMMARY_PAUSE = 4000;

/** Keeps a chart drawn, and its readings fresh. Returns its values as a sentence. */
export function useChart({ painter, canvas, width, height, onRead }: ChartOptions): string {
  const { t } = useTranslation();
  const [summary, setSummary] = useState('');
  const summedAt = useRef(-SUMMARY_PAUSE);
  useEffect(() => {
    const surface = canvas.current;
    if (surface === null || width === 0) return undefined;
    const read = (): void => {
      const scene = sceneOf(t);
      if (scene === null) return;
      // The clock runs ahead of the recording, which comes in stretches.
      const now = Math.min(live.now, scene.recording.end);
      const readings = painter.read(scene, useHover.getState().at ?? now);
      onRead(readings);
      const wall = performance.now();
      if (wall - summedAt.current < SUMMARY_PAUSE) return;
      summedAt.current = wall;
      setSummary(readings.map(({ label, text }) => `${label} ${text}`).join(', '));
    };
    const { change, leave } = takePart(() => {
      const scene = sceneOf(t);
      if (scene === null) return;
      paint(painter, scene, surface, width, height);
      read();
    });
    const stops = [
      live.onRecord(change),
      onPaletteChange(change),
      useHover.subscribe(read),
      useUi.subscribe(change),
      useSession.subscribe(change),
      usePlayback.subscribe(({ digest }, before) => digest !== before.digest && read()),
      leave,
    ];
    return () => stops.forEach((stop) => stop());
  }, [painter, canvas, width, height, onRead, t]);
  return summary;
}

/** The canvas reaches left of the plot for the axis and right of it for the names of lines. */
function paint(
  painter: Painter,
  scene: Scene,
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): void {
  const full = canvas.clientWidth;
  const ratio = Math.min(2, devicePixelRatio);
  const [w, h] = [Math.round(full * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
  const ctx = canvas.getContext('2d')!;
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.clearRect(0, 0, full, height);
  const left = Math.min(AXIS, -canvas.offsetLeft);
  painter.paint(scene, { ctx, left, width, height, full });
}

function sceneOf(t: TFunction): Scene | null {
  const { recording } = live;
  const { opened, doings } = useSession.getState();
  if (recording === null || opened === null || recording.plan !== opened.plan) return null;
  const { client, latencyMode } = useUi.getState();
  const clientId = opened.plan.instances[recording.clients[client]]?.node;
  return {
    ghost: live.ghost?.recording ?? null,
    recording,
    bands: bandsOf(opened, doings).filter((band) => isPassing(band, opened.duration)),
    objectives: opened.objectives.filter(({ node }) => node === clientId),
    client,
    colours: palette(),
    latencyMode,
    words: {
      offered: t('charts.offered'),
      completed: t('charts.completed'),
      useful: t('charts.useful'),
      failed: t('charts.failed'),
      p50: t('inspector.p.p50'),
      p95: t('inspector.p.p95'),
      p99: t('inspector.p.p99'),
      down: t('state.down'),
      askThroughput: t('charts.beforeThroughput'),
      askLatency: t('charts.beforeLatency'),
      askQueues: t('charts.beforeQueues'),
      askUtilisation: t('charts.beforeUtilisation'),
      sample: t('charts.sample', { count: '{{count}}' as never }),
      tooFewFor: t('charts.tooFewFor', { name: '{{name}}', needed: '{{needed}}' }),
    },
  };
}
