import type { Objective } from '../../../scenario/expect.ts';
import { log, pow } from '../../../random/portable-math.ts';
import { findBoundary, mostPoints, type Axis } from './boundary.ts';
import { AS_IT_IS, type Variations } from './variations.ts';
import type { Asking } from '../asking.ts';
import type { Lab } from './lab.ts';
import { decide, type Verdict } from './verdict.ts';

/** Loads that are tried lie on a grid: neighbours differ by this factor. */
const GRAIN = 1.02;
/** Loads from this part of the scenario's to this multiple of it are tried. */
export const FARTHEST = 64;

const SIDE = Math.ceil(log(FARTHEST) / log(GRAIN));
/** The first step away from the scenario's load is about a quarter of it. */
const STRIDE = 12;

export const LOAD_AXIS: Axis = { size: 2 * SIDE + 1, start: SIDE, stride: STRIDE };

export function factorAt(point: number): number {
  return point === SIDE ? 1 : Number(pow(GRAIN, point - SIDE).toPrecision(4));
}

/** One load, or one number of replicas, that was tried. */
export interface Tried extends Verdict {
  readonly value: number;
}

/** Something that holds up to a point (or from a point on), by runs. */
export interface Bracket {
  /** The last value that meets the objectives; null: none that was tried does. */
  readonly meets: number | null;
  /** The first that misses them; null: none that was tried does. */
  readonly misses: number | null;
  /** Values between the two that could not be decided. */
  readonly undecided: readonly number[];
  /** False when runs ran out before neighbours were reached. */
  readonly complete: boolean;
  /** Every value that was tried, in the order of the search. */
  readonly tried: readonly Tried[];
}

/** The most load, as a factor of the scenario's, that meets the objectives. */
export function* askLoad(
  lab: Lab,
  variations: Variations,
  objectives: readonly Objective[],
  error: number,
): Asking<Bracket> {
  return yield* bracket(LOAD_AXIS, factorAt, lab, error, (factor, each) =>
    decide(lab, variations.setOf({ ...AS_IT_IS, factor }), objectives, each),
  );
}

/**
 * Searches an axis and turns points into values.
 *
 * @param error chance that any of its decisions is wrong: shared out among as many as there can be.
 */
export function* bracket(
  axis: Axis,
  valueAt: (point: number) => number,
  lab: Lab,
  error: number,
  decideAt: (value: number, error: number) => Asking<Verdict>,
): Asking<Bracket> {
  const tried: Tried[] = [];
  const each = error / mostPoints(axis);
  const found = yield* findBoundary(
    axis,
    function* (point) {
      const value = valueAt(point);
      const verdict = yield* decideAt(value, each);
      tried.push({ value, ...verdict });
      return verdict.decision;
    },
    () => lab.isOpen,
  );
  return {
    meets: found.meets < 0 ? null : valueAt(found.meets),
    misses: found.misses >= axis.size ? null : valueAt(found.misses),
    undecided: found.undecided.map(valueAt),
    complete: found.complete,
    tried,
  };
}
