/** What an instance knows of its load just now. */
export interface LoadView {
  /** Requests here, in any state. */
  readonly held: number;
  /** Requests that wait. */
  readonly queued: number;
  /** Integral over time of the share of its cores that is busy; missing where there are none. */
  busyArea?(now: number): number;
}

/** One way to tell how much there is to do, at work. */
export interface Gauge {
  level(now: number, view: LoadView): number;
  /** A request has ended well. @param waited seconds until work on it began; below zero when it had none. @param took seconds in all. */
  ended?(now: number, waited: number, took: number): void;
}

/** A sign of too much to do. */
export interface Signal {
  readonly name: 'utilisation' | 'queue' | 'wait' | 'latency' | 'held';
  /** Whether only who has cores can tell. */
  readonly needsCores: boolean;
  /** @param over seconds that means are taken over. */
  open(over: number): Gauge;
}
