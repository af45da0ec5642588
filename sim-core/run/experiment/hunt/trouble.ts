import type { Fault } from '../../../fault/define.ts';
import { said, spoken } from './spoken.ts';

/** A fault that was drawn: all that a line under `faults:` says, so that it can be varied. */
export interface Trouble {
  readonly fault: Fault;
  /** As in documents: `store-1`, `front <-> order-3`. */
  readonly target: string;
  /** Seconds. */
  readonly at: number;
  readonly lasts: number;
  /** Engine units of the fault's {@link Fault.strength}; null if it has none. */
  readonly strength: number | null;
  /** Whether the flag is set that makes it {@link Fault.worse}. */
  readonly worse: boolean;
}

/** What happens to a run beside what its document says. */
export type Schedule = readonly Trouble[];

type Shown = typeof spoken;

/** The fault's own settings as texts, its target first. */
function settingsOf({ fault, target, strength, worse }: Trouble, shown: Shown): Map<string, string> {
  const settings = new Map([[fault.name, target]]);
  if (fault.strength !== undefined && strength !== null)
    settings.set(fault.strength.setting, shown(fault.strength.dimension, strength));
  if (fault.worse !== undefined && worse) settings.set(fault.worse.setting, 'true');
  return settings;
}

/** As it stands under `faults:`: `{ at: 40s, for: 12s, crash: store-1 }`. */
export function entryOf(trouble: Trouble): string {
  const [at, lasts] = [trouble.at, trouble.lasts].map((time) => spoken('duration', time));
  const timing = [`at: ${at}`, `for: ${lasts}`];
  const settings = [...settingsOf(trouble, spoken)].map(([name, value]) => `${name}: ${value}`);
  return `{ ${[...timing, ...settings].join(', ')} }`;
}

/** `path=value` overrides that add a schedule to a document that has so many faults. */
export function overridesOf(schedule: Schedule, before: number): string[] {
  return schedule.map((trouble, i) => `faults[${before + i}]=${entryOf(trouble)}`);
}

/** `Crashing store-1 at 40 s for 12 s and cutting front ↔ order-3 at 45 s for 3 s`. */
export function phraseOf(schedule: Schedule): string {
  const parts = schedule.map((trouble, i) => {
    const { fault, at, lasts, worse } = trouble;
    const settings = settingsOf(trouble, said);
    const what = fault.sentence.replaceAll(/\{([\w-]+)\}/g, (_, name: string) => settings.get(name) ?? '');
    const begun = i === 0 ? what : what[0].toLowerCase() + what.slice(1);
    const more = worse && fault.worse !== undefined ? ` ${fault.worse.words}` : '';
    return `${begun}${more} at ${said('duration', at)} for ${said('duration', lasts)}`;
  });
  const last = parts.pop() ?? '';
  const all = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
  return all.replaceAll('<->', '↔').replaceAll('->', '→');
}
