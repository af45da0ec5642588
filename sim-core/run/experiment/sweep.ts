import { estimate, type Estimate } from '../../stats/compare.ts';
import { proportionInterval } from '../../stats/proportion.ts';
import type { Design, Point } from './designs.ts';
import type { Outcome } from './replications.ts';

/** The runs of a design: outcome number i of every point has the same seed, and so the same luck. */
export interface Sweep {
  readonly design: Design;
  /** By point, then by seed; an interrupted sweep has fewer at some points. */
  readonly outcomes: readonly (readonly Outcome[])[];
}

/** A figure at the points where every complete seed has it, seed by seed. */
export interface Responses {
  readonly points: readonly Point[];
  /** Index of each point in the design. */
  readonly indexes: readonly number[];
  /** One line for each seed, in it one value for each point. */
  readonly bySeed: readonly (readonly number[])[];
}

/** Values of a figure as a rectangle: what effects and knees are found in. */
export function responsesOf({ design, outcomes }: Sweep, figure: string): Responses {
  const seeds = Math.min(...outcomes.map(({ length }) => length));
  const indexes = [...design.points.keys()].filter((p) =>
    outcomes[p].slice(0, seeds).every(({ figures }) => figures.has(figure)),
  );
  return {
    points: indexes.map((p) => design.points[p]),
    indexes,
    bySeed: Array.from({ length: seeds }, (_, s) => indexes.map((p) => outcomes[p][s].figures.get(figure)!)),
  };
}

/** A figure at one point over its seeds; null if fewer than two have it. */
export function estimateAt(
  outcomes: readonly Outcome[],
  figure: string,
  confidence: number,
): Estimate | null {
  const values = outcomes.flatMap(({ figures }) => figures.get(figure) ?? []);
  return values.length < 2 ? null : estimate(values, confidence);
}

/** How often all objectives held at a point. */
export interface Safety {
  readonly runs: number;
  readonly held: number;
  /** The chance that they hold in a run, with its interval; null for no runs. */
  readonly chance: { readonly low: number; readonly high: number } | null;
  /** All runs held; none did; or some did. */
  readonly verdict: 'safe' | 'unsafe' | 'mixed' | 'unknown';
}

export function safetyOf(outcomes: readonly Outcome[], confidence: number): Safety {
  const judged = outcomes.filter(({ held }) => held.length > 0);
  const runs = judged.length;
  const held = judged.filter((outcome) => outcome.held.every((each) => each === true)).length;
  const verdict = runs === 0 ? 'unknown' : held === runs ? 'safe' : held === 0 ? 'unsafe' : 'mixed';
  return { runs, held, verdict, chance: runs === 0 ? null : proportionInterval(held, runs, confidence) };
}
