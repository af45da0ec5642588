import { beyond, bandOf, BLOCK, rowsBefore, type Band } from './band.ts';
import type { SignalName, Subject } from './signals.ts';

/** A subject is back when it has been inside its bands for so many rows. */
const HOLD = 16;
/** It is on its way when a signal's distance has shrunk to this share from one stretch to the next. */
const SHRUNK = 0.9;
/** What tells most whether things get better: who is turned away at once has a short latency, too. */
const TELLING: ReadonlySet<SignalName> = new Set(['goodput', 'queue']);

/** How one client or node gets over the faults of an episode. */
export class Watched {
  readonly id: string;
  readonly bands: readonly Band[];
  /** Row at which it was back; −1: not yet. */
  backAt = -1;
  private insideSince = -1;

  constructor({ id, signals }: Subject, rows: readonly number[]) {
    this.id = id;
    this.bands = signals.flatMap((signal) => bandOf(signal, rows) ?? []);
  }

  /** Something struck again. */
  reset(): void {
    this.backAt = -1;
    this.insideSince = -1;
  }

  isOutside(row: number): boolean {
    return this.bands.some((band) => beyond(band, row - BLOCK, row) > 0);
  }

  look(row: number, outside: boolean): void {
    if (this.backAt >= 0) return;
    if (outside) this.insideSince = -1;
    else if (this.insideSince < 0) this.insideSince = row;
    else if (row - this.insideSince >= HOLD) this.backAt = this.insideSince;
  }
}

/** Faults that overlap, or that follow before the system is back: one trouble with one end. */
export class Episode {
  /** As written, without repetitions. */
  readonly faults: string[] = [];
  readonly beganAt: number;
  /** When the last change was: the last fault's end, or its beginning if it never ends. NaN while faults last. */
  over = NaN;
  /** Rows from which the state before is known; null when the run was too young. */
  readonly before: readonly number[] | null;
  readonly subjects: readonly Watched[];
  /** Whether anything ever left its band. */
  felt = false;
  /** Seconds at which it was said to be stuck; NaN if it was not. */
  stuckAt = NaN;

  constructor(at: number, from: number, row: number, subjects: readonly Subject[]) {
    this.beganAt = at;
    this.before = rowsBefore(from, row);
    const { before } = this;
    this.subjects = before === null ? [] : subjects.map((subject) => new Watched(subject, before));
  }

  struck(text: string): void {
    if (!this.faults.includes(text)) this.faults.push(text);
    this.over = NaN;
    this.stuckAt = NaN;
    for (const subject of this.subjects) subject.reset();
  }

  get isBack(): boolean {
    return this.before !== null && this.subjects.every(({ backAt }) => backAt >= 0);
  }

  /** The row at which the last subject was back. */
  get backAt(): number {
    return this.subjects.reduce((last, { backAt }) => Math.max(last, backAt), -1);
  }

  look(row: number, interval: number): void {
    if (row < BLOCK) return;
    for (const subject of this.subjects) {
      const outside = subject.isOutside(row);
      this.felt ||= outside;
      if (row - BLOCK >= this.over / interval - 1e-9) subject.look(row, outside);
    }
  }

  /** Seconds from the end until a row; a block's value is that of its middle, and the first block needs no time. */
  secondsUntil(row: number, interval: number): number {
    const first = Math.ceil(this.over / interval - 1e-9) + BLOCK;
    return row <= first ? 0 : Math.max(0, (row - BLOCK / 2) * interval - this.over);
  }

  /** Whether what is outside comes nearer, judged by the last two quarters of the rows since the end. */
  isNearing(row: number, interval: number): boolean {
    const quarter = Math.floor((row - Math.ceil(this.over / interval)) / 4);
    if (quarter < BLOCK) return true;
    const outside = this.subjects
      .filter(({ backAt }) => backAt < 0)
      .flatMap(({ bands }) => bands)
      .map((band) => ({
        isTelling: TELLING.has(band.signal.name),
        last: beyond(band, row - quarter, row),
        before: beyond(band, row - 2 * quarter, row - quarter),
      }))
      .filter(({ last }) => last > 0);
    const telling = outside.filter(({ isTelling }) => isTelling);
    const judged = telling.length > 0 ? telling : outside;
    return judged.length === 0 || judged.some(({ last, before }) => last < SHRUNK * before);
  }
}
