import type { Metric } from '../define.ts';
import { metrics, type ServerFigures } from '../compute/server-metrics.ts';

/** A server as a scaler sees it. */
export interface Scalable extends ServerFigures {
  /** Sums of times from arrival to answer, in seconds, and of answers; from the first call on. */
  residence(): { readonly seconds: number; readonly answers: number };
}

/** A work queue as a scaler sees it. */
export interface Backlog {
  /** Jobs that wait or are handed out. */
  readonly held: number;
}

const LATENCY = {
  name: 'latency',
  summary: 'Mean seconds from a request’s arrival at a replica to its answer.',
} as const;

/** What there are machines for follows from the scaler itself. */
const OF_MACHINES: ReadonlySet<string> = new Set(['cost', 'provisioned']);

/** What may be watched: every level and every count that a server reports, and latency. */
export const WATCHED = [
  ...metrics
    .filter(({ name, kind }) => kind !== 'last' && !OF_MACHINES.has(name))
    .map(({ name, kind, help }) => ({ name, summary: kind === 'counter' ? `${help} Per second.` : help })),
  LATENCY,
];

/** What was read of one replica at one instant, to be compared with the next reading. */
export interface Reading {
  readonly busy: number;
  readonly arrived: number;
  readonly held: number;
  readonly watched: number;
  readonly answers: number;
}

/** Reads one metric of servers the way monitoring does: at instants, so that only means over a while are known. */
export class Watched {
  private readonly metric: Metric<ServerFigures> | undefined;

  /** @param name one of {@link WATCHED}. */
  constructor(name: string) {
    this.metric = metrics.find((metric) => metric.name === name);
  }

  read(server: Scalable, now: number): Reading {
    const { metric } = this;
    const busy = server.cores.area(now) / server.cores.count;
    const { arrived, held } = server;
    if (metric !== undefined) return { busy, arrived, held, watched: metric.read(server, now), answers: 0 };
    const { seconds, answers } = server.residence();
    return { busy, arrived, held, watched: seconds, answers };
  }

  /** The value between two readings `seconds` apart; null if there is none. */
  between(before: Reading, after: Reading, seconds: number): number | null {
    if (this.metric === undefined) {
      const answers = after.answers - before.answers;
      return answers === 0 ? null : (after.watched - before.watched) / answers;
    }
    return this.metric.kind === 'gauge' ? after.watched : (after.watched - before.watched) / seconds;
  }
}
