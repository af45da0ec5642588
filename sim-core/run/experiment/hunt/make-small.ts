import type { Asking } from '../asking.ts';
import { ddmin, type Search } from './ddmin.ts';
import { findingOf } from './finding.ts';
import { explains, placesOf } from './groups.ts';
import type { Finding } from './hunt-report.ts';
import { isBroken } from './judge.ts';
import type { Runs } from './runs.ts';
import { shrink } from './shrink.ts';
import { COMPANIONS, type Candidate, type Study } from './study.ts';
import type { Schedule } from './trouble.ts';

/** Other seeds that are asked whether they break it too. */
const ASKED = 6;

/**
 * Makes a trial as small as it goes while it breaks the same objective with the same seed, and with two others if it did
 * with them before.
 *
 * @returns null if it turns out to be one that is known.
 */
export function* madeSmall(
  runs: Runs,
  study: Study,
  { shot, objective, trial }: Candidate,
  known: readonly Finding[],
): Asking<Finding | null> {
  const { scenario, control, frame } = study;
  const { seed } = shot.report;
  const { text } = scenario.expect[objective];
  const isKnown = (schedule: Schedule): boolean => {
    const report = { places: placesOf(schedule, scenario) };
    return known.some((finding) => explains(finding, text, report));
  };
  const alone = { runs, study, objective, seeds: [seed] };
  const needed: Schedule = yield* driven(ddmin(shot.schedule), (all) => firstThatBreaks(alone, all));
  if (isKnown(needed)) return null;
  const seeds = [seed, ...(yield* companionsOf(alone, needed))];
  const search = shrink(needed, frame, scenario);
  const schedule = yield* driven(search, (all) => firstThatBreaks({ ...alone, seeds }, all));
  const complete = runs.isOpen;
  if (isKnown(schedule)) return null;
  const [outcome] = yield* runs.all([study.trialOf(schedule, seed)]);
  const others = control.filter((one) => !seeds.includes(one.seed)).slice(0, study.seeds);
  const outcomes = yield* runs.all(others.map((one) => study.trialOf(schedule, one.seed)));
  const drawn = shot.report.faults;
  const tried = others.map((one, i) => ({ ...one, outcome: outcomes[i] }));
  return findingOf(study, { schedule, seeds, objective, trial, drawn, complete }, outcome!, tried);
}

/** How schedules are judged: they have to break the objective with all of the seeds. */
interface Judging {
  readonly runs: Runs;
  readonly study: Study;
  readonly objective: number;
  readonly seeds: readonly number[];
}

/** Index of the first schedule that does; −1 if none does. Other seeds are tried only with those that do with the first. */
function* firstThatBreaks(
  { runs, study, objective, seeds }: Judging,
  all: readonly Schedule[],
): Asking<number> {
  const { expect } = study.scenario;
  const [first, ...others] = seeds;
  const trials = all.map((schedule) => study.trialOf(schedule, first));
  for (let from = 0; ;) {
    const hit = yield* runs.first(trials.slice(from), (outcome) => isBroken(outcome, expect, objective));
    if (hit < 0) return -1;
    const index = from + hit;
    const outcomes = yield* runs.all(others.map((seed) => study.trialOf(all[index], seed)));
    if (outcomes.every((outcome) => isBroken(outcome, expect, objective))) return index;
    from = index + 1;
  }
}

/** Other seeds with which a schedule breaks the objective, too, so that what is made of it does not hang on one seed. */
function* companionsOf(
  { runs, study, objective, seeds: [own] }: Judging,
  schedule: Schedule,
): Asking<number[]> {
  const { control, scenario } = study;
  const others = control.filter(({ seed }) => seed !== own && study.holds(objective, seed)).slice(0, ASKED);
  const outcomes = yield* runs.all(others.map(({ seed }) => study.trialOf(schedule, seed)));
  return others
    .filter((_, i) => isBroken(outcomes[i], scenario.expect, objective))
    .map(({ seed }) => seed)
    .slice(0, COMPANIONS);
}

/** Lets a search have its candidates tried. */
function* driven<T>(search: Search<T>, test: (candidates: readonly T[]) => Asking<number>): Asking<T> {
  let step = search.next();
  while (step.done !== true) step = search.next(yield* test(step.value));
  return step.value;
}
