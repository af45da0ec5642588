/** What a scaler knows when it decides. Times in seconds, rates per second. */
export interface ScalingView {
  readonly now: number;
  /** Replicas that were last asked for: in service, or on their way. */
  readonly current: number;
  /** One entry for each of them. */
  readonly pods: readonly Pod[];
  /** Requests per second that reached the node since the last decision. */
  readonly rate: number;
  /** Requests that wait at the node now. */
  readonly waiting: number;
}

/** One replica as the metrics pipeline sees it. */
export interface Pod {
  /** Share of its cores that was busy since the last decision; null if there is no measurement yet. */
  readonly utilisation: number | null;
  /** Whether it serves requests. */
  readonly ready: boolean;
}

/** What scalers are set by. Each reads some of it. */
export interface ScalingOptions {
  /** Wanted utilisation, from 0 to 1. */
  readonly target: number;
  /** Seconds from one decision to the next. */
  readonly period: number;
  /** `predictive`: length of the season, and how far ahead to look, in seconds. */
  readonly season: number;
  readonly lead: number;
  /** `queue-depth`: requests that may wait for each replica. */
  readonly backlog: number;
  /** `scheduled`: replicas from each time on, in order of time; and the seconds after which it repeats, or 0. */
  readonly timetable: readonly { readonly at: number; readonly replicas: number }[];
  readonly every: number;
}

/**
 * A way to decide how many replicas there should be. Pure: what it remembers is in its state. The answer may be
 * any number; bounds and pace are somebody else's. One file each, one line in `index.ts`.
 */
export interface Scaler<State = unknown> {
  readonly name: string;
  readonly summary: string;
  init(options: ScalingOptions): State;
  decide(view: ScalingView, options: ScalingOptions, state: State): number;
  /** Mean error of the forecast so far as a share of what was forecast; for those that forecast. */
  error?(state: State): number;
}

/** Keeps the state's type inside, so that scalers of different states fit one table. */
export function defineScaler<State>(scaler: Scaler<State>): Scaler {
  return scaler;
}
