import type { Fault } from '../../../fault/define.ts';
import { formatQuantity } from '../../../model/units.ts';
import type { Scenario } from '../../../scenario/scenario.ts';
import type { Asking, Trial } from '../asking.ts';
import { isRequirement } from '../capacity/objectives-used.ts';
import type { Outcome } from '../replications.ts';
import type { Frame } from './draw.ts';
import type { TrialReport } from './hunt-report.ts';
import { isBroken } from './judge.ts';
import type { Runs } from './runs.ts';
import { overridesOf, type Schedule } from './trouble.ts';

/** What is to be hunted, and how. */
export interface Inquiry {
  readonly scenario: Scenario;
  readonly seed: number;
  /** Schedules that are tried, of all numbers of faults together; without faults, seeds. */
  readonly trials: number;
  readonly maxFaults: number;
  /** Other seeds that every finding is tried with. */
  readonly seeds: number;
  /** Findings that are made small, of each number of faults. */
  readonly findings: number;
  readonly faults: readonly Fault[];
  /** Nodes that nothing happens to. */
  readonly spared: readonly string[];
  /** Seconds between which faults begin and end; null for from the warm-up to nine tenths of the run. */
  readonly within: { readonly from: number; readonly to: number } | null;
}

/** The scenario as it is, and all that the parts of a hunt share. */
export interface Study extends Inquiry {
  readonly frame: Frame;
  /** Seconds of warm-up of all runs; null where the document says it. */
  readonly warmup: number | null;
  /** Indices of the objectives that a system either fulfils or not. */
  readonly required: readonly number[];
  /** Trials without faults beside the document's, seed by seed, and their outcomes. */
  readonly control: readonly { readonly seed: number; readonly outcome: Outcome | null }[];
  trialOf(schedule: Schedule, seed: number): Trial;
  /** Whether the run without faults says that it holds. */
  holds(objective: number, seed: number): boolean;
  /** Objectives that an outcome breaks although they hold with that seed. */
  brokenBy(outcome: Outcome | null, seed: number): readonly number[];
}

/** A schedule that was tried, with what came of it. */
export interface Shot {
  readonly schedule: Schedule;
  /** Indices of the objectives that it broke. */
  readonly broke: readonly number[];
  readonly report: TrialReport;
}

/** A trial, and one of the objectives that it broke. */
export interface Candidate {
  readonly shot: Shot;
  readonly objective: number;
  /** Number of the trial, from 1. */
  readonly trial: number;
}

/** Where faults end when nobody says otherwise, so that there is time to see what follows. */
const LATEST = 0.9;

/** Seeds beside its own with which a finding has to do it while it is made small, if it did before. */
export const COMPANIONS = 2;

/** Runs the scenario as it is with all seeds that trials may have. */
export function* studyOf(runs: Runs, inquiry: Inquiry): Asking<Study> {
  const { scenario, seed, maxFaults, trials } = inquiry;
  const { expect, faults, duration } = scenario;
  const warmup = yield* warmupOf(runs, inquiry);
  const always =
    warmup === null ? [] : [`warmup=${warmup === 0 ? 'none' : formatQuantity('duration', warmup)}`];
  const trialOf = (schedule: Schedule, own: number): Trial => ({
    set: [...always, ...overridesOf(schedule, faults.length)],
    seed: own,
  });
  const count = maxFaults === 0 ? trials : inquiry.seeds + 1 + COMPANIONS;
  const seeds = Array.from({ length: count }, (_, i) => seed + i);
  const outcomes = yield* runs.all(seeds.map((own) => trialOf([], own)));
  const holds = (objective: number, own: number): boolean => {
    const outcome = outcomes[own - seed];
    return outcome?.finished === true && !isBroken(outcome, expect, objective);
  };
  const required = [...expect.keys()].filter((i) => isRequirement(expect[i]));
  const begin = warmup ?? (typeof scenario.warmup === 'number' ? scenario.warmup : 0);
  const usual = { from: begin, to: Math.max(LATEST * duration, (begin + duration) / 2) };
  return {
    ...inquiry,
    frame: { duration, ...(inquiry.within ?? usual) },
    warmup,
    required,
    control: seeds.map((own, i) => ({ seed: own, outcome: outcomes[i] })),
    trialOf,
    holds,
    brokenBy: (outcome, own) => required.filter((i) => isBroken(outcome, expect, i) && holds(i, own)),
  };
}

/** A fault may move where a warm-up ends, or hide in it: the one that is found without faults is kept for all runs. */
function* warmupOf(runs: Runs, { scenario, seed }: Inquiry): Asking<number | null> {
  if (scenario.warmup !== 'auto') return null;
  const [outcome] = yield* runs.all([{ set: [], seed }]);
  return Number((outcome?.warmup ?? 0).toPrecision(3));
}
