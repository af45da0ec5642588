import { fitErlang, fitExponential, fitGamma, fitHyperexponential } from './exponential-estimators.ts';
import { goodnessOf, type Goodness } from './goodness.ts';
import type { Law } from './law.ts';
import { fitConstant, fitUniform } from './plain-estimators.ts';
import type { Sample } from './sample.ts';
import { fitBoundedPareto, fitLognormal, fitPareto, fitWeibull } from './tail-estimators.ts';

/** A law with how well it suits the sample it was fitted to. */
export interface Candidate {
  readonly law: Law;
  readonly logLikelihood: number;
  /** Akaike's criterion (1974): twice the parameters less twice the log likelihood; less is better. */
  readonly aic: number;
  readonly goodness: Goodness;
}

/** From few parameters to many. */
const ESTIMATORS: readonly ((sample: Sample) => Law | null)[] = [
  fitExponential,
  fitUniform,
  fitErlang,
  fitGamma,
  fitWeibull,
  fitLognormal,
  fitHyperexponential,
  fitPareto,
  fitBoundedPareto,
];

/**
 * Every law that a scenario can name, fitted by maximum likelihood, the best first by Akaike's criterion. Uniform and
 * bounded Pareto laws end at the sample's own ends, where Akaike's argument does not hold; each such end is charged a
 * parameter all the same.
 */
export function fitLaws(sample: Sample): Candidate[] {
  const constant = fitConstant(sample);
  if (constant !== null) return [candidateOf(constant, sample)];
  return ESTIMATORS.map((fit) => fit(sample))
    .filter((law) => law !== null)
    .map((law) => candidateOf(law, sample))
    .filter(({ aic }) => Number.isFinite(aic))
    .sort((a, b) => a.aic - b.aic);
}

function candidateOf(law: Law, sample: Sample): Candidate {
  let logLikelihood = 0;
  for (const x of sample.values) logLikelihood += law.logDensity(x);
  return {
    law,
    logLikelihood,
    aic: 2 * law.freedom - 2 * logLikelihood,
    goodness: goodnessOf(law, sample),
  };
}
