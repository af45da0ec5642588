import { stream } from '../../random/generator.ts';
import { surfacesOf, type Input, type Surface } from '../../stats/response-surface.ts';
import type { Point } from './designs.ts';
import type { Factor } from './factor.ts';
import { CLEAR, farthest, type Knee } from './knee.ts';
import type { Responses } from './sweep.ts';

/** What scattered points say about the knees of a figure. */
export interface ScatteredKnees {
  readonly knees: readonly Knee[];
  /** Factors of which it cannot be told whether there is a knee, or where. */
  readonly open: readonly string[];
  /** Share of the figure's variance that the surface foretells at points it has not seen; null without one. */
  readonly foretold: number | null;
  /** Why nothing can be told of any factor: too few points for that, or no surface that foretells enough. */
  readonly silence: 'few-points' | 'no-surface' | null;
}

/** Points for each factor; further names of a factor count as factors. */
export const POINTS_PER_FACTOR = 25;
/** What a surface must foretell of the variance. */
export const FORETOLD = 0.9;
/** Surfaces that miss no more than so many times what the best one misses are heard, too. */
const NEARLY_AS_GOOD = 6;
const RESAMPLED = 40;
/** Share of the resampled curves that must have a knee. */
const AGREED = 0.9;
/** A curve that moves by less of the figure's range has no knee worth a name. */
const LEAST_SPAN = 0.1;
/** A knee that may lie anywhere in so much of the range is not told. */
const WIDEST = 0.5;
const STEPS = 40;
const SHARES = Array.from({ length: STEPS + 1 }, (_, i) => i / STEPS);

/**
 * Knees of a figure over points of which no two share their values, as in a Latin hypercube: a polynomial in all factors is
 * fitted (`response-surface.ts`), read along one factor as a mean over the points' other values, and the knee of that
 * curve is Kneedle's (`knee.ts`). Between which values it may lie is what resampled fits say, with other surfaces that
 * foretell nearly as much.
 */
export function scatteredKnees(factors: readonly Factor[], { points, bySeed }: Responses): ScatteredKnees {
  const nothing = { knees: [], open: [], foretold: null };
  const inputs = factors.map(inputOf);
  const wanted = inputs.reduce((sum, input) => sum + (input.kind === 'names' ? input.count - 1 : 1), 0);
  if (bySeed.length === 0 || points.length < POINTS_PER_FACTOR * wanted)
    return { ...nothing, silence: 'few-points' };
  const mean = points.map((_, p) => bySeed.reduce((sum, line) => sum + line[p], 0) / bySeed.length);
  const spread = squares(mean);
  if (spread === 0) return { ...nothing, silence: null };
  const surfaces = surfacesOf(
    inputs,
    points.map((point) => factors.map((factor, f) => shareOf(factor, point, f))),
    mean,
  );
  const [best] = surfaces;
  const foretold = Math.max(0, 1 - best.missed / spread);
  if (foretold < FORETOLD) return { ...nothing, foretold, silence: 'no-surface' };
  const least = LEAST_SPAN * spanOf(mean);
  const rivals = surfaces.filter((each) => each !== best && isHeard(each, best));
  const found = factors.flatMap((factor, f) =>
    factor.scale === 'names' ? [] : [{ factor, knee: kneeAlong(factor, f, best, rivals, least) }],
  );
  return {
    knees: found.flatMap(({ knee }) => (knee === null || knee === 'open' ? [] : [knee])),
    open: found.flatMap(({ factor, knee }) => (knee === 'open' ? [factor.path] : [])),
    foretold,
    silence: null,
  };
}

/** One degree less shows whether the knee still moves with the degree. */
function isHeard({ missed, degree, isLog }: Surface, best: Surface): boolean {
  return missed <= NEARLY_AS_GOOD * best.missed || (isLog === best.isLog && degree === best.degree - 1);
}

/** @param least span of a curve that is looked at. @returns `open` if it cannot be told whether there is one, or where. */
function kneeAlong(
  factor: Factor,
  f: number,
  best: Surface,
  rivals: readonly Surface[],
  least: number,
): Knee | 'open' | null {
  const luck = stream(0, `knee/${factor.path}`);
  const resampled = best.resampled(RESAMPLED, () => luck.bits() < 0);
  const curves = best.curves(f, SHARES, [best.coefficients, ...resampled]);
  if (spanOf(curves[0]) < least) return null;
  const [own, ...others] = curves.map((curve) => farthest(SHARES, curve));
  const clear = others.filter((each) => each !== null && each.distance >= CLEAR);
  const isClear = own !== null && own.distance >= CLEAR;
  if (!isClear && clear.length <= (1 - AGREED) * RESAMPLED) return null;
  if (own === null || !isClear || clear.length < AGREED * RESAMPLED) return 'open';
  const heard = rivals.flatMap(
    (rival) => farthest(SHARES, rival.curves(f, SHARES, [rival.coefficients])[0])?.index ?? [],
  );
  const indexes = [own.index, ...heard, ...middle(others.flatMap((each) => each?.index ?? []))];
  const from = Math.max(0, Math.min(...indexes) - 0.5) / STEPS;
  const to = Math.min(STEPS, Math.max(...indexes) + 0.5) / STEPS;
  if (to - from > WIDEST) return 'open';
  const text = (share: number) => factor.between(share).text;
  return {
    path: factor.path,
    at: text(own.index / STEPS),
    from: text(from),
    to: text(to),
    strength: own.distance,
  };
}

/** Without the outermost fortieth at either end: 95 % of what resampled curves say. */
function middle(indexes: readonly number[]): number[] {
  const ordered = indexes.toSorted((a, b) => a - b);
  const cut = Math.floor(ordered.length / 40);
  return ordered.slice(cut, ordered.length - cut);
}

function inputOf({ scale, levels }: Factor): Input {
  return scale === 'names' ? { kind: 'names', count: levels.length } : { kind: 'number' };
}

/** Where in the factor's range a point lies, from 0 to 1; of names, which one it is. */
function shareOf({ scale, levels }: Factor, point: Point, f: number): number {
  if (scale === 'names') return point[f].position;
  const positions = levels.map(({ position }) => position);
  const [low, high] = [Math.min(...positions), Math.max(...positions)];
  return high === low ? 0 : Math.min(1, Math.max(0, (point[f].position - low) / (high - low)));
}

function spanOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
}
