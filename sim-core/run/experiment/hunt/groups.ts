import type { Scenario } from '../../../scenario/scenario.ts';
import type { Finding, Fragility, PlaceName, TrialReport, Unshrunk } from './hunt-report.ts';
import { roleOf } from './roles.ts';
import type { Schedule } from './trouble.ts';

/** Faults of a schedule with the parts that their targets play, in one order. */
export function placesOf(schedule: Schedule, scenario: Pick<Scenario, 'nodes'>): PlaceName[] {
  const all = schedule.map(({ fault, target }) => ({
    fault: fault.name,
    place: roleOf(fault, target, scenario),
  }));
  const byName = (a: PlaceName, b: PlaceName): number => compareTexts(keyOf([a]), keyOf([b]));
  return all.sort(byName);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Equal for schedules of the same kinds of fault at the same places. */
export function keyOf(places: readonly PlaceName[]): string {
  return places.map(({ fault, place }) => `${fault}: ${place}`).join('; ');
}

/** Whether the second has all places of the first; all replicas of a node are more than one of them. */
export function isWithin(small: readonly PlaceName[], large: readonly PlaceName[]): boolean {
  const left = [...large];
  return small.every(({ fault, place }) => {
    const whole = place.replaceAll('one of ', '');
    const same = left.findIndex((other) => other.fault === fault && other.place === place);
    const more = left.findIndex((other) => other.fault === fault && other.place === whole);
    const found = same < 0 ? more : same;
    if (found >= 0) left.splice(found, 1);
    return found >= 0;
  });
}

/** Whether a finding tells why a trial broke an objective: its faults are there, and break it. */
export function explains(
  { objective, alsoBreaks, places, faults }: Finding,
  broken: string,
  { places: seen }: Pick<TrialReport, 'places'>,
): boolean {
  const breaks = objective === broken || alsoBreaks.includes(broken);
  return breaks && faults.length > 0 && isWithin(places, seen);
}

/** Trials that no finding tells the reason of, by what broke and what was done. */
export function unshrunkOf(trials: readonly TrialReport[], findings: readonly Finding[]): Unshrunk[] {
  const groups = new Map<string, Unshrunk>();
  trials.forEach((trial, t) => {
    for (const objective of trial.broke ?? []) {
      if (findings.some((finding) => explains(finding, objective, trial))) continue;
      const key = `${objective}\n${keyOf(trial.places)}`;
      const group = groups.get(key) ?? { objective, places: trial.places, trials: 0, first: t + 1 };
      groups.set(key, { ...group, trials: group.trials + 1 });
    }
  });
  return [...groups.values()];
}

/** How often a fault at a place broke something, alone and with others, the most fragile first. */
export function fragilityOf(trials: readonly TrialReport[]): Fragility[] {
  const found = new Map<string, { place: PlaceName; counts: [Tally, Tally] }>();
  for (const { places, faults, broke } of trials) {
    if (broke === null) continue;
    const each = new Map(places.map((place) => [keyOf([place]), place]));
    for (const [key, place] of each) {
      const entry = found.get(key) ?? { place, counts: [fresh(), fresh()] };
      found.set(key, entry);
      const tally = entry.counts[faults.length === 1 ? 0 : 1];
      tally.runs++;
      if (broke.length > 0) tally.broke++;
    }
  }
  const all = [...found.values()].map(({ place, counts: [alone, together] }) => ({
    ...place,
    alone,
    together,
  }));
  return all.sort((a, b) => shareOf(b.alone) - shareOf(a.alone) || shareOf(b.together) - shareOf(a.together));
}

interface Tally {
  runs: number;
  broke: number;
}

const fresh = (): Tally => ({ runs: 0, broke: 0 });
const shareOf = ({ runs, broke }: Tally): number => (runs === 0 ? 0 : broke / runs);
