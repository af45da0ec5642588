import type { Backlog, Reading, Scalable, Watched } from './watched.ts';

/** What was measured of one replica over the time up to a scrape; null where it did not run all the while. */
interface Measured {
  readonly value: number | null;
  readonly utilisation: number;
}

/** What one round of measuring found. */
export interface Scrape {
  readonly at: number;
  /** Seconds since the round before. */
  readonly window: number;
  readonly replicas: readonly (Measured | null)[];
  /** Requests that all replicas hold, or jobs that a work queue holds for them. */
  readonly held: number;
  /** Requests that all replicas have received so far. */
  readonly arrived: number;
}

/**
 * Metrics as a metrics pipeline delivers them: read at equal intervals, averaged from one reading to the next, and known
 * only `lag` seconds later. A replica that did not run at both ends of an interval has no measurement, as with
 * Kubernetes' metrics-server, which needs two readings of the same process.
 */
export class Monitoring {
  private readonly servers: readonly Scalable[];
  private readonly watched: Watched;
  private readonly lag: number;
  private readonly backlog: Backlog | null;
  private readings: (Reading | null)[];
  private at: number;
  private arrived = 0;
  /** On their way, the oldest first. */
  private pending: Scrape[] = [];
  private known: Scrape | null = null;

  /** @param backlog what is read instead of what the replicas hold; null for none. */
  constructor(
    servers: readonly Scalable[],
    watched: Watched,
    lag: number,
    now: number,
    backlog: Backlog | null = null,
  ) {
    this.backlog = backlog;
    this.servers = servers;
    this.watched = watched;
    this.lag = lag;
    this.at = now;
    this.readings = servers.map((server) => watched.read(server, now));
  }

  /** @param runs whether a replica, by its index, is there to be asked. */
  scrape(now: number, runs: (index: number) => boolean): void {
    const window = now - this.at;
    let held = 0;
    const replicas = this.servers.map((server, index): Measured | null => {
      const before = this.readings[index];
      const after = runs(index) ? this.watched.read(server, now) : null;
      this.readings[index] = after;
      if (after !== null) held += after.held;
      if (before === null || after === null) return null;
      this.arrived += after.arrived - before.arrived;
      return {
        value: this.watched.between(before, after, window),
        utilisation: (after.busy - before.busy) / window,
      };
    });
    this.at = now;
    const { backlog } = this;
    this.pending.push({ at: now, window, replicas, held: backlog?.held ?? held, arrived: this.arrived });
  }

  /** The newest round that is known at `now`; null before the first. */
  latest(now: number): Scrape | null {
    while (this.pending.length > 0 && this.pending[0].at + this.lag <= now)
      this.known = this.pending.shift()!;
    return this.known;
  }
}
