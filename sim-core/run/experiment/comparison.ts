import { type Difference, type Estimate, estimate, holm, pairedDifference } from '../../stats/compare.ts';
import { figureKind, type FigureKind } from './figures-of.ts';
import type { Outcome } from './replications.ts';

/** One design of an experiment, run with the same seeds as the others. */
export interface Variant {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

/**
 * What can be said of a variant beside the first one. `differs`: it does, and which is better is for the reader.
 * `equal`: there is no difference in any pair, which is not luck but how the designs are.
 */
export type Verdict = 'better' | 'worse' | 'differs' | 'equal' | 'cannot-tell';

/** What a design costs: in the currency of its prices, and in cores, which say it where nothing has a price. */
export const COST_FIGURES = ['cost.perHour', 'cost.cores'] as const;

/** Values nearer to each other than this, beside their size, differ by rounding alone. */
const ROUNDING = 1e-12;

export interface Cell {
  readonly variant: string;
  readonly estimate: Estimate;
  /** Beside the first variant; the first variant itself has none. */
  readonly difference: Difference | null;
  /** The chance of a false alarm, adjusted for all comparisons of the table. */
  readonly p: number | null;
  readonly verdict: Verdict | null;
}

export interface Row extends FigureKind {
  /** Such as `client.p99`. */
  readonly figure: string;
  readonly cells: readonly Cell[];
}

/** Values of one figure, variant by variant, of the seeds at which all of them have it. */
function paired(variants: readonly Variant[], figure: string): number[][] {
  const seeds = variants[0].outcomes.keys();
  const complete = [...seeds].filter((i) =>
    variants.every(({ outcomes }) => outcomes[i]?.figures.has(figure)),
  );
  const [base, ...others] = variants.map(({ outcomes }) =>
    complete.map((i) => outcomes[i].figures.get(figure)!),
  );
  return [base, ...others.map((own) => own.map((value, i) => withoutRounding(value, base[i])))];
}

/** Means of the same level over windows of different lengths differ in their last bits. */
function withoutRounding(value: number, base: number): number {
  return Math.abs(value - base) <= ROUNDING * Math.abs(base) ? base : value;
}

/**
 * Compares variants with the first one, figure by figure. Outcome number i of every variant has the same seed,
 * so both saw the same requests. A verdict needs an adjusted p below 1 − `confidence`: with Holm's method the
 * chance that any verdict of the whole table is a false alarm is below that too.
 */
export function compareVariants(
  variants: readonly Variant[],
  figures: readonly string[],
  confidence: number,
): Row[] {
  const found = figures
    .map((figure) => ({ figure, values: paired(variants, figure) }))
    .filter(({ values }) => values[0].length >= 2);
  const differences = found.map(({ values }) =>
    values.slice(1).map((own) => pairedDifference(values[0], own, confidence)),
  );
  const adjusted = holm(differences.flat().map(({ p }) => p));
  let next = 0;
  return found.map(({ figure, values }, row) => {
    const kind = figureKind(figure);
    const cells = values.map((own, i): Cell => {
      const base = { variant: variants[i].name, estimate: estimate(own, confidence) };
      if (i === 0) return { ...base, difference: null, p: null, verdict: null };
      const difference = differences[row][i - 1];
      const p = adjusted[next++];
      return { ...base, difference, p, verdict: verdictOf(difference, p, kind, confidence) };
    });
    return { figure, ...kind, cells };
  });
}

function verdictOf(
  { mean, deviation }: Difference,
  p: number,
  { better }: FigureKind,
  confidence: number,
): Verdict {
  if (mean === 0 && deviation === 0) return 'equal';
  if (p >= 1 - confidence) return 'cannot-tell';
  if (better === null) return 'differs';
  return mean < 0 === (better === 'less') ? 'better' : 'worse';
}
