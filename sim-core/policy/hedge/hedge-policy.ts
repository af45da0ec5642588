export interface HedgeSettings {
  /** `fixed`: seconds to wait. `quantile`: the same, until enough answers were seen. */
  readonly delay: number;
  /** `quantile`: share of first attempts, 0 … 1, that are answered before a hedge is sent. */
  readonly quantile: number;
}

/** How long one caller waits for an answer before it asks somebody else too. */
export interface HedgeClock {
  /** Seconds. */
  delay(): number;
  /** A first attempt has ended after so many seconds, in time or after it had lost. */
  seen(seconds: number): void;
  /** A first attempt was cancelled after so many seconds: it would have taken longer. */
  lost(seconds: number): void;
}

export interface HedgePolicy {
  readonly name: string;
  readonly summary: string;
  /** Settings that it reads; others would have no effect. */
  readonly reads: readonly (keyof HedgeSettings)[];
  /** Whether attempts know of each other, so that the server that begins first tells the others. */
  readonly isTied?: boolean;
  open(settings: HedgeSettings): HedgeClock;
}
