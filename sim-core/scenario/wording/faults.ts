import { didYouMean, thousands, type Wordings } from './words.ts';

/** Faults: their form and their timing. */
export const faultWords: Wordings = {
  'not-a-fault': ({ pair, faults }) => [
    `\`${pair}\` is no fault.`,
    'A fault is a map: when it strikes, and its name with whom it strikes.',
    `Write it like \`{ at: 4min, for: 90s, crash: order-3 }\`. Faults are: ${faults}.`,
  ],
  'no-fault': ({ faults }) => [
    'This entry names no fault.',
    'One of its keys has to be the name of a fault, with whom it strikes.',
    `Add one of: ${faults}.`,
  ],
  'unknown-fault': (data) => [
    `\`${data.key}\` is no fault.`,
    `Faults are: ${data.faults}.`,
    didYouMean(data, `Use one of ${data.faults}.`),
  ],
  'several-faults': ({ first, second }) => [
    `This entry names two faults, \`${first}\` and \`${second}\`.`,
    'Each entry is one fault; entries may overlap in time.',
    'Make two entries of it.',
  ],
  'fault-without-time': ({ fault }) => [
    `This \`${fault}\` has no time.`,
    'A fault strikes at a time, or at random.',
    'Add `at: 30s`, or `mtbf: 10min, mttr: 30s` for random failures.',
  ],
  'attrition-half': ({ fault }) => [
    `This \`${fault}\` has only one of \`mtbf\` and \`mttr\`.`,
    'Random failures need both: how long things go well, and how long they don’t.',
    'Add the other one.',
  ],
  'attrition-and-time': ({ fault }) => [
    `This \`${fault}\` is both random and planned.`,
    '`mtbf` and `mttr` say when it begins and ends, so `at` and `for` can’t.',
    'Remove `at` and `for`, or make a second entry.',
  ],
  'attrition-of-instant': ({ fault }) => [
    `\`${fault}\` can't happen at random.`,
    'It is over at once, so there is no time to repair.',
    'Give it a time: `at: 30s`.',
  ],
  'attrition-not-live': ({ fault }) => [
    `This \`${fault}\` is random.`,
    'What is done by hand happens once, now.',
    'Remove `mtbf` and `mttr`.',
  ],
  'fault-needs-no-end': ({ fault }) => [
    `\`${fault}\` has no end.`,
    'It is over at once, so `for` means nothing.',
    'Remove `for`.',
  ],
  'fault-after-end': ({ at, duration }) => [
    `This fault strikes at ${at}, but the run ends at ${duration}.`,
    'It would never happen.',
    'Let it strike earlier, or make `duration` longer.',
  ],
  'too-many-strikes': ({ strikes, max }) => [
    `This fault would strike about ${thousands(strikes)} times.`,
    `More than ${thousands(max)} would take longer than everything else in the run.`,
    'Use a longer `mtbf`, or a shorter `duration`.',
  ],
  'no-leader-there': ({ name, kind }) => [
    `\`${name}\` has no leader.`,
    `It is a ${kind}; only stores have one.`,
    `Name an instance, or write \`any of ${name}\`.`,
  ],
};
