import type { Asking } from '../asking.ts';
import { combinations, singles, sitesIn } from './draw.ts';
import { findingsAmong } from './candidates.ts';
import { luckAlone } from './finding.ts';
import { keyOf, placesOf } from './groups.ts';
import type { Finding, HuntReport } from './hunt-report.ts';
import { reportOf } from './report.ts';
import { rolesOf, type Role } from './roles.ts';
import type { Runs } from './runs.ts';
import { studyOf, type Inquiry, type Shot, type Study } from './study.ts';
import { entryOf, type Schedule } from './trouble.ts';

/** Seeds alone, then one fault, then two …; what broke something is made small before more faults are tried. */
export function* huntPlan(runs: Runs, inquiry: Inquiry): Asking<HuntReport> {
  const study = yield* studyOf(runs, inquiry);
  const roles = rolesOf(inquiry.scenario, inquiry.faults, inquiry.spared);
  const findings: Finding[] = luckAlone(study);
  const shots: Shot[] = [];
  const { required, control } = study;
  const hasPrey = control.some(({ seed }) => required.some((objective) => study.holds(objective, seed)));
  const sizes = hasPrey ? allotment(inquiry.trials, inquiry.maxFaults) : [];
  for (const [i, count] of sizes.entries()) {
    const schedules = drawn(roles, shots, i + 1, count, study);
    const fresh = yield* fire(runs, study, schedules, shots.length);
    const before = shots.length;
    shots.push(...fresh);
    // What is made small must not cost the trials that are still to come.
    runs.reserve(sizes.slice(i + 1).reduce((sum, later) => sum + later, 0));
    findings.push(...(yield* findingsAmong(runs, study, fresh, before, findings)));
    runs.reserve(0);
  }
  const trials = shots.map(({ report }) => report);
  return reportOf(runs, study, roles.length, findings, trials);
}

/** Trials of each number of faults: of one more, half as many. */
export function allotment(trials: number, maxFaults: number): number[] {
  const counts: number[] = [];
  let whole = 0;
  for (let i = 0; i < maxFaults; i++) whole = 2 * whole + 1;
  let left = trials;
  for (let size = maxFaults, weight = 1; size > 1; size--, weight *= 2) {
    const count = Math.floor((trials * weight) / whole);
    counts.unshift(count);
    left -= count;
  }
  return maxFaults === 0 ? [] : [left, ...counts];
}

function drawn(
  roles: readonly Role[],
  shots: readonly Shot[],
  size: number,
  count: number,
  { frame, seed }: Study,
): Schedule[] {
  if (sitesIn(roles) < size || frame.to <= frame.from) return [];
  if (size === 1) return singles(roles, count, frame, seed);
  const calm = roles.filter((role) => !isTouchy(role, shots));
  return combinations(sitesIn(calm) < size ? roles : calm, size, count, frame, seed);
}

/**
 * Whether a fault there alone broke something more often than not. Together with others it would hide what only several
 * faults do.
 */
function isTouchy({ fault, name }: Role, shots: readonly Shot[]): boolean {
  const key = keyOf([{ fault: fault.name, place: name }]);
  const alone = shots.filter(({ schedule, report }) => schedule.length === 1 && keyOf(report.places) === key);
  return 2 * alone.filter(({ broke }) => broke.length > 0).length > alone.length;
}

/** Tries schedules, each with the next of the seeds. */
function* fire(runs: Runs, study: Study, schedules: readonly Schedule[], before: number): Asking<Shot[]> {
  const { scenario, control } = study;
  const seeds = schedules.map((_, i) => control[(before + i) % control.length].seed);
  const outcomes = yield* runs.all(schedules.map((schedule, i) => study.trialOf(schedule, seeds[i])));
  return schedules.flatMap((schedule, i): Shot[] => {
    const outcome = outcomes[i];
    if (outcome === null) return [];
    const broke = study.brokenBy(outcome, seeds[i]);
    const report = {
      seed: seeds[i],
      faults: schedule.map(entryOf),
      times: schedule.map(({ at, lasts }) => ({ at, lasts })),
      places: placesOf(schedule, scenario),
      broke: outcome.finished ? broke.map((objective) => scenario.expect[objective].text) : null,
    };
    return [{ schedule, broke, report }];
  });
}
