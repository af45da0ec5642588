/** What one measurement gives, whoever made it. The native yardstick prints the same. */
export interface Measured {
  /** Nanoseconds of processor time per unit. */
  readonly ns: number;
  /** Requests, or hold steps. */
  readonly units: number;
  /** Events delivered; NaN when the peer does not count them. */
  readonly events: number;
  /** Most events pending at one time; NaN when the peer does not count them. */
  readonly peak: number;
  /** What was simulated, to see that all simulate the same: a mean latency in seconds, mostly. */
  readonly result: number;
}

/** Work whose cost is wanted. It gets ready for so many units and returns what is to be timed. */
export type Workload = (units: number) => () => Omit<Measured, 'ns'>;

/** The compiler needs a while until it has seen enough. */
const WARM_UP = 200_000;

/**
 * Measures processor time, which a busy machine disturbs less than the clock on the wall. Garbage collection
 * and compiler threads count.
 */
export function measure(workload: Workload, units: number): Measured {
  workload(Math.max(WARM_UP, Math.floor(units / 4)))();
  const timed = workload(units);
  const before = process.cpuUsage();
  const outcome = timed();
  const { user, system } = process.cpuUsage(before);
  return { ns: ((user + system) * 1000) / outcome.units, ...outcome };
}
