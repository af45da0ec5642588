import type { Doing, Opened } from '../worker/protocol.ts';

/** A stretch of time in which something was wrong on purpose. */
export interface Band {
  readonly from: number;
  /** Seconds; the end of the run for what is never taken back. */
  readonly to: number;
  readonly text: string;
  /** Done by the person, not by the scenario. */
  readonly mine: boolean;
}

/** Faults that the scenario plans, and those that were added; changes of settings last to the end. */
export function bandsOf(opened: Opened, doings: readonly Doing[]): Band[] {
  const bands = [
    ...opened.schedule.map((entry) => ({ ...entry, mine: false })),
    ...doings.map(({ at, lasts, text }) => ({ at, lasts, text, mine: true })),
  ].map(({ at, lasts, text, mine }) => ({
    from: at,
    to: Math.min(opened.duration, lasts === null ? opened.duration : at + lasts),
    text,
    mine,
  }));
  return bands.sort((a, b) => a.from - b.from);
}

/** True for what has a beginning and an end of its own, so that a band says something. */
export function isPassing(band: Band, duration: number): boolean {
  return band.to < duration && band.to > band.from;
}
