import { create } from 'zustand';
import type { Digest } from '../worker/protocol.ts';

/** How the run is played, and what the engine said last about it. */
export interface Playback {
  readonly playing: boolean;
  /** Simulated seconds per second on screen; Infinity for as fast as it goes. */
  readonly speed: number;
  /** Share of a replay that is done; null when none is under way. */
  readonly seeking: number | null;
  readonly digest: Digest | null;
}

export const usePlayback = create<Playback>()(() => ({
  playing: false,
  speed: 1,
  seeking: null,
  digest: null,
}));
