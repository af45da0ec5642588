import { admissionWords } from './admission.ts';
import { callWords } from './calls.ts';
import { commandWords } from './commands.ts';
import { documentWords } from './document.ts';
import { faultWords } from './faults.ts';
import { limitWords } from './limits.ts';
import { objectiveWords } from './objectives.ts';
import { queueingWords } from './queueing.ts';
import { resourceWords } from './resources.ts';
import { scalingWords } from './scaling.ts';
import { structureWords } from './structure.ts';
import { valueWords } from './values.ts';
import type { Wordings } from './words.ts';

/** English sentences by code. The page has the same in its other languages, filled in from `data`. */
export const wordings: Wordings = {
  ...documentWords,
  ...valueWords,
  ...structureWords,
  ...limitWords,
  ...scalingWords,
  ...callWords,
  ...admissionWords,
  ...faultWords,
  ...objectiveWords,
  ...commandWords,
  ...resourceWords,
  ...queueingWords,
};
