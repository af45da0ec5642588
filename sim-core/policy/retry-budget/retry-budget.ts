export interface BudgetSettings {
  /** `ratio`: retries per request; `active-share`: retries per open request. 0.2 is a fifth. */
  readonly share: number;
  /** `ratio`: seconds after which what a request has paid in is gone. */
  readonly window: number;
  /** `ratio`: retries per second that are always allowed. */
  readonly minPerSecond: number;
  /** `active-share`: open retries that are always allowed. */
  readonly minConcurrency: number;
  /** `token-bucket`: tokens at the start and at most. */
  readonly maxTokens: number;
  /** `token-bucket`: tokens that a good answer brings back. */
  readonly tokenRatio: number;
}

/** What a caller has open just now. */
export interface OpenCalls {
  /** Logical calls. */
  readonly inFlight: number;
  /** Retries and hedges that are sent and not answered, or planned. */
  readonly retrying: number;
}

/** One caller's account of what it may send beyond the first attempts. Shared by all of its requests. */
export interface RetryBudget {
  /** A logical call begins. */
  began(now: number): void;
  /** An attempt has ended, whichever it was. */
  ended(now: number, isGood: boolean): void;
  /** May one more attempt be sent, beyond the first of its call? What it costs is then taken. */
  take(now: number, open: OpenCalls): boolean;
}

export interface BudgetPolicy {
  readonly name: string;
  readonly summary: string;
  /** Settings that it reads; others would have no effect. */
  readonly reads: readonly (keyof BudgetSettings)[];
  open(settings: BudgetSettings): RetryBudget;
}
