import type { Outcome } from './replications.ts';

/** A run to be made: the scenario with these settings changed, and a seed. */
export interface Trial {
  /** `path=value` overrides beside those that the scenario was loaded with. */
  readonly set: readonly string[];
  readonly seed: number;
}

/** Runs that are wanted, in order, until `done` says that it is enough. */
export interface Batch {
  readonly trials: readonly Trial[];
  /** To be told each outcome in the order of the trials. @returns whether the rest is not needed. */
  readonly done: (outcome: Outcome) => boolean;
}

/** Something that asks for runs until it knows its answer. Whoever drives it decides where they are made. */
export type Asking<Answer> = Generator<Batch, Answer, void>;

/** What such an experiment starts from: a document, with what was changed in it. */
export interface AskedOf {
  readonly text: string;
  readonly set: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** The overrides of a trial, added to what the document was loaded with. */
export function sourceOf(source: AskedOf, { set }: Pick<Trial, 'set'>): AskedOf {
  return set.length === 0 ? source : { ...source, set: [...source.set, ...set] };
}

/** How many runs an experiment may ask for at most, and how it is told that there will be no more. */
export interface Allowance {
  readonly most: number;
  close(): void;
}
