export interface BreakerSettings {
  /** `count-window`: how many calls are looked back on. */
  readonly calls: number;
  /** `time-window`: how many seconds are looked back on; whole ones count. */
  readonly span: number;
  /** No verdict on fewer calls than this. */
  readonly minimumCalls: number;
  /** Share of failures, 0 … 1, from which on the circuit opens. */
  readonly failureRate: number;
  /** Seconds; a call that takes longer is slow. */
  readonly slowAfter: number;
  /** Share of slow calls, 0 … 1, from which on the circuit opens. */
  readonly slowRate: number;
  /** Seconds that the circuit stays open. */
  readonly openFor: number;
  /** Calls let through to see how things stand. */
  readonly probes: number;
}

/** What has become of the calls that a breaker looks back on. */
export interface OutcomeWindow {
  /** Calls, and of these the failed and the slow ones, as of the last record. */
  readonly total: number;
  readonly failed: number;
  readonly slow: number;
  record(now: number, isFailure: boolean, isSlow: boolean): void;
}

/** How a breaker looks back. */
export interface WindowKind {
  readonly name: string;
  readonly summary: string;
  /** Settings that it reads beside those that all do. */
  readonly reads: readonly (keyof BreakerSettings)[];
  /** Calls without which there is no verdict. */
  minimum(settings: BreakerSettings): number;
  open(settings: BreakerSettings): OutcomeWindow;
}
