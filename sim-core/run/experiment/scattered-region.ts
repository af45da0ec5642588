import { proportionInterval } from '../../stats/proportion.ts';
import type { Design, Point } from './designs.ts';
import type { Factor, Level } from './factor.ts';

/** Of an ordered factor: from which value to which one, and the next values outside at which it does not hold. */
export interface Span {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  /** With the other factors inside the region; null where nothing else was found up to the end of the range. */
  readonly below: string | null;
  readonly above: string | null;
}

/** Of names: those that belong to the region, and whether they are all. */
export interface Names {
  readonly path: string;
  readonly values: readonly string[];
  readonly all: boolean;
}

/** A box of scattered points at all of which something holds. */
export interface Region {
  readonly sides: readonly (Span | Names)[];
  /** Points in it. */
  readonly points: number;
  /**
   * Points that were left out and then lay in a region that was found without them; how many of them held, and what that
   * says of any point of such a region, at least.
   */
  readonly checked: { readonly points: number; readonly held: number; readonly low: number };
}

/** Looks at a point that a search may take, times factors. */
const MOST_LOOKS = 4_000_000;
/** Points to be excluded that are compared with each other. */
const COMPARED = 24;
const FOLDS = 10;

/**
 * The box with the most points of a scattered design at all of which something holds: the maximum box problem, by branch
 * and bound (Eckstein, Hammer, Liu, Nediak and Simeone, Computational Optimization and Applications 23, 2002). A point
 * in the box at which it does not hold must be cut off by one of the sides: each way is tried, the one that leaves most
 * first; a box that holds no more than the best so far is not looked into. Large designs end with the best box so far.
 * The box was chosen because its points hold, so they prove little; what others would say is found by leaving out a tenth
 * of the points at a time. Null if nothing holds anywhere.
 */
export function largestRegion(
  { factors, points }: Design,
  holds: readonly boolean[],
  confidence: number,
): Region | null {
  const all = [...points.keys()];
  const found = maximumBox(factors, points, holds, all);
  if (found.length === 0) return null;
  let checked = 0;
  let held = 0;
  for (let fold = 0; fold < FOLDS; fold++) {
    const rest = maximumBox(
      factors,
      points,
      holds,
      all.filter((p) => p % FOLDS !== fold),
    );
    const bounds = boundsOf(factors, points, rest);
    for (let p = fold; rest.length > 0 && p < points.length; p += FOLDS) {
      if (!bounds.every((has, f) => has(points[p][f]))) continue;
      checked++;
      if (holds[p]) held++;
    }
  }
  const low = checked === 0 ? 0 : proportionInterval(held, checked, confidence).low;
  return {
    sides: factors.map((factor, f) => sideOf(factors, points, holds, found, factor, f)),
    points: found.length,
    checked: { points: checked, held, low },
  };
}

/** @returns the points of the best box. */
function maximumBox(
  factors: readonly Factor[],
  points: readonly Point[],
  holds: readonly boolean[],
  all: readonly number[],
): readonly number[] {
  let best: readonly number[] = [];
  let looks = 0;
  const search = (inside: readonly number[]): void => {
    const good = inside.filter((p) => holds[p]);
    if (good.length <= best.length || looks > MOST_LOOKS) return;
    const bad = inside.filter((p) => !holds[p]);
    if (bad.length === 0) {
      best = good;
      return;
    }
    const step = Math.ceil(bad.length / COMPARED);
    const ways = bad.filter((_, i) => i % step === 0).map((p) => cutsOff(factors, points, good, p));
    looks += ways.length * good.length * factors.length;
    // The point that leaves least whichever way it is cut off: what follows from it is decided soonest.
    const [hardest] = ways.sort((a, b) => a[0].left - b[0].left);
    for (const { keeps } of hardest) search(inside.filter(keeps));
  };
  search(all);
  return best;
}

/** The ways to cut a point off, and how many of the good points each leaves; the most first. */
function cutsOff(factors: readonly Factor[], points: readonly Point[], good: readonly number[], bad: number) {
  const ways = factors.flatMap(({ scale }, f) => {
    const { position } = points[bad][f];
    const other = (p: number): boolean => points[p][f].position !== position;
    const under = (p: number): boolean => points[p][f].position < position;
    const over = (p: number): boolean => points[p][f].position > position;
    return scale === 'names' ? [other] : [under, over];
  });
  return ways
    .map((keeps) => ({ keeps, left: good.reduce((count, p) => count + (keeps(p) ? 1 : 0), 0) }))
    .sort((a, b) => b.left - a.left);
}

/** For each factor, whether a value lies between those of some points, or is one of their names. */
function boundsOf(
  factors: readonly Factor[],
  points: readonly Point[],
  inside: readonly number[],
): ((level: Level) => boolean)[] {
  return factors.map(({ scale }, f) => {
    const positions = inside.map((p) => points[p][f].position);
    const [low, high] = [Math.min(...positions), Math.max(...positions)];
    return scale === 'names'
      ? ({ position }) => positions.includes(position)
      : ({ position }) => position >= low && position <= high;
  });
}

function sideOf(
  factors: readonly Factor[],
  points: readonly Point[],
  holds: readonly boolean[],
  inside: readonly number[],
  { path, scale, levels }: Factor,
  f: number,
): Span | Names {
  const bounds = boundsOf(factors, points, inside);
  if (scale === 'names') {
    const values = levels.filter(bounds[f]).map(({ text }) => text);
    return { path, values, all: values.length === levels.length };
  }
  const ordered = (those: readonly number[]) =>
    those.map((p) => points[p][f]).sort((a, b) => a.position - b.position);
  const own = ordered(inside);
  const [from, to] = [own[0], own[own.length - 1]];
  const outside = ordered(
    [...points.keys()].filter((p) => !holds[p] && bounds.every((has, g) => g === f || has(points[p][g]))),
  );
  return {
    path,
    from: from.text,
    to: to.text,
    below: outside.findLast(({ position }) => position < from.position)?.text ?? null,
    above: outside.find(({ position }) => position > to.position)?.text ?? null,
  };
}
