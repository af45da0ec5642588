import { live } from './live.ts';
import { usePlayback } from './playback.ts';
import { rounded } from './rates.ts';

/** Rows of the recording to look back on. */
const LOOK_BACK = 12;

/** Requests of a client that fail, per second. */
export function useFailing(instance: number): number {
  return usePlayback(({ digest }) => {
    const { recording } = live;
    const column = recording?.column(instance, 'failed') ?? null;
    if (digest === null || recording === null || column === null || recording.rows < 2) return 0;
    const to = recording.rowAt(live.now);
    const rate = recording.mean(column, Math.max(0, to - LOOK_BACK), to);
    return Number.isFinite(rate) ? rounded(rate) : 0;
  });
}
