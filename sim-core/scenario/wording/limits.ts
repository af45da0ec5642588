import type { Wordings } from './words.ts';

/** Limits that don't fit together, or that what they name can't have. */
export const limitWords: Wordings = {
  'priorities-differ': ({ name, priority, other, before }) => [
    `Class \`${name}\` has priority ${priority} here and ${before} at \`${other}\`.`,
    'A class is the same to whoever gets its requests, whoever sent them.',
    'Give both the same priority, or name one of the classes differently.',
  ],
};
