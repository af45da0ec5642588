import type { Scenario } from '../../scenario/index.ts';
import { estimate, type Estimate } from '../../stats/compare.ts';
import type { Report } from '../report.ts';
import { figuresOf } from './figures-of.ts';

/** One replication: its seed, and every figure that it gave. */
export interface Outcome {
  readonly seed: number;
  readonly fingerprint: string;
  readonly figures: ReadonlyMap<string, number>;
  /** Objectives that held, did not, or had no value. */
  readonly held: readonly (boolean | null)[];
  /** What was measured for each objective, in engine units; null if it had no value. */
  readonly measured: readonly (number | null)[];
  /** Something makes the figures less than they seem: a limit, a broken check. */
  readonly warnings: readonly string[];
  /** False when a limit ended it before its time. */
  readonly finished: boolean;
  /** False when latencies drifted all the time, or when less was finished than was offered: a queue grew. */
  readonly steady: boolean;
  /** Seconds left out at the start, and seconds after them that the figures speak of. */
  readonly warmup: number;
  readonly seconds: number;
}

/** Seeds of an experiment: the scenario's own, and those that follow it. */
export function seedsOf({ seed }: Pick<Scenario, 'seed'>, count: number): number[] {
  return Array.from({ length: count }, (_, i) => seed + i);
}

export function outcomeOf(report: Report): Outcome {
  const { warmupSeconds: warmup, simulatedSeconds } = report;
  return {
    seed: report.seed,
    fingerprint: report.fingerprint,
    figures: figuresOf(report),
    held: report.objectives.map(({ held }) => held),
    measured: report.objectives.map(({ measured }) => finite(measured)),
    warnings: report.problems.map(({ what }) => what),
    finished: report.stopReason.kind === 'finished',
    steady: report.warmup !== 'not-steady' && keepsUp(report),
    warmup,
    seconds: simulatedSeconds - warmup,
  };
}

/** Of what was offered, so much has to end in a run for its state to count as steady. */
const KEEPS_UP = 0.98;

/** Whether answers, good or bad, came at the pace of the requests. */
function keepsUp({ clients }: Report): boolean {
  return Object.values(clients).every(({ offered, completed, failed }) => {
    const ended = completed + Object.values(failed).reduce((sum, count) => sum + count, 0);
    return ended >= KEEPS_UP * offered;
  });
}

/** Figures that have no end, such as a recovery that never comes, have no place in JSON. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

/** A client that gets fewer good answers than this share of its requests has no latency because it is not served. */
const SERVED = 0.5;

/** Whether a client has too few good answers for a percentile because most of its requests fail, not for lack of data. */
export function isStarved({ figures }: Outcome, node: string): boolean {
  const offered = figures.get(`${node}.offeredRate`) ?? 0;
  return offered > 0 && (figures.get(`${node}.throughput`) ?? 0) < SERVED * offered;
}

/** A figure over replications; null if fewer than two of them have it. */
export function estimateOf(
  outcomes: readonly Outcome[],
  figure: string,
  confidence: number,
): Estimate | null {
  const values = outcomes.flatMap(({ figures }) => figures.get(figure) ?? []);
  return values.length < 2 ? null : estimate(values, confidence);
}

/** The fewest replications after which the width of an interval is looked at. */
export const FIRST_LOOK = 5;

/**
 * Whether a figure is known well enough: its half-width is at most `share` of its mean. Stopping at the first
 * narrow interval makes it a little too narrow (Chow and Robbins 1965: right in the limit), so it is not looked
 * at before {@link FIRST_LOOK} replications.
 */
export function isNarrow(found: Estimate | null, share: number): boolean {
  return found !== null && found.n >= FIRST_LOOK && found.half <= share * Math.abs(found.mean);
}
