import type { ObjectiveReport } from './report.ts';

type Data = ObjectiveReport['noteData'];

/** Why an objective has no value, or how its value was got, as words made from the facts. */
export const OBJECTIVE_NOTES = {
  'not-reached': () => 'the run has not reached this window',
  'none-ended': () => 'no request ended',
  'none-ended-well': () => 'no request ended well',
  'too-few': ({ count, metric }: Data) =>
    `${count} ${count === 1 ? 'value is' : 'values are'} too few for ${metric}`,
  'of-requests': ({ count }: Data) => `of ${count}`,
  'from-values': ({ count }: Data) => `n = ${count}`,
  'no-fault-ended': () => 'no fault ended with enough seen before it',
  'not-back': ({ seconds }: Data) => `not back after ${seconds} s`,
  'of-faults': ({ count }: Data) => `of ${count} ${count === 1 ? 'fault' : 'faults'}`,
} as const;

/** A note with what translations need of it. */
export type ObjectiveNote = Pick<ObjectiveReport, 'note' | 'noteCode' | 'noteData'>;

export function objectiveNote(code: keyof typeof OBJECTIVE_NOTES, data: Data = {}): ObjectiveNote {
  return { note: OBJECTIVE_NOTES[code](data), noteCode: code, noteData: data };
}

/** For a value that speaks for itself. */
export const NO_NOTE: ObjectiveNote = { note: '', noteCode: '', noteData: {} };
