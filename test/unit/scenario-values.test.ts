import { describe } from 'vitest';
import { MARK, nodes, testCases, top, type Row } from './scenario-cases.ts';

const VALUES: Row[] = [
  ['missing', `${MARK}nodes: { a: { kind: server } }`, '`brownout` is missing.', 'Add `brownout:` here.'],
  [
    'missing',
    nodes(`a: { kind: server, calls: [${MARK}{ op: read }] }`),
    '`to` is missing.',
    'Add `to:` here.',
  ],
  [
    'empty',
    top(`duration:${MARK}`),
    '`duration` has no value.',
    'Write a value after `duration:`, or remove the line.',
  ],
  ['no-unit', top(`duration: ${MARK}250`), '`duration: 250` has no unit.', 'Did you mean `250s`?'],
  [
    'no-unit',
    nodes(`a: { kind: server, calls: [{ to: b, timeout: ${MARK}250 }] }`),
    '`timeout: 250` has no unit.',
    'Did you mean `250ms`?',
  ],
  [
    'no-unit',
    nodes(`a: { kind: server, service: ${MARK}lognormal p50 20 p99 120ms }`),
    '`service: lognormal p50 20 p99 120ms` has no unit.',
    'Did you mean `lognormal p50 20ms p99 120ms`?',
  ],
  [
    'unknown-unit',
    top(`duration: ${MARK}5m`),
    '`duration: 5m` has no unit that is known here: `m`.',
    'Did you mean `5min`?',
  ],
  [
    'needless-unit',
    nodes(`a: { kind: server, cores: ${MARK}8 cores }`),
    '`cores: 8 cores` has a unit, `cores`, where none belongs.',
    'Did you mean `8`?',
  ],
  [
    'not-a-quantity',
    top(`duration: ${MARK}long`),
    '`duration: long` is not a duration.',
    'Write it like 250ms, 3s, 4min.',
  ],
  [
    'not-a-quantity',
    nodes(`a: { kind: server, memoryBase: ${MARK}"1,000MB" }`),
    '`memoryBase: 1,000MB` is not a size.',
    'Did you mean `1000MB`?',
  ],
  [
    'not-finite',
    nodes(`a: { kind: server, speed: ${MARK}.inf }`),
    '`speed: Infinity` is not a number to calculate with.',
    'Write a finite number; to have no limit, leave the setting out.',
  ],
  [
    'not-whole',
    nodes(`a: { kind: server, cores: ${MARK}2.5 }`),
    '`cores: 2.5` is not a whole number.',
    'Round it.',
  ],
  [
    'too-small',
    nodes(`a: { kind: server, cores: ${MARK}0 }`),
    '`cores: 0` is too small.',
    'Use `1` or more.',
  ],
  ['too-large', top(`duration: ${MARK}400d`), '`duration: 400d` is too large.', 'Use `31d` or less.'],
  [
    'share-without-percent',
    top('network:', `  default: { loss: ${MARK}5 }`),
    '`loss: 5` is more than all.',
    'Did you mean `5%`?',
  ],
  ['not-a-text', top(`title: ${MARK}2024`), '`title: 2024` is not a text.', 'Put it in quotes: `"2024"`.'],
  [
    'not-a-text',
    top(`title: ${MARK}{ a: b }`),
    '`title: a map` is not a text.',
    'Put it in quotes: `"{\\"a\\":\\"b\\"}"`.',
  ],
  ['text-too-long', top(`title: ${MARK}${'x'.repeat(121)}`), '`title` has 121 characters.', 'Shorten it.'],
  [
    'not-a-flag',
    top('network:', `  links: [{ from: api, to: api, oneWay: ${MARK}yes }]`),
    '`oneWay: yes` is neither true nor false.',
    'Did you mean `true`?',
  ],
  [
    'not-an-id',
    nodes(`${MARK}Order_1: { kind: server }`),
    "`Order_1` can't be an id.",
    'Choose an id such as `order-store`.',
  ],
  ['not-an-id', top(`zones: [a, ${MARK}B]`), "`B` can't be an id.", 'Choose an id such as `order-store`.'],
  [
    'unknown-choice',
    nodes(`a: { kind: ${MARK}servr }`),
    '`kind: servr` is not known.',
    'Did you mean `server`?',
  ],
  [
    'unknown-choice',
    nodes(`a: { kind: server, calls: [{ to: b, op: ${MARK}raed }] }`),
    '`op: raed` is not known.',
    'Did you mean `read`?',
  ],
  [
    'unknown-key',
    nodes(`a: { kind: server, ${MARK}replcas: 3 }`),
    "`replcas` isn't a setting of *server*.",
    'Did you mean `replicas`?',
  ],
  [
    'unknown-key',
    nodes(`a: { kind: server, calls: [{ to: b, ${MARK}timout: 1s }] }`),
    "`timout` isn't a setting of *calls*.",
    'Did you mean `timeout`?',
  ],
  [
    'unknown-key',
    top('network:', `  ${MARK}defaults: { latency: 1ms }`),
    "`defaults` isn't a setting of *network*.",
    'Did you mean `default`?',
  ],
  [
    'unknown-key',
    top(`faults: [{ at: 1s, slow: api, ${MARK}time: 3 }]`),
    "`time` isn't a setting of *slow*.",
    'Did you mean `times`?',
  ],
  [
    'unknown-key',
    top(`${MARK}fault: []`),
    "`fault` isn't a setting of *a scenario*.",
    'Did you mean `faults`?',
  ],
  ['wrong-type', top(`zones: ${MARK}a`), '`zones: a` should be a list.', 'Write a list here.'],
  ['wrong-type', `brownout: ${MARK}"1"\nnodes: {}`, '`"1"` should be `1`.', 'Write `1` here.'],
  [
    'one-entry',
    top(`zones: ${MARK}{ a: 1 }`),
    '`zones` is a list, and this is one entry of it.',
    'Put the entry into brackets, `zones: [{ … }]`, or on a line of its own after a dash.',
  ],
  [
    'wrong-type',
    `brownout: 1\nnodes: ${MARK}3`,
    '`nodes: 3` should be a map of names.',
    'Write a map of names here.',
  ],
  [
    'too-few-entries',
    nodes(`a: { kind: server, zones: ${MARK}[] }`),
    '`zones` has too few entries.',
    'Add what is missing.',
  ],
  [
    'too-few-entries',
    `brownout: 1\nnodes: ${MARK}{}`,
    '`nodes` has too few entries.',
    'Add what is missing.',
  ],
  [
    'too-many-entries',
    top(`zones: ${MARK}[${Array.from({ length: 101 }, (_, i) => `z${i}`).join(', ')}]`),
    '`zones` has too many entries.',
    'Leave some out.',
  ],
  [
    'not-a-warmup',
    top(`warmup: ${MARK}some`),
    '`warmup: some` is no warm-up.',
    'Write `auto`, `none`, or a duration such as `10s`.',
  ],
  [
    'custom',
    top(`faults: [{ at: 1s, partition: ${MARK}a <> b }]`),
    "`partition: a <> b` can't be used.",
    'Change it accordingly.',
  ],
];

/** Ways to get a distribution wrong, as a server's service time. */
const DISTRIBUTIONS: Row[] = (
  [
    [
      'not-a-distribution',
      '[1ms]',
      '`service: a list` is no distribution.',
      'Write it like `250ms`, `exponential 500ms`, `lognormal p50 20ms p99 120ms`.',
    ],
    [
      'unknown-shape',
      'expnential 5ms',
      '`expnential` is no shape of a distribution.',
      'Did you mean `exponential 5ms`?',
    ],
    [
      'distribution-usage',
      'uniform 5ms',
      '`service: uniform 5ms` is not how `uniform` is written.',
      'Write it like `uniform 10ms 100ms`.',
    ],
    [
      'distribution-usage',
      'lognormal 5ms',
      '`service: lognormal 5ms` is not how `lognormal` is written.',
      'Write it like `lognormal p50 10ms p99 100ms` or `lognormal 10ms cv 2`.',
    ],
    [
      'distribution-not-positive',
      'exponential 0s',
      '`service: exponential 0s` is no distribution.',
      'Use a small value, or `0s` alone for none.',
    ],
    [
      'distribution-order',
      'uniform 5ms 1ms',
      '`service: uniform 5ms 1ms` is no distribution.',
      'Swap the two.',
    ],
    [
      'distribution-stages',
      'erlang 2.5 10ms',
      '`service: erlang 2.5 10ms` is no distribution.',
      'Write it like `erlang 3 10ms`.',
    ],
    [
      'distribution-scv',
      'hyperexponential 5ms scv 0.5',
      '`service: hyperexponential 5ms scv 0.5` is no distribution.',
      'Use `scv 1` or more; for less variation take `erlang`.',
    ],
    [
      'distribution-quantiles',
      'lognormal p50 5ms p99 5ms',
      '`service: lognormal p50 5ms p99 5ms` is no distribution.',
      'Swap the two.',
    ],
    [
      'distribution-cv',
      'lognormal 5ms cv 0',
      '`service: lognormal 5ms cv 0` is no distribution.',
      'Write it like `lognormal 20ms cv 1.5`.',
    ],
    [
      'distribution-shape',
      'weibull 0 mean 5ms',
      '`service: weibull 0 mean 5ms` is no distribution.',
      'Write it like `weibull 0.7 mean 10ms`.',
    ],
    ['too-small', 'uniform -5ms 5ms', '`service: uniform -5ms 5ms` is too small.', 'Use `0s` or more.'],
    [
      'distribution-usage-chance',
      'bimodal 1ms 5ms',
      '`service: bimodal 1ms 5ms` is not how `bimodal` is written.',
      'Write it like `bimodal 10ms 90% 100ms`.',
    ],
    [
      'too-large',
      'bimodal 1ms 150% 5ms',
      '`service: bimodal 1ms 150% 5ms` is too large.',
      'Use `100%` or less.',
    ],
  ] as const
).map(([code, text, what, fix]) => [code, nodes(`a: { kind: server, service: ${MARK}${text} }`), what, fix]);

describe('values', () => {
  testCases(VALUES);
});
describe('distributions', () => {
  testCases(DISTRIBUTIONS);
});
