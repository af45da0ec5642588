import type { Wordings } from './words.ts';

/** Settings of who lets requests in that do not go together. */
export const admissionWords: Wordings = {
  'window-lets-nobody-in': ({ length, rate }) => [
    `A window of ${length} lets nobody in.`,
    `${rate} brings less than one request in it.`,
    'Make the window longer, or the rate higher.',
  ],
  'shedding-without-level': ({ number, signals }) => [
    `Shedding rule ${number} names no level.`,
    'It would never shed anything.',
    `Add one of: ${signals}.`,
  ],
  'level-not-here': ({ number, level, signals }) => [
    `Shedding rule ${number}: \`${level}\` tells nothing here.`,
    'A load balancer has no cores, and does not see when work begins.',
    `Use one of: ${signals}.`,
  ],
  'limit-out-of-bounds': ({ limit, min, max }) => [
    `The limit ${limit} is not within ${min} … ${max}.`,
    'It begins there and would jump at the first answer.',
    'Change `limit`, `min` or `max`.',
  ],
};
