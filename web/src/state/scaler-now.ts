import type { PlannedNode } from '../../../sim-core/run/plan.ts';
import { live } from './live.ts';
import { usePlayback } from './playback.ts';

/** A number of replicas that an autoscaler reports, over the newest interval of the recording; 0 before there is one. */
export function useScalerNow({ instances }: PlannedNode, metric: string): number {
  return usePlayback(({ digest }) => {
    const { recording } = live;
    const column = recording?.column(instances[0], metric) ?? null;
    if (digest === null || recording === null || column === null || recording.rows < 2) return 0;
    const to = recording.rowAt(live.now);
    const value = column.isRate ? recording.mean(column, to - 1, to) : recording.at(column, to);
    return Number.isFinite(value) ? Math.round(value) : 0;
  });
}
