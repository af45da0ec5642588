import type { LatencyNow } from '../../../view/latency-table.ts';
import type { SeriesChunk } from '../../../view/recording.ts';
import type { Plan } from '../../../sim-core/run/plan.ts';
import type { Report, StopReason } from '../../../sim-core/run/report.ts';

/** Something done to a run, as plain data: what a scenario has under `faults`, or `set` and `to`. */
export interface Doing {
  /** Simulated seconds. */
  readonly at: number;
  /** Without `at`: `{ crash: 'order-3', for: '30s' }` or `{ set: 'front.policy', to: 'random' }`. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** Seconds until it is taken back; null for ever. */
  readonly lasts: number | null;
  /** As in the moments of the run: `crash: order-3`. */
  readonly text: string;
}

/** What a person or a link asks for: a doing before it is checked. */
export type DoingWish = Pick<Doing, 'at' | 'entry'>;

/** An objective, and where it can be drawn. */
export interface PageObjective {
  readonly text: string;
  readonly node: string;
  readonly metric: string;
  /** In engine units. */
  readonly bound: number;
}

/** What is wrong with a scenario or a command. Lines and columns count from 1. */
export interface PageProblem {
  readonly severity: 'error' | 'warning';
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly why: string;
  readonly fix: string;
  /** For translations: the sort of problem, and the facts in its sentences. */
  readonly code: string;
  readonly data: Readonly<Record<string, string | number>>;
}

export interface FormChoice {
  readonly name: string;
  readonly summary: string;
}

/** One setting of a node, as the inspector shows it. */
export interface Setting {
  /** `policy`, or `retry.attempts`. */
  readonly path: string;
  readonly label: string;
  readonly help: string;
  readonly type: string;
  readonly choices: readonly FormChoice[];
  /** As written in the scenario, or the default. */
  readonly value: string;
  readonly isDefault: boolean;
  /** May change while the run goes on. */
  readonly live: boolean;
}

/** A fault that the scenario itself schedules. */
export interface ScheduledEntry {
  readonly at: number;
  /** Null: until the end. */
  readonly lasts: number | null;
  readonly text: string;
}

/** What the page needs to know about a run before it begins. */
export interface Opened {
  readonly title: string;
  readonly story: string;
  readonly hash: string;
  readonly seed: number;
  readonly duration: number;
  /** Seconds cut off the front before anything is counted; null when found automatically. */
  readonly warmup: number | null;
  readonly plan: Plan;
  /** Corners of the cards for a wide screen, and for a narrow one. */
  readonly positions: Readonly<
    Record<'right' | 'down', ReadonlyMap<string, { readonly x: number; readonly y: number }>>
  >;
  readonly settings: Readonly<Record<string, readonly Setting[]>>;
  readonly objectives: readonly PageObjective[];
  readonly schedule: readonly ScheduledEntry[];
  readonly warnings: readonly PageProblem[];
}

export interface Opening {
  readonly text: string;
  /** Null: the scenario's own. */
  readonly seed: number | null;
  /** Settings of the scenario that were changed before the start: `order.replicas=7`. */
  readonly sets: readonly string[];
  readonly doings: readonly DoingWish[];
  /** Contents of data files that the text may name. */
  readonly files: ReadonlyMap<string, string>;
  /** Simulated seconds per second; Infinity for as fast as it goes. Null: chosen to suit the duration. */
  readonly speed: number | null;
}

export type OpenResult =
  | {
      readonly ok: true;
      /** Number of the run that was opened: news carries it. */
      readonly run: number;
      readonly opened: Opened;
      readonly speed: number;
      readonly doings: readonly Doing[];
      /** Doings that don't fit the scenario and were left out. */
      readonly unfit: number;
    }
  | { readonly ok: false; readonly problems: readonly PageProblem[] };

export type DoResult =
  | { readonly ok: true; readonly doings: readonly Doing[]; readonly dropped: readonly Doing[] }
  | { readonly ok: false; readonly problems: readonly PageProblem[] };

/** What may be asked of the engine. One scenario is open at a time. */
export interface EngineApi {
  open(opening: Opening): Promise<OpenResult>;
  /** Begins to send news of the run that was opened; nothing happens if another was opened since. */
  begin(run: number, at: number, playing: boolean): Promise<void>;
  check(text: string, files: ReadonlyMap<string, string>): Promise<readonly PageProblem[]>;
  play(): Promise<void>;
  pause(): Promise<void>;
  setSpeed(speed: number): Promise<void>;
  /** Goes to an instant, back by replaying. A later call overtakes an earlier one. */
  seek(time: number): Promise<void>;
  /** One event, or on to the next moment. */
  step(to: 'event' | 'moment'): Promise<void>;
  /** Does something now. What was planned for later is put aside and returned as `dropped`. */
  act(entry: Doing['entry']): Promise<DoResult>;
  /** Replaces everything that is done to this run, which differs from `from` on, and goes to `at`. */
  redo(doings: readonly DoingWish[], at: number, from: number): Promise<DoResult>;
  /** Keeps hops of one request in 2^log2. */
  sample(log2: number): Promise<void>;
  /** Results so far, with intervals. */
  report(): Promise<Report | null>;
}

/** A sentence of the run: something that happened. */
export interface PageMoment {
  readonly at: number;
  readonly kind: string;
  readonly node: string;
  readonly data: Readonly<Record<string, number | string>>;
  readonly text: string;
}

/** Messages from one node to another since the start, all their replicas together. */
export interface LinkCount {
  readonly from: string;
  readonly to: string;
  readonly sent: number;
  readonly dropped: number;
  /** Per simulated second over the last stretch; null before there is one. */
  readonly rate: number | null;
  /** Ways between two instances, and how many of them are cut just now. */
  readonly ways: number;
  readonly cut: number;
}

/** The numbers behind panels, four times a second. */
export interface Digest {
  readonly now: number;
  readonly events: number;
  readonly live: number;
  readonly fingerprint: string;
  readonly playing: boolean;
  readonly finished: boolean;
  readonly stop: StopReason;
  /** Simulated seconds per second, as measured. */
  readonly pace: number;
  /** Per client. */
  readonly latency: readonly LatencyNow[];
  /** Per client the same along the run: count, p50, p95, p99 for each slice of it; NaN where not known. */
  readonly quantiles: readonly Float64Array[];
  readonly links: readonly LinkCount[];
  /** Null when there are no new ones. */
  readonly moments: readonly PageMoment[] | null;
}

/** Where the engine stopped by its own fault. */
export interface Crash {
  readonly message: string;
  readonly at: number;
  readonly events: number;
}

/**
 * From the worker, on its own port. Answers come on another, so that news of a run may arrive when the answer
 * to the opening of the next one has been read: the number tells.
 */
export interface EngineLetter {
  readonly run: number;
  readonly news: EngineNews;
}

export type EngineNews =
  | { readonly type: 'frame'; readonly frame: Float64Array }
  | { readonly type: 'series'; readonly chunk: SeriesChunk }
  | { readonly type: 'digest'; readonly digest: Digest }
  /** From here on another future begins; what was recorded of the old one is void. */
  | { readonly type: 'future'; readonly from: number }
  | { readonly type: 'seeking'; readonly share: number }
  | { readonly type: 'crash'; readonly crash: Crash };

/** To the worker, on the same port: a frame's array, free to be filled again. */
export interface FrameBack {
  readonly frame: Float64Array;
}
