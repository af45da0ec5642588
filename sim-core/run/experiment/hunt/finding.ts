import { wilsonInterval } from '../../../stats/proportion.ts';
import { UNITS } from '../../objectives.ts';
import type { Outcome } from '../replications.ts';
import { placesOf } from './groups.ts';
import type { Finding } from './hunt-report.ts';
import { countBroken, isBroken, type Count } from './judge.ts';
import { sentenceOf } from './sentence.ts';
import type { Study } from './study.ts';
import { entryOf, type Schedule } from './trouble.ts';

/** Objectives that are broken with some seeds as the scenario is: luck alone. */
export function luckAlone(study: Study): Finding[] {
  const { control, scenario, required } = study;
  return required.flatMap((objective): Finding[] => {
    const found = control.filter(({ outcome }) => isBroken(outcome, scenario.expect, objective));
    const [first] = found;
    if (first === undefined || found.length === control.length) return [];
    const where = { schedule: [], seeds: [first.seed], objective, trial: 0, drawn: [], complete: true };
    return [
      findingOf(
        study,
        where,
        first.outcome!,
        control.filter(({ seed }) => seed !== first.seed),
      ),
    ];
  });
}

interface Where {
  readonly schedule: Schedule;
  /** Its own, then those of its companions. */
  readonly seeds: readonly number[];
  readonly objective: number;
  readonly trial: number;
  readonly drawn: readonly string[];
  readonly complete: boolean;
}

/** All that is said of a finding. @param others outcomes with other seeds. */
export function findingOf(
  study: Study,
  { schedule, seeds, objective, trial, drawn, complete }: Where,
  outcome: Outcome,
  others: Study['control'],
): Finding {
  const { scenario, control } = study;
  const { expect } = scenario;
  const [seed] = seeds;
  const wanted = expect[objective];
  const count = countBroken(
    others.map((one) => one.outcome),
    expect,
    objective,
  );
  const same = control.filter((one) => others.some((other) => other.seed === one.seed));
  const also = study.brokenBy(outcome, seed).filter((i) => i !== objective);
  const told = {
    measured: outcome.measured[objective],
    seed,
    others: { ...count, ...intervalOf(count) },
    without: countBroken(
      same.map((one) => one.outcome),
      expect,
      objective,
    ),
    shrunkWith: schedule.length === 0 ? [] : seeds,
  };
  return {
    objective: wanted.text,
    unit: UNITS[wanted.dimension] ?? '',
    ...told,
    sentence: sentenceOf(schedule, wanted, told),
    faults: schedule.map(entryOf),
    set: study.trialOf(schedule, seed).set,
    fingerprint: outcome.fingerprint,
    places: placesOf(schedule, scenario),
    alsoBreaks: also.map((i) => expect[i].text),
    trial,
    drawn,
    seen: 0,
    complete,
  };
}

function intervalOf({ runs, broke }: Count): { low: number; high: number } {
  return runs === 0 ? { low: 0, high: 1 } : wilsonInterval(broke, runs, CONFIDENCE);
}

const CONFIDENCE = 0.95;
