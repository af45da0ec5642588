import type { Scenario } from '../../sim-core/scenario/index.ts';

/** Something that is done to a run at a time of its own. */
export interface Act {
  readonly at: number;
  /** Seconds; null for what stays. */
  readonly lasts: number | null;
  readonly text: string;
}

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
export function bandsOf(
  { schedule, duration }: { readonly schedule: readonly Act[]; readonly duration: number },
  doings: readonly Act[],
): Band[] {
  const bands = [
    ...schedule.map((entry) => ({ ...entry, mine: false })),
    ...doings.map(({ at, lasts, text }) => ({ at, lasts, text, mine: true })),
  ].map(({ at, lasts, text, mine }) => ({
    from: at,
    to: Math.min(duration, lasts === null ? duration : at + lasts),
    text,
    mine,
  }));
  return bands.sort((a, b) => a.from - b.from);
}

/** True for what has a beginning and an end of its own, so that a band says something. */
export function isPassing(band: Band, duration: number): boolean {
  return band.to < duration && band.to > band.from;
}

/** What a scenario plans at a time of its own. */
export function scheduleOf({ faults }: Scenario): Act[] {
  return faults.flatMap((fault) =>
    fault.kind === 'once' ? [{ at: fault.at, lasts: fault.strike.lasts, text: fault.strike.text }] : [],
  );
}
