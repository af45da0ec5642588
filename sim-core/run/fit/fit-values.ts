import { fitLaws, type Candidate } from '../../stats/fit/choose-law.ts';
import { batchMeans } from '../../stats/batch-means.ts';
import { t95 } from '../../stats/student-t.ts';
import { sampleOf, sampleQuantile, type Sample } from '../../stats/fit/sample.ts';

/** A law for measured values: one that scenarios can name, or the values themselves. */
export interface ValueFit {
  readonly sample: Sample;
  /** All that were fitted, the best first. */
  readonly candidates: readonly Candidate[];
  /** Quantiles to draw from, where no law comes near; else null. */
  readonly values: readonly number[] | null;
  /** Mean of all values and half-width of its 95 % interval; null for too few values. */
  readonly mean: { readonly value: number; readonly half: number } | null;
  /** Values of 0, which were taken for half a tick of the clock, or left out of sizes. */
  readonly zeros: number;
}

/** A law whose shares are further off than this anywhere is not used. */
export const FAR = 0.08;
/** Quantiles that stand for a sample. */
const QUANTILES = 40;
/** More values tell no more about a law; every so many-th is taken. */
const MOST_VALUES = 20_000;
/** Fewer values are no sample. */
export const FEWEST_VALUES = 20;

/**
 * @param values in the order of their times: neighbours are often alike, and the interval of the mean knows it.
 * @param floor stands for a value of 0. @returns null where there are too few values.
 */
export function fitValues(values: readonly number[], floor: number): ValueFit | null {
  const zeros = values.filter((value) => value === 0).length;
  const all = values.map((value) => (value === 0 ? floor : value)).filter((value) => value > 0);
  const positive = thinned(all);
  if (positive.length < FEWEST_VALUES) return null;
  const sample = sampleOf(positive);
  const candidates = fitLaws(sample);
  const isFar = candidates.length === 0 || candidates[0].goodness.distance > FAR;
  return { sample, candidates, values: isFar ? quantilesOf(sample) : null, mean: meanOf(all), zeros };
}

function meanOf(values: readonly number[]): ValueFit['mean'] {
  const found = batchMeans(values);
  if (found === null) return null;
  const value = values.reduce((sum, one) => sum + one, 0) / values.length;
  return { value, half: t95(found.count - 1) * Math.sqrt(found.variance) };
}

function thinned(values: readonly number[]): readonly number[] {
  if (values.length <= MOST_VALUES) return values;
  const step = values.length / MOST_VALUES;
  return Array.from({ length: MOST_VALUES }, (_, i) => values[Math.floor(i * step)]);
}

function quantilesOf(sample: Sample): number[] {
  return Array.from({ length: QUANTILES }, (_, i) => sampleQuantile(sample, (i + 0.5) / QUANTILES));
}
