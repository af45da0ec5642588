import { didYouMean, thereAre, type Wordings } from './words.ts';

/** Objectives. */
export const objectiveWords: Wordings = {
  'not-an-objective': ({ pair }) => [
    `\`${pair}\` is no objective.`,
    'An objective is one figure of one node, compared with a value.',
    'Write it like `client.p99 < 200ms after 30s` or `orders.lostWrites == 0`.',
  ],
  'single-equals': (data) => [
    `\`${data.pair}\` has a single equals sign.`,
    'Comparisons are `<`, `<=`, `>`, `>=`, `==` and `!=`.',
    didYouMean(data, 'Write `==`.'),
  ],
  'not-a-window': ({ text }) => [
    `\`${text}\` is no window of time.`,
    'After the value, an objective may say when it has to hold.',
    'Write `after 30s` or `between 30s and 2min`.',
  ],
  'window-order': ({ pair }) => [
    `\`${pair}\` ends before it starts.`,
    'The first time of `between` is the earlier one.',
    'Swap the two times.',
  ],
  'objective-unknown-node': (data) => [
    `There is no node \`${data.name}\`.`,
    thereAre(data, 'nodes'),
    didYouMean(data, 'Name one that there is.'),
  ],
  'unknown-metric': (data) => [
    `\`${data.node}\` has no figure \`${data.metric}\`.`,
    `It has: ${data.metrics}.`,
    didYouMean(data, 'Use one of these.'),
  ],
  'objective-after-end': ({ pair }) => [
    `\`${pair}\` speaks of a time after the end of the run.`,
    'What has not happened can’t be measured.',
    'Move the window, or make `duration` longer.',
  ],
};
