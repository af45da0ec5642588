import type { LeftOut } from '../capacity/objectives-used.ts';
import type { Count } from './judge.ts';

/** Version of the object below; grows when a field changes its meaning or goes. */
export const HUNT_SCHEMA = 1;

/** What `brownout hunt --json` prints. Times in seconds. */
export interface HuntReport {
  readonly schema: typeof HUNT_SCHEMA;
  readonly scenario: { readonly title: string; readonly hash: string };
  readonly seed: number;
  readonly runs: number;
  /** True when runs ran out, or somebody interrupted, before all that was asked for was done. */
  readonly cutShort: boolean;
  /** What was drawn from: names of faults, places that they could strike, when, and how many together. */
  readonly design: {
    readonly faults: readonly string[];
    readonly places: number;
    readonly from: number;
    readonly to: number;
    readonly maxFaults: number;
    readonly spared: readonly string[];
    /** Warm-up of all runs, found in the first one; null where the document says it. */
    readonly warmup: number | null;
  };
  /** Runs without faults beside the document's, each with a seed of its own. */
  readonly asItIs: { readonly seeds: number; readonly allHeld: number };
  readonly objectives: readonly ObjectiveFate[];
  readonly leftOut: readonly LeftOut[];
  readonly findings: readonly Finding[];
  /** Groups of trials that broke something and were not shrunk. */
  readonly others: readonly Unshrunk[];
  readonly fragility: readonly Fragility[];
  readonly trials: readonly TrialReport[];
}

/** What became of an objective. */
export interface ObjectiveFate {
  readonly text: string;
  /** False: it was broken with every seed as it is, so there was nothing to hunt for. */
  readonly hunted: boolean;
  readonly asItIs: Count;
  /** Trials with faults that say something of it, and how many broke it. */
  readonly trials: Count;
  /**
   * Upper bound, 95 % sure, of the chance that a trial drawn like these breaks it, when none did: 3 ÷ trials, the rule of
   * three (Hanley and Lippman-Hand, JAMA 249, 1983). Null when one did, or there were none.
   */
  readonly atMost: number | null;
}

/** The smallest trouble found that breaks an objective; a seed alone has no faults. */
export interface Finding {
  readonly objective: string;
  /** Engine units; null if most requests failed, so that there was nothing to measure. */
  readonly measured: number | null;
  readonly unit: string;
  readonly sentence: string;
  readonly seed: number;
  /** Lines for `faults:` in the document. */
  readonly faults: readonly string[];
  /** Overrides that make this run of the document, beside the ones that it was loaded with. */
  readonly set: readonly string[];
  readonly fingerprint: string;
  readonly places: readonly PlaceName[];
  /** Other objectives that the same run breaks. */
  readonly alsoBreaks: readonly string[];
  /** Where it was found: number of the trial from 1, and the faults as they were drawn. */
  readonly trial: number;
  readonly drawn: readonly string[];
  /** Trials that broke the objective with faults at these places. */
  readonly seen: number;
  /** Seeds with which it was made small: its own, and others with which it broke the objective before. */
  readonly shrunkWith: readonly number[];
  /** With seeds that had no part in it: in how many it breaks too, with a 95 % interval of the chance (Wilson); and without the faults. */
  readonly others: Count & { readonly low: number; readonly high: number };
  readonly without: Count;
  /** False when runs ran out before it was as small as it goes. */
  readonly complete: boolean;
}

/** A fault and the part that its target plays, such as `crash` and `one of store`. */
export interface PlaceName {
  readonly fault: string;
  readonly place: string;
}

export interface Unshrunk {
  readonly objective: string;
  readonly places: readonly PlaceName[];
  readonly trials: number;
  /** Number of the first of them, from 1. */
  readonly first: number;
}

/** Trials with a fault at a place: how many broke anything. */
export interface Fragility extends PlaceName {
  readonly alone: Count;
  readonly together: Count;
}

export interface TrialReport {
  readonly seed: number;
  readonly faults: readonly string[];
  readonly times: readonly { readonly at: number; readonly lasts: number }[];
  readonly places: readonly PlaceName[];
  /** Objectives that it broke; null when a limit of the simulator ended it, so that it says nothing. */
  readonly broke: readonly string[] | null;
}
