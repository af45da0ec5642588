import { describe } from 'vitest';
import { MARK, nodes, testCases, type Row } from './scenario-cases.ts';

const server = (settings: string): string =>
  nodes(
    'web: { kind: source, target: api, rate: 1/s, classes: { order: {}, browse: {} } }',
    `api: { kind: server, ${settings} }`,
  );

const QUEUES: Row[] = [
  [
    'option-not-read',
    server(`discipline: codel, queueing: ${MARK}{ slots: 4 }`),
    '`slots` has no effect with `codel`.',
    'Remove `slots`, or choose what reads it.',
  ],
  [
    'discipline-without',
    server(`discipline: srpt, tasks: ${MARK}4`),
    '`tasks` does not go with the discipline `srpt`.',
    'Remove `tasks`, or choose another discipline.',
  ],
  [
    'discipline-without',
    server(`discipline: processor-sharing, bulkheads: ${MARK}{ order: { queue: 3 } }`),
    '`bulkheads` does not go with the discipline `processor-sharing`.',
    'Remove `bulkheads`, or choose another discipline.',
  ],
  [
    'bulkheads-with-tasks',
    server(`tasks: 2, bulkheads: ${MARK}{ order: { queue: 3 } }`),
    'Bulkheads do not go with requests that are split into tasks.',
    'Remove `bulkheads`, or set `tasks` to 1.',
  ],
  [
    'thresholds-in-disorder',
    server(`discipline: red, queueing: ${MARK}{ minThreshold: 20 }`),
    'The lower threshold 20 is not below the upper threshold 15.',
    'Lower `minThreshold`, or raise `maxThreshold`.',
  ],
  [
    'timeout-without-queue',
    server(`discipline: processor-sharing, queueTimeout: ${MARK}1s`),
    '`queueTimeout` has no effect here.',
    'Remove `queueTimeout`, raise `queue`, or bound the requests that share by `slots`.',
  ],
  [
    'timeout-without-queue',
    server(`queue: 0, queueTimeout: ${MARK}1s`),
    '`queueTimeout` has no effect here.',
    'Remove `queueTimeout`, raise `queue`, or bound the requests that share by `slots`.',
  ],
  [
    'bulkhead-without-effect',
    server(`cores: 4, bulkheads: ${MARK}{ order: { cores: 4 } }`),
    'The bulkhead of class `order` never holds anybody back.',
    'Give it fewer `cores` or a shorter `queue` than the server, or remove it.',
  ],
  [
    'unknown-class',
    server(`bulkheads: { ${MARK}orders: { queue: 3 } }`),
    'No client sends requests of class `orders`.',
    'Did you mean `order`?',
  ],
  [
    'unknown-class',
    server(`discipline: weighted-fair, queueing: { weights: { ${MARK}browser: 3 } }`),
    'No client sends requests of class `browser`.',
    'Did you mean `browse`?',
  ],
];

describe('settings of queues', () => {
  testCases(QUEUES);
});
