import { create } from 'zustand';
import type { Digest, PageMoment } from '../worker/protocol.ts';

/**
 * Every moment that is known, also of the recorded future: going back does not take the flags away, changing
 * the past does.
 */
export const useMoments = create<{ moments: readonly PageMoment[] }>()(() => ({ moments: [] }));

export function readMoments({ moments, now }: Digest): void {
  if (moments === null) return;
  const known = useMoments.getState().moments;
  const later = known.filter(({ at }) => at > now);
  useMoments.setState({ moments: [...moments, ...later] });
}

/** Another future begins at `time`. */
export function forgetMomentsAfter(time: number): void {
  useMoments.setState(({ moments }) => ({ moments: moments.filter(({ at }) => at <= time) }));
}
