import type { Random } from '../../random/generator.ts';

export interface ConcurrencySettings {
  /** Requests at once: the limit itself, or the first one. */
  readonly limit: number;
  /** No limit goes below or above these; without them, what the source of the policy says. */
  readonly min?: number;
  readonly max?: number;
  /** `gradient`, `vegas`: how far one step goes to the new limit, 0 … 1. */
  readonly smoothing?: number;
  /** Seconds over which answers are taken together for one step; 0 for a step with each. */
  readonly over?: number;
  /** `aimd`: what the limit is multiplied with after a loss. */
  readonly backoff: number;
  /** `aimd`: seconds; an answer that took longer is a loss. */
  readonly slowAfter: number;
  /** `gradient`: so many times the mean of the long run still count as without queue. */
  readonly tolerance: number;
  /** `gradient`: steps that the mean of the long run looks back on. */
  readonly longRun: number;
  /** `gradient`: requests that may queue. */
  readonly headroom: number;
  /** `vegas`: after so many times the limit of answers, the least time is found anew. */
  readonly probeEvery: number;
}

/** One limit at work. */
export interface ConcurrencyLimit {
  /** Whole requests at once. */
  readonly limit: number;
  /**
   * A request has ended.
   * @param seconds that it took.
   * @param inFlight requests that were there when it was let in, itself included.
   * @param isLost it failed because somebody had too much to do, or took too long.
   */
  ended(now: number, seconds: number, inFlight: number, isLost: boolean): void;
}

/** A law of how many requests may be worked on at once. */
export interface ConcurrencyPolicy {
  readonly name: string;
  readonly summary: string;
  /** Settings that it reads beside `limit`; others would have no effect. */
  readonly reads: readonly (keyof ConcurrencySettings)[];
  /** @param random for who looks again at times that should not agree with those of others. */
  open(settings: ConcurrencySettings, random: Random): ConcurrencyLimit;
}
