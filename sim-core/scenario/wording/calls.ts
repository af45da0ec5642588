import type { Wordings } from './words.ts';

/** Settings of callers that do not go together. */
export const callWords: Wordings = {
  'option-not-read': ({ option, policy, reads }) => [
    `\`${option}\` has no effect with \`${policy}\`.`,
    `That one reads: ${reads}.`,
    `Remove \`${option}\`, or choose what reads it.`,
  ],
  'needs-other-setting': ({ setting, other }) => [
    `\`${setting}\` has no effect here.`,
    `It needs \`${other}\`, and there is none that would do.`,
    `Add \`${other}\`, or remove \`${setting}\`.`,
  ],
  'excludes-other-setting': ({ setting, other }) => [
    `\`${setting}\` and \`${other}\` exclude each other.`,
    'What the two would mean together is not defined.',
    `Remove one of them.`,
  ],
};
