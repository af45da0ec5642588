import { choicesZh } from './choices-zh.ts';
import { kindsZh } from './kinds-zh.ts';
import { objectiveNotesZh } from './objective-notes-zh.ts';
import { problemsZh } from './problems-zh.ts';
import { reportProblemsZh } from './report-problems-zh.ts';
import { storiesZh } from './stories-zh.ts';
import { zh } from './zh.ts';

/** Everything that the page says in Chinese: its own words, and those that are English in engine and documents. */
export const chinese = {
  ...zh,
  kinds: kindsZh,
  choices: choicesZh,
  problem: problemsZh,
  reportProblem: reportProblemsZh,
  objectiveNote: objectiveNotesZh,
  scenario: storiesZh,
};
