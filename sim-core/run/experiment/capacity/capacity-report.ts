import type { Scalability } from '../../../stats/scalability.ts';
import type { BookAnswers, NodeBook } from './book.ts';
import type { ScaledLoad } from './variations.ts';
import type { Knee } from './knee.ts';
import type { Bracket } from './load-question.ts';
import type { LossKind } from './node-question.ts';
import type { LeftOut } from './objectives-used.ts';
import type { Reason } from './reasons.ts';
import type { Verdict } from './verdict.ts';

/** Version of the object below; grows when a field changes its meaning or goes. */
export const CAPACITY_SCHEMA = 1;

/** Figures of a variation, means over its runs. */
export interface VariationFigures {
  readonly runs: number;
  /** Requests offered, and answered well and in time, per second, over the clients whose load is scaled. */
  readonly offered: number;
  readonly goodput: number;
  /** Mean latency of their good answers, in seconds; null without any. */
  readonly latency: number | null;
  /** Of the node in question; null without one. */
  readonly utilisation: number | null;
  /** In the currency of the scenario's prices; null without prices. */
  readonly costPerHour: number | null;
  readonly costPerMillion: number | null;
}

/** What can be asked. */
export const QUESTIONS = ['load', 'replicas', 'knee'] as const;
export type Question = (typeof QUESTIONS)[number];

/** A question that could not be asked, or not be answered. */
export interface NoAnswer {
  readonly reason: string;
  readonly fix: string;
}

export interface LoadAnswer extends Bracket {
  /** Figures at every load that was tried, the least first. */
  readonly curve: readonly { readonly factor: number; readonly figures: VariationFigures }[];
  /** At the last load that meets; null if none does. */
  readonly figures: VariationFigures | null;
  /** Where the search ended without having found a load that misses: what is farthest. */
  readonly limit: string | null;
}

export interface ReplicaAnswer extends Bracket {
  readonly lost: LossKind;
  /** With the fewest replicas that meet and nothing lost; null if none do. */
  readonly figures: VariationFigures | null;
  readonly range: readonly [least: number, most: number];
  /** Why no fewer replicas than `range[0]` were tried; empty when that is the fewest there can be. */
  readonly leastReason: string;
}

export interface KneeAnswer extends Knee {
  readonly figures: VariationFigures | null;
}

/** What `brownout capacity --json` prints. Loads are factors of the scenario's, times seconds, rates per second. */
export interface CapacityReport {
  readonly schema: typeof CAPACITY_SCHEMA;
  readonly scenario: { readonly title: string; readonly hash: string };
  readonly seed: number;
  /** Of each question: the chance that what is said of it is wrong is at most 1 − this. */
  readonly confidence: number;
  readonly runs: number;
  /** True when runs ran out, or somebody interrupted, before all was known. */
  readonly cutShort: boolean;
  readonly objectives: { readonly used: readonly string[]; readonly leftOut: readonly LeftOut[] };
  /** Clients whose load is scaled. */
  readonly loads: readonly ScaledLoad[];
  /** Node whose replicas are asked about; null if there is none. */
  readonly node: string | null;
  readonly asItIs: Verdict & { readonly figures: VariationFigures };
  /** Null, here and below: it was not asked. */
  readonly load: LoadAnswer | NoAnswer | null;
  /** With nothing lost, one replica, a zone; empty if it was not asked. */
  readonly replicas: readonly (ReplicaAnswer | (NoAnswer & { readonly lost: LossKind }))[];
  readonly knee: KneeAnswer | NoAnswer | null;
  /** The universal scalability law through the steady loads that were run; null when they are too few or alike. */
  readonly scalability: Scalability | null;
  readonly book: {
    /** Peak of the load over its mean. */
    readonly peak: number;
    readonly nodes: readonly NodeBook[];
    readonly answers: BookAnswers;
  };
  /** Questions that both the book and the runs have answered. */
  readonly comparisons: readonly Comparison[];
  /** Why the two can differ, whether they do or not. */
  readonly reasons: readonly Reason[];
}

/** A formula's answer to a question beside that of the runs. */
export interface Comparison {
  readonly question: 'load' | 'replicas';
  /** `C = P ÷ utilisation`, `Erlang C` … */
  readonly formula: string;
  readonly book: number;
  readonly run: number;
  /** Within a tenth for a load, exactly for replicas. */
  readonly agrees: boolean;
}

/** Whether there is an answer, and not a reason why there is none. */
export function isAnswer<T extends object>(answer: T | null): answer is Exclude<T, NoAnswer> {
  return answer !== null && !('reason' in answer);
}
