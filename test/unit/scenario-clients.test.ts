import { describe } from 'vitest';
import { MARK, nodes, testCases, type Row } from './scenario-cases.ts';

const API = 'api: { kind: server }';

/** A source with these settings beside its target, and a server. */
function source(settings: string): string {
  return nodes(`shop: { kind: source, target: api, ${settings} }`, API);
}

const CLIENTS: Row[] = [
  [
    'missing',
    nodes(`shop: ${MARK}{ kind: source, target: api }`, API),
    '`rate` is missing.',
    'Add `rate:` here.',
  ],
  ['no-unit', source(`rate: ${MARK}50`), '`rate: 50` has no unit.', 'Did you mean `50/s`?'],
  [
    'missing-choice',
    source(`rate: ${MARK}{ peak: 5/s }`),
    '`profile` is missing.',
    'Add `profile:` with one of these.',
  ],
  [
    'unknown-choice',
    source(`rate: { profile: ${MARK}dirnal, mean: 5/s, peak: 9/s }`),
    '`profile: dirnal` is not known.',
    'Did you mean `diurnal`?',
  ],
  [
    'unknown-key',
    source(`rate: { profile: diurnal, mean: 5/s, peak: 9/s, ${MARK}peek: 3/s }`),
    "`peek` isn't a setting of *rate*.",
    'Its settings are: ',
  ],
  [
    'unknown-key',
    source(`rate: 5/s, classes: { buy: { ${MARK}shares: 3% } }`),
    "`shares` isn't a setting of *buy*.",
    'Did you mean `share`?',
  ],
  [
    'unknown-choice',
    source(`rate: 5/s, retry: { policy: ${MARK}exponential }`),
    '`policy: exponential` is not known.',
    'Did you mean `exponential-backoff`?',
  ],
  [
    'peak-below-mean',
    source(`rate: { profile: diurnal, mean: 9/s, peak: ${MARK}5/s }`),
    '`peak: 5/s` is below the mean.',
    'Raise `peak`, or lower `mean`.',
  ],
  [
    'peak-too-high',
    source(`rate: { profile: diurnal, mean: 1/s, peak: ${MARK}500k/s }`),
    '`peak: 500k/s` is too high for the mean.',
    'Lower `peak`, raise `mean`, or use the profile `spike`.',
  ],
  [
    'no-share',
    source(`rate: 5/s, classes: ${MARK}{ buy: { share: 0 }, look: { share: 0 } }`),
    'Every class has the share 0.',
    'Give at least one class a `share` above 0, or leave `share` out: then it is 1.',
  ],
  [
    'not-keys',
    source(`rate: 5/s, classes: { buy: { key: ${MARK}zipf 1.1 } }`),
    '`key: zipf 1.1` is no key space.',
    'Write it like `zipf 1.1 of 100k`, `uniform of 100k` or `one`.',
  ],
  [
    'keys-size',
    source(`rate: 5/s, classes: { buy: { key: ${MARK}uniform of 0 } }`),
    '`key: uniform of 0` is not a number of keys.',
    'Write it like `uniform of 100k`.',
  ],
  [
    'keys-exponent',
    source(`rate: 5/s, classes: { buy: { key: ${MARK}zipf 11 of 5 } }`),
    "`key: zipf 11 of 5` has an exponent that can't be used.",
    'Write it like `zipf 1.1 of 100k`, or `uniform of 100k` for no preference.',
  ],
  [
    'target-is-client',
    nodes(
      `a: { kind: source, target: ${MARK}b, rate: 1/s }`,
      'b: { kind: source, target: api, rate: 1/s }',
      API,
    ),
    "`b` can't be sent anything.",
    'Name a server, a balancer or a store.',
  ],
  [
    'unused-node',
    nodes('a: { kind: source, target: api, rate: 1/s }', API, `${MARK}idle: { kind: server }`),
    'Nobody sends anything to `idle`.',
    'Name it as a target, or remove it.',
  ],
  [
    'needs-balancer',
    nodes(`a: { kind: source, target: ${MARK}api, rate: 1/s }`, 'api: { kind: server, replicas: 5 }'),
    '`api` has 5 replicas, but `a` would talk to the first one only.',
    'Put a balancer between them: `{ kind: load-balancer, backends: api }`.',
  ],
  [
    'unknown-node',
    nodes(
      'a: { kind: source, target: lb, rate: 1/s }',
      `lb: { kind: load-balancer, backends: ${MARK}ap }`,
      API,
    ),
    'There is no node `ap`.',
    'Did you mean `api`?',
  ],
  [
    'unknown-choice',
    nodes(
      'a: { kind: source, target: lb, rate: 1/s }',
      `lb: { kind: load-balancer, backends: api, policy: ${MARK}least-conn }`,
      API,
    ),
    '`policy: least-conn` is not known.',
    'Did you mean `least-connections`?',
  ],
  [
    'unknown-class',
    nodes(
      'a: { kind: source, target: api, rate: 1/s, classes: { buy: {}, look: {} } }',
      `api: { kind: server, service: { buy: 5ms, ${MARK}lok: 3ms } }`,
    ),
    'No client sends requests of class `lok`.',
    'Did you mean `look`?',
  ],
  [
    'unknown-file',
    nodes(`a: { kind: replay, target: api, data: ${MARK}access.csv }`, API),
    'There is no file `access.csv` beside the scenario.',
    'Did you mean `access.log`?',
    { files: new Map([['access.log', '']]) },
  ],
  [
    'not-a-file-name',
    nodes(`a: { kind: replay, target: api, data: ${MARK}../secret.csv }`, API),
    "`../secret.csv` can't be the name of a file.",
    'Put the file into the same folder and write its name only.',
  ],
  [
    'unknown-metric',
    `${source('rate: 5/s')}\nexpect: [${MARK}shop.p98 < 20ms]`,
    '`shop` has no figure `p98`.',
    'Did you mean `shop.p90 < 20ms`?',
  ],
  [
    'no-unit',
    `${source('rate: 5/s')}\nexpect: [${MARK}shop.p99 < 20]`,
    '`shop.p99 < 20` has no unit.',
    'Did you mean `shop.p99 < 20ms`?',
  ],
];

describe('clients and what they talk to', () => {
  testCases(CLIENTS);
});
