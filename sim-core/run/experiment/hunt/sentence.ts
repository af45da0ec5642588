import type { Objective } from '../../../scenario/expect.ts';
import { compare } from '../../objectives.ts';
import type { Finding } from './hunt-report.ts';
import { said } from './spoken.ts';
import { phraseOf, type Schedule } from './trouble.ts';

type Told = Pick<Finding, 'measured' | 'others' | 'without' | 'seed'>;

/** What may be said of a finding, with how often it is so with other luck. */
export function sentenceOf(schedule: Schedule, objective: Objective, told: Told): string {
  const { others, without, seed } = told;
  const broken = `\`${objective.text}\` (${measuredText(objective, told.measured)})`;
  const range = others.runs === 0 ? '' : ` (95 %: ${share(others.low)} to ${share(others.high)})`;
  if (schedule.length === 0)
    return `Seed ${seed} alone breaks ${broken}; so do ${others.broke} of ${others.runs} other seeds${range}.`;
  if (others.runs === 0)
    return `${phraseOf(schedule)} ${verbFor(schedule)} ${broken}; not tried with other seeds.`;
  const control = `without ${schedule.length === 1 ? 'it' : 'them'} in ${without.broke === 0 ? 'none' : without.broke}`;
  return `${phraseOf(schedule)} ${verbFor(schedule)} ${broken}; in ${others.broke} of ${others.runs} other seeds too${range}, ${control}.`;
}

const verbFor = ({ length }: Schedule): string => (length === 1 ? 'breaks' : 'together break');

/** With so many digits that it is seen to miss what was asked for. */
export function measuredText({ dimension, op, value }: Objective, measured: number | null): string {
  if (measured === null) return 'so much failed that there was nothing to measure';
  for (let digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
    const rounded = Number(measured.toPrecision(digits));
    if (!compare(rounded, op, value)) return `measured ${said(dimension, rounded)}`;
  }
  return `measured ${said(dimension, measured)}`;
}

const FEWEST_DIGITS = 4;
const MOST_DIGITS = 15;

function share(value: number): string {
  return `${Math.round(100 * value)} %`;
}
