import { useViewport } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { sampleOneIn } from '../state/actions.ts';
import { live } from '../state/live.ts';
import { usePlayback } from '../state/playback.ts';
import { prefersStill } from '../state/ui.ts';
import { onPaletteChange } from '../theme/palette.ts';
import type { Geometry } from '../../../view/topology/geometry.ts';
import { nextSampling } from './sampling.ts';
import { Stage } from './stage.ts';
import type { Size } from './use-size.ts';

/** The canvas above the cards. It never takes a click. */
export function StageCanvas({ geometry, size }: { geometry: Geometry; size: Size }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stage = useRef<Stage | null>(null);
  const view = useViewport();
  useEffect(() => {
    const made = new Stage(canvas.current!, live);
    made.showDots = !prefersStill();
    stage.current = made;
    const stop = onPaletteChange(() => made.invalidate());
    return () => {
      stop();
      made.close();
    };
  }, []);
  useEffect(() => stage.current?.setGeometry(geometry), [geometry]);
  useEffect(() => stage.current?.resize(size.width, size.height), [size]);
  useEffect(() => stage.current?.setView(view), [view]);
  useSampling(geometry.room);
  return <canvas ref={canvas} className="stage" style={size} aria-hidden />;
}

/** Keeps the number of dots where an eye can follow them. */
function useSampling(room: number): void {
  useEffect(
    () =>
      usePlayback.subscribe(({ digest }, before) => {
        if (digest === null || digest === before.digest) return;
        const next = nextSampling(live, room);
        if (next === null) return;
        live.wanted = next;
        live.redraw();
        sampleOneIn(next);
      }),
    [room],
  );
}
