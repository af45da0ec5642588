import type { Asking } from '../asking.ts';
import type { Outcome } from '../replications.ts';
import { UNITS } from '../../objectives.ts';
import { wilsonInterval } from '../../../stats/proportion.ts';
import { ddmin, type Search } from './ddmin.ts';
import { explains, keyOf, placesOf } from './groups.ts';
import type { Finding, PlaceName } from './hunt-report.ts';
import { countBroken, isBroken, type Count } from './judge.ts';
import type { Runs } from './runs.ts';
import { sentenceOf } from './sentence.ts';
import { shrink } from './shrink.ts';
import type { Shot, Study } from './study.ts';
import { entryOf, type Schedule } from './trouble.ts';

/** Trials that are looked at for each finding that is wanted: some turn out to be one that is known. */
const TRIES = 3;

/** A trial, and one of the objectives that it broke. */
interface Candidate {
  readonly shot: Shot;
  readonly objective: number;
  /** Number of the trial, from 1. */
  readonly trial: number;
}

/** Objectives that are broken with some seeds as the scenario is: luck alone. */
export function luckAlone(study: Study): Finding[] {
  const { control, scenario, required } = study;
  return required.flatMap((objective): Finding[] => {
    const found = control.filter(({ outcome }) => isBroken(outcome, scenario.expect, objective));
    const [first] = found;
    if (first === undefined || found.length === control.length) return [];
    const where = { schedule: [], seed: first.seed, objective, trial: 0, drawn: [], complete: true };
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

/**
 * Makes trials small that broke something, until there are as many findings as are wanted or nothing new is left. First
 * come objectives that no finding has, then places that none has.
 */
export function* findingsAmong(
  runs: Runs,
  study: Study,
  fresh: readonly Shot[],
  before: number,
  known: readonly Finding[],
): Asking<Finding[]> {
  const found: Finding[] = [];
  const tried = new Set<string>();
  const candidates = fresh.flatMap((shot, i) =>
    shot.broke.map((objective): Candidate => ({ shot, objective, trial: before + i + 1 })),
  );
  for (let tries = TRIES * study.findings; tries > 0 && found.length < study.findings; tries--) {
    const next = mostWanted(candidates, [...known, ...found], tried, study);
    if (next === null || !runs.isOpen) break;
    tried.add(nameOf(next));
    const finding = yield* shrunk(runs, study, next, [...known, ...found]);
    if (finding !== null) found.push(finding);
  }
  return found;
}

const nameOf = ({ objective, shot }: Candidate): string => `${objective} ${keyOf(shot.report.places)}`;

function mostWanted(
  candidates: readonly Candidate[],
  findings: readonly Finding[],
  tried: ReadonlySet<string>,
  { scenario }: Study,
): Candidate | null {
  const objectives = new Set(findings.map(({ objective }) => objective));
  const places = new Set(findings.flatMap((finding) => finding.places.map(({ place }) => place)));
  let best: { candidate: Candidate; rank: number } | null = null;
  for (const candidate of candidates) {
    const { shot, objective } = candidate;
    const { text } = scenario.expect[objective];
    const isExplained = findings.some((finding) => explains(finding, text, shot.report));
    // One fault that is known to do it needs no second look; of several, it may be the others.
    if (tried.has(nameOf(candidate)) || (isExplained && shot.schedule.length === 1)) continue;
    const seen = shot.report.places.filter(({ place }) => places.has(place)).length;
    const rank = (isExplained ? 100 : 0) + (objectives.has(text) ? 10 : 0) + seen;
    if (best === null || rank < best.rank) best = { candidate, rank };
  }
  return best?.candidate ?? null;
}

/** Null if it turns out to be one that is known. */
function* shrunk(
  runs: Runs,
  study: Study,
  { shot, objective, trial }: Candidate,
  known: readonly Finding[],
): Asking<Finding | null> {
  const { scenario, control, frame } = study;
  const { seed } = shot.report;
  const isIt = (outcome: Outcome): boolean => isBroken(outcome, scenario.expect, objective);
  const test = (candidates: readonly Schedule[]): Asking<number> =>
    runs.first(
      candidates.map((schedule) => study.trialOf(schedule, seed)),
      isIt,
    );
  const { text } = scenario.expect[objective];
  const isKnown = (schedule: Schedule): boolean => {
    const report = { places: placesOf(schedule, scenario) };
    return known.some((finding) => explains(finding, text, report));
  };
  const needed: Schedule = yield* driven(ddmin(shot.schedule), test);
  if (isKnown(needed)) return null;
  const schedule = yield* driven(shrink(needed, frame, scenario), test);
  const complete = runs.isOpen;
  if (isKnown(schedule)) return null;
  const [outcome] = yield* runs.all([study.trialOf(schedule, seed)]);
  const others = control.filter((one) => one.seed !== seed);
  const outcomes = yield* runs.all(others.map((one) => study.trialOf(schedule, one.seed)));
  const drawn = shot.report.faults;
  return findingOf(
    study,
    { schedule, seed, objective, trial, drawn, complete },
    outcome!,
    others.map((one, i) => ({ ...one, outcome: outcomes[i] })),
  );
}

/** Lets a search have its candidates tried. */
function* driven<T>(search: Search<T>, test: (candidates: readonly T[]) => Asking<number>): Asking<T> {
  let step = search.next();
  while (step.done !== true) step = search.next(yield* test(step.value));
  return step.value;
}

interface Where {
  readonly schedule: Schedule;
  readonly seed: number;
  readonly objective: number;
  readonly trial: number;
  readonly drawn: readonly string[];
  readonly complete: boolean;
}

/** @param others outcomes with other seeds. */
function findingOf(
  study: Study,
  { schedule, seed, objective, trial, drawn, complete }: Where,
  outcome: Outcome,
  others: Study['control'],
): Finding {
  const { scenario, control } = study;
  const { expect } = scenario;
  const wanted = expect[objective];
  const places: PlaceName[] = placesOf(schedule, scenario);
  const count = countBroken(
    others.map((one) => one.outcome),
    expect,
    objective,
  );
  const without = control.filter((one) => one.seed !== seed).map((one) => one.outcome);
  const also = study.brokenBy(outcome, seed).filter((i) => i !== objective);
  const told = {
    measured: outcome.measured[objective],
    seed,
    others: { ...count, ...intervalOf(count) },
    without: countBroken(without, expect, objective),
  };
  return {
    objective: wanted.text,
    unit: UNITS[wanted.dimension] ?? '',
    ...told,
    sentence: sentenceOf(schedule, wanted, told),
    faults: schedule.map(entryOf),
    set: study.trialOf(schedule, seed).set,
    fingerprint: outcome.fingerprint,
    places,
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
