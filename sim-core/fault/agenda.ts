/** Order of things that are due at the same instant. */
export const REVERT = 0;
export const SCHEDULED = 1;
export const INTERVENTION = 2;

interface Entry {
  readonly at: number;
  readonly rank: number;
  readonly order: number;
  readonly act: () => void;
}

/**
 * What is to be done to the world from outside, and when. Its acts are not events: the runner carries them
 * out *between* events, after all that happen at or before their time. So it makes no difference whether
 * an act was known from the start or came from a person who was watching.
 *
 * At one instant, ends of faults come first, then what the scenario schedules, then interventions: the
 * order in which they happen to a run that is played live.
 */
export class Agenda {
  private entries: Entry[] = [];
  private count = 0;

  add(at: number, rank: number, act: () => void): void {
    const entry = { at, rank, order: this.count++, act };
    const later = this.entries.findIndex((other) => isBefore(entry, other));
    if (later < 0) this.entries.push(entry);
    else this.entries.splice(later, 0, entry);
  }

  /** Forgets what is due of one rank. */
  drop(rank: number): void {
    this.entries = this.entries.filter((entry) => entry.rank !== rank);
  }

  /** Time of the next act; Infinity if there is none. */
  get nextAt(): number {
    return this.entries.length === 0 ? Infinity : this.entries[0].at;
  }

  /** Carries out all that is due at or before `now`, also what those acts add. */
  runDue(now: number): void {
    while (this.entries.length > 0 && this.entries[0].at <= now) this.entries.shift()!.act();
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.rank !== b.rank ? a.rank < b.rank : a.order < b.order;
}
