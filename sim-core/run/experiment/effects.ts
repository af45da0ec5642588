import { estimate, type Estimate } from '../../stats/compare.ts';
import { leastSquares } from '../../stats/least-squares.ts';
import type { Factor } from './factor.ts';
import type { Responses } from './sweep.ts';

/** How much one factor does to a figure while the others are as they are. */
export interface Effect {
  readonly path: string;
  /** What the figure changes by from `from` to `to`: the ends of the range, or of names the lowest and the highest. */
  readonly change: Estimate;
  readonly from: string;
  readonly to: string;
  /**
   * The standardised effect: the spread of what the factor does, divided by the spread of the figure over the
   * design. Negative when the figure falls as the factor grows; of three names and more it has no sign.
   */
  readonly standardised: Estimate;
}

export interface Effects {
  /** The strongest first. */
  readonly effects: readonly Effect[];
  /** Share of the figure's variance over the points that the effects make up: 1 means nothing bends or interacts. */
  readonly explained: number;
  /** Factors whose effects cannot be told from those of others in this design. */
  readonly confounded: readonly string[];
}

/** Columns of a design that belong to one factor: its position from 0 to 1, or one column for each further name. */
interface Coded {
  readonly factor: Factor;
  readonly columns: readonly (readonly number[])[];
}

/**
 * Standardised regression coefficients (Saltelli and others, Sensitivity Analysis in Practice, 2004, §1.2.5), found
 * for each seed by itself: the seeds are independent, so Student's t gives the intervals, although all points of one
 * seed share their luck. The intervals know the luck of the runs; how well straight lines fit says `explained`.
 */
export function effectsOf(
  factors: readonly Factor[],
  { points, bySeed }: Responses,
  confidence: number,
): Effects | null {
  const coded = factors.map((factor, f) => ({
    factor,
    columns: coding(
      factor,
      points.map((point) => point[f]),
    ),
  }));
  const columns = [points.map(() => 1), ...coded.flatMap((each) => each.columns)];
  if (bySeed.length < 2 || points.length <= columns.length) return null;
  const design = leastSquares(columns);
  const mean = points.map((_, p) => meanOf(bySeed.map((line) => line[p])));
  const spread = spreadOf(mean);
  if (spread === 0) return null;
  const overall = design.fit(mean);
  const ofSeeds = bySeed.map((line) => design.fit(line).coefficients);
  const effects: Effect[] = [];
  const confounded: string[] = [];
  let first = 1;
  for (const each of coded) {
    const end = first + each.columns.length;
    const own = [overall.coefficients, ...ofSeeds].map((all) => all.slice(first, end));
    if (own[0].length === 0 || own[0].includes(null)) confounded.push(each.factor.path);
    else
      effects.push(
        effectOf(each, own as number[][], spread, points, factors.indexOf(each.factor), confidence),
      );
    first = end;
  }
  const explained = Math.max(0, 1 - overall.residual / (points.length * spread * spread));
  const size = ({ standardised }: Effect): number => Math.abs(standardised.mean);
  return { effects: effects.sort((a, b) => size(b) - size(a)), explained, confounded };
}

function coding(
  factor: Factor,
  levels: readonly { readonly text: string; readonly position: number }[],
): number[][] {
  if (factor.scale === 'names') {
    const names = factor.levels.map(({ text }) => text);
    return names.slice(1).map((name) => levels.map(({ text }) => (text === name ? 1 : 0)));
  }
  const positions = levels.map(({ position }) => position);
  const low = Math.min(...positions);
  const high = Math.max(...positions);
  return [positions.map((position) => (high === low ? 0 : (position - low) / (high - low)))];
}

/** @param coefficients of the mean line, then of each seed. */
function effectOf(
  { factor, columns }: Coded,
  [ofMean, ...ofSeeds]: readonly (readonly number[])[],
  spread: number,
  points: readonly (readonly { readonly text: string; readonly position: number }[])[],
  f: number,
  confidence: number,
): Effect {
  const at = (coefficients: readonly number[]) => points.map((_, p) => sumOf(columns, coefficients, p));
  const direction = centred(at(ofMean));
  const length = Math.sqrt(direction.reduce((sum, value) => sum + value * value, 0));
  const { low, high } = endsOf(factor, points, at(ofMean), f);
  const sign =
    factor.scale === 'names' && columns.length > 1 ? 1 : Math.sign(at(ofMean)[high] - at(ofMean)[low]);
  // What each seed says in the direction in which the mean of all goes: its mean is the spread of the mean line.
  const standardised = ofSeeds.map((coefficients) => {
    const along = centred(at(coefficients)).reduce((sum, value, p) => sum + value * direction[p], 0);
    return length === 0 ? 0 : (sign * along) / length / Math.sqrt(points.length) / spread;
  });
  const changes = ofSeeds.map((coefficients) => at(coefficients)[high] - at(coefficients)[low]);
  return {
    path: factor.path,
    change: estimate(changes, confidence),
    from: points[low][f].text,
    to: points[high][f].text,
    standardised: estimate(standardised, confidence),
  };
}

/** Points at which an ordered factor is least and greatest, or at which names do least and most. */
function endsOf(
  { scale }: Factor,
  points: readonly (readonly { readonly position: number }[])[],
  contributions: readonly number[],
  f: number,
): { low: number; high: number } {
  const by = scale === 'names' ? contributions : points.map((point) => point[f].position);
  return { low: by.indexOf(Math.min(...by)), high: by.indexOf(Math.max(...by)) };
}

function sumOf(columns: readonly (readonly number[])[], coefficients: readonly number[], p: number): number {
  return columns.reduce((sum, column, c) => sum + column[p] * coefficients[c], 0);
}

function centred(values: readonly number[]): number[] {
  const mean = meanOf(values);
  return values.map((value) => value - mean);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation over the points of a design, all of them. */
function spreadOf(values: readonly number[]): number {
  return Math.sqrt(meanOf(centred(values).map((value) => value * value)));
}
