/** What a run may use. Every limit has a name, so that a stopped run can say which one it met. */
export interface Limits {
  /** Events delivered in the whole run. */
  readonly events: number;
  /** Events waiting at one time. */
  readonly pendingEvents: number;
  /** Request rows open at one time. */
  readonly liveRequests: number;
  /** Events delivered without the clock moving: more is a loop that never waits. */
  readonly sameInstant: number;
}

export const DEFAULT_LIMITS: Limits = {
  events: 2_000_000_000,
  pendingEvents: 4_000_000,
  liveRequests: 2_000_000,
  sameInstant: 1_000_000,
};

/** Why a run ended before its time. */
export interface LimitHit {
  readonly limit: keyof Limits;
  readonly value: number;
  /** Simulated seconds. */
  readonly at: number;
  /** Components with the most of the last events, most first: where to look. */
  readonly busiest: readonly string[];
}
