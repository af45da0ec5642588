import { describe } from 'vitest';
import { MARK, nodes, testCases, type Row } from './scenario-cases.ts';

const client = (settings: string): string =>
  nodes(`web: { kind: source, target: api, rate: 1/s, ${settings} }`, 'api: { kind: server }');

const CALLS: Row[] = [
  [
    'option-not-read',
    client(`retry: {}, retryBudget: ${MARK}{ policy: token-bucket, share: 10% }`),
    '`share` has no effect with `token-bucket`.',
    'Remove `share`, or choose what reads it.',
  ],
  [
    'option-not-read',
    client(`breaker: ${MARK}{ window: time-window, calls: 10 }`),
    '`calls` has no effect with `time-window`.',
    'Remove `calls`, or choose what reads it.',
  ],
  [
    'needs-other-setting',
    client(`retryBudget: ${MARK}{}`),
    '`retryBudget` has no effect here.',
    'Add `retry`, or remove `retryBudget`.',
  ],
  [
    'needs-other-setting',
    client(`retry: { attempts: 1 }, retryBudget: ${MARK}{}`),
    '`retryBudget` has no effect here.',
    'Add `retry`, or remove `retryBudget`.',
  ],
  [
    'excludes-other-setting',
    client(`retry: {}, hedge: ${MARK}{}`),
    '`hedge` and `retry` exclude each other.',
    'Remove one of them.',
  ],
  [
    'option-not-read',
    client(`hedge: ${MARK}{ policy: fixed, quantile: 90% }`),
    '`quantile` has no effect with `fixed`.',
    'Remove `quantile`, or choose what reads it.',
  ],
];

const server = (calls: string): string =>
  nodes(
    'web: { kind: source, target: api, rate: 1/s }',
    `api: { kind: server, calls: ${calls} }`,
    'db: { kind: server }',
  );

const CALLS_OF_SERVERS: Row[] = [
  [
    'needs-other-setting',
    server(`[{ to: db }, { to: db, retryBudget: ${MARK}{} }]`),
    '`retryBudget` has no effect here.',
    'Add `retry`, or remove `retryBudget`.',
  ],
  [
    'option-not-read',
    server(`[{ parallel: [{ to: db }, { to: db, breaker: ${MARK}{ window: time-window, calls: 10 } }] }]`),
    '`calls` has no effect with `time-window`.',
    'Remove `calls`, or choose what reads it.',
  ],
  [
    'excludes-other-setting',
    server(`[{ to: db, wait: none, retry: ${MARK}{} }]`),
    '`retry` and `wait: none` exclude each other.',
    'Remove one of them.',
  ],
];

describe('settings of the calls of servers', () => {
  testCases(CALLS_OF_SERVERS);
});

describe('settings of callers', () => {
  testCases(CALLS);
});
