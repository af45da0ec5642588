import type { Wordings } from './words.ts';

/** Settings of a server’s queue that do not go together. */
export const queueingWords: Wordings = {
  'discipline-without': ({ setting, discipline }) => [
    `\`${setting}\` does not go with the discipline \`${discipline}\`.`,
    'Where requests give way to each other or share the cores, each is one whole and takes what comes.',
    `Remove \`${setting}\`, or choose another discipline.`,
  ],
  'bulkheads-with-tasks': () => [
    'Bulkheads do not go with requests that are split into tasks.',
    'Whether a bulkhead would hold tasks or requests is not defined.',
    'Remove `bulkheads`, or set `tasks` to 1.',
  ],
  'thresholds-in-disorder': ({ min, max }) => [
    `The lower threshold ${min} is not below the upper threshold ${max}.`,
    'The share of dropped requests grows from the one to the other.',
    'Lower `minThreshold`, or raise `maxThreshold`.',
  ],
  'timeout-without-queue': () => [
    '`queueTimeout` has no effect here.',
    'Nobody ever waits: the queue has no room, or all requests share the cores at once.',
    'Remove `queueTimeout`, raise `queue`, or bound the requests that share by `slots`.',
  ],
  'bulkhead-without-effect': ({ class: name }) => [
    `The bulkhead of class \`${name}\` never holds anybody back.`,
    'It allows as much as the server has anyway.',
    'Give it fewer `cores` or a shorter `queue` than the server, or remove it.',
  ],
};
