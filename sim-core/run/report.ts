import type { Moment } from '../model/moments.ts';
import type { Cause } from './recovery/causes.ts';
import type { RecoveryVerdict } from './recovery/recovery-watch.ts';

/** Version of the object below; grows when a field changes its meaning or goes. */
export const REPORT_SCHEMA = 1;

/** Seconds. A percentile is null when the sample can't carry it (fewer than ten values beyond it). */
export interface LatencyReport {
  readonly count: number;
  /** Number of independent values that would tell as much as these correlated ones. */
  readonly effective: number | null;
  readonly mean: number | null;
  readonly meanCi: readonly [number, number] | null;
  readonly min: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  readonly p50Ci: readonly [number, number] | null;
  readonly p90Ci: readonly [number, number] | null;
  readonly p95Ci: readonly [number, number] | null;
  readonly p99Ci: readonly [number, number] | null;
  readonly p999Ci: readonly [number, number] | null;
  readonly max: number | null;
  /** `exact` by nearest rank, or `histogram` with a relative error of at most 0.5 %. */
  readonly method: 'exact' | 'histogram';
}

/** What one client saw after the warm-up. Rates are per simulated second. */
export interface ClientReport {
  readonly kind: string;
  /** Logical requests opened. */
  readonly offered: number;
  /** Logical requests that ended well. */
  readonly completed: number;
  /** Logical requests that ended badly, by reason. */
  readonly failed: Readonly<Record<string, number>>;
  /** Attempts sent: more than `offered` when there are retries. */
  readonly attempts: number;
  /** Good answers that came after the client had stopped waiting: work that nobody wanted any more. */
  readonly late: number;
  /** Still open at the end. */
  readonly inFlight: number;
  readonly offeredRate: number;
  /** Good answers per second, late ones included: what the system got done. */
  readonly throughput: number;
  /** Logical requests answered well and in time, per second: what was of use. */
  readonly goodput: number;
  /** Completed ÷ (completed + failed); null when nothing ended. */
  readonly availability: number | null;
  readonly latency: LatencyReport;
  readonly classes: Readonly<Record<string, { readonly completed: number; readonly failed: number }>>;
}

export interface NodeReport {
  readonly kind: string;
  /** Means over the window for gauges and areas, increments for counters; sums or means over replicas. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly replicas: Readonly<Record<string, { readonly metrics: Readonly<Record<string, number>> }>>;
  /** Times of its own, for kinds that record any: how long the jobs of a queue took. */
  readonly latency?: LatencyReport;
}

export interface ObjectiveReport {
  /** As written in the scenario. */
  readonly text: string;
  /** Null when the run gives no value to compare. */
  readonly held: boolean | null;
  readonly measured: number | null;
  /** `s`, `fraction`, `/s` … or empty. */
  readonly unit: string;
  /** Why there is no value, or how the value was got; may be empty. */
  readonly note: string;
  /** For translations: the sort of note (empty when there is none), and the facts in it. */
  readonly noteCode: string;
  readonly noteData: Readonly<Record<string, string | number>>;
}

/** How the system got over faults that overlap, or that followed before it was back. */
export interface RecoveryReport {
  /** As written. */
  readonly faults: readonly string[];
  readonly beganAt: number;
  /** When the last of them ended, or struck for good; null while one that will end is in force. */
  readonly overAt: number | null;
  readonly verdict: RecoveryVerdict;
  /** Whether anything ever left the band that its own noise before the fault gives it. */
  readonly felt: boolean;
  /** From `overAt` until all was back, or how long it has not been; null when that cannot be said. */
  readonly seconds: number | null;
  /** The same for each client and each node with a queue; null: not back. */
  readonly subjects: Readonly<Record<string, number | null>>;
  /** What keeps it from returning, with its numbers. */
  readonly causes: readonly (Cause & { readonly text: string })[];
}

/** A node that was given more than it can serve, all through the window and before anything was done to the run. */
export interface SaturationReport {
  readonly node: string;
  /** What came, retries included, beside what was served in the same time: 1.3 is 30 % too much. */
  readonly load: number;
  readonly utilisation: number;
  /** Share of what came that was turned away at a full queue. */
  readonly turnedAway: number;
  /** What it holds grew by so many requests per second. */
  readonly growth: number;
}

/** What ran has cost, in the currency of the scenario's prices; without any, only `cores` says something. */
export interface CostReport {
  /** After the warm-up, over all nodes. */
  readonly total: number;
  readonly perHour: number;
  /** Per million logical requests that ended well; null when none did. */
  readonly perMillionRequests: number | null;
  /** Cores that there were machines for, on average: core · seconds per second of all servers and stores. */
  readonly cores: number;
  /** Total of each node that cost something. */
  readonly nodes: Readonly<Record<string, number>>;
}

export type StopReason =
  | { readonly kind: 'finished' }
  | { readonly kind: 'interrupted' }
  | {
      readonly kind: 'limit';
      readonly limit: string;
      readonly value: number;
      readonly busiest: readonly string[];
    };

/** The one object that `brownout run --json` prints and that `run()` returns. Times are in seconds. */
export interface Report {
  readonly schema: typeof REPORT_SCHEMA;
  readonly scenario: { readonly title: string; readonly hash: string };
  readonly seed: number;
  readonly engine: string;
  readonly fingerprint: string;
  readonly events: number;
  readonly peakPending: number;
  readonly simulatedSeconds: number;
  /** Cut off the front before anything was counted; and how it was chosen. */
  readonly warmupSeconds: number;
  readonly warmup: 'none' | 'set' | 'detected' | 'not-steady';
  readonly stopReason: StopReason;
  readonly nodes: Readonly<Record<string, NodeReport>>;
  readonly clients: Readonly<Record<string, ClientReport>>;
  readonly cost: CostReport;
  readonly moments: readonly (Moment & { readonly text: string })[];
  readonly recoveries: readonly RecoveryReport[];
  /** The most overloaded first. */
  readonly saturated: readonly SaturationReport[];
  readonly objectives: readonly ObjectiveReport[];
  readonly problems: readonly ReportProblem[];
}

/** Something that makes the numbers less than they seem: a limit hit, a check broken, no steady state. */
export interface ReportProblem {
  readonly severity: 'error' | 'warning';
  /** For translations: the sort of problem, and the facts in its sentence. */
  readonly code: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly what: string;
}
