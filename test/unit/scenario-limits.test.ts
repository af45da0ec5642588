import { describe } from 'vitest';
import { MARK, nodes, testCases, type Row } from './scenario-cases.ts';

const LIMITS: Row[] = [
  [
    'priorities-differ',
    nodes(
      'a: { kind: source, target: api, rate: 1/s, classes: { buy: { priority: 1 } } }',
      `b: { kind: source, target: api, rate: 1/s, classes: { ${MARK}buy: {} } }`,
      'api: { kind: server }',
    ),
    'Class `buy` has priority 0 here and 1 at `a`.',
    'Give both the same priority, or name one of the classes differently.',
  ],
];

describe('limits', () => {
  testCases(LIMITS);
});
