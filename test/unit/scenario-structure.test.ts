import { describe } from 'vitest';
import { MARK, nodes, testCases, top, type Row } from './scenario-cases.ts';

const STRUCTURE: Row[] = [
  [
    'unknown-node',
    nodes(`a: { kind: server, calls: ${MARK}storr }`, 'store: { kind: replicated-store }'),
    'There is no node `storr`.',
    'Did you mean `store`?',
  ],
  [
    'unknown-node',
    nodes(`a: { kind: server, calls: [{ to: ${MARK}nothing }] }`),
    'There is no node `nothing`.',
    'Add a node `nothing`, or name one that there is.',
  ],
  [
    'unknown-zone',
    nodes(`a: { kind: server, zone: ${MARK}east }`),
    'There is no zone `east`.',
    'Add `east` to `zones` at the top.',
  ],
  [
    'unknown-zone',
    `zones: [east]\n${nodes(`a: { kind: server, zones: [east, ${MARK}west] }`)}`,
    'There is no zone `west`.',
    'Add `west` to `zones` at the top.',
  ],
  [
    'duplicate-key',
    `zones: [east, west, ${MARK}east]\n${nodes('a: { kind: server }')}`,
    '`east` is given twice.',
    'Remove one of them.',
  ],
  [
    'zone-and-zones',
    `zones: [east]\n${nodes(`a: { kind: server, zone: ${MARK}east, zones: [east] }`)}`,
    'The node has both `zone` and `zones`.',
    'Remove one of them.',
  ],
  [
    'instance-id-clash',
    nodes('a: { kind: server, replicas: 2 }', `${MARK}a-2: { kind: server }`),
    '`a-2` is also the name of a replica of `a`.',
    'Rename this node.',
  ],
  [
    'not-offered',
    nodes(`a: { kind: load-balancer, backends: b, preset: nginx, ${MARK}checks: {} }`, 'b: { kind: server }'),
    'nginx 1.22 (open source) has nothing like `checks`.',
    'Use `maxFails`, `failTimeout` instead, or leave out `preset`.',
  ],
  [
    'policy-not-offered',
    nodes(
      `a: { kind: load-balancer, backends: b, preset: envoy, policy: ${MARK}prequal }`,
      'b: { kind: server }',
    ),
    'Envoy has no policy `prequal`.',
    'Choose one of them, or leave out `preset`.',
  ],
  [
    'no-slow-start',
    nodes(
      `a: { kind: load-balancer, backends: b, policy: maglev, slowStart: ${MARK}5s }`,
      'b: { kind: server }',
    ),
    "`maglev` can't start a backend slowly.",
    'Remove `slowStart`, or take a policy that counts turns or requests, such as `round-robin`.',
  ],
  [
    'needs-balancer',
    nodes(`a: { kind: server, calls: ${MARK}b }`, 'b: { kind: server, replicas: 3 }'),
    '`b` has 3 replicas, but `a` would talk to the first one only.',
    'Put a balancer between them: `{ kind: load-balancer, backends: b }`.',
  ],
  [
    'call-loop',
    nodes('api: { kind: server, calls: auth }', `auth: { kind: server, calls: ${MARK}api }`),
    'api → auth → api can loop forever.',
    'Remove one of the calls, or keep it to see what happens.',
  ],
  [
    'no-traffic',
    `brownout: 1\n${MARK}nodes: { a: { kind: server } }`,
    'Nobody sends requests.',
    'Add a client: `{ kind: source, target: …, rate: 10/s }`.',
  ],
  [
    'majority-of-two',
    nodes(`s: { kind: replicated-store, replicas: ${MARK}2 }`),
    '`s` has 2 replicas, and a leader needs a majority of them, which is both.',
    'Use `replicas: 3`, or `fencing: false` to see two leaders at once.',
  ],
  [
    'too-many-instances',
    nodes('a: { kind: server, replicas: 9000 }', `${MARK}b: { kind: server, replicas: 12000 }`),
    'There are 21000 instances over all nodes.',
    'Use fewer replicas, each with more cores.',
  ],
  [
    'unknown-place',
    top('network:', `  links: [{ from: api, to: ${MARK}ap }]`),
    'There is no node or instance `ap`.',
    'Did you mean `api`?',
  ],
];

const FAULTS: Row[] = [
  [
    'not-a-fault',
    top(`faults: [${MARK}3]`),
    '`3` is no fault.',
    'Write it like `{ at: 4min, for: 90s, crash: order-3 }`. Faults are: crash, restart, slow, partition, delay, drop, zone-outage.',
  ],
  [
    'no-fault',
    top(`faults: [${MARK}{ at: 1s }]`),
    'This entry names no fault.',
    'Add one of: crash, restart, slow, partition, delay, drop, zone-outage.',
  ],
  [
    'unknown-fault',
    top(`faults: [{ at: 1s, ${MARK}crsh: api }]`),
    '`crsh` is no fault.',
    'Did you mean `crash`?',
  ],
  [
    'several-faults',
    top(`faults: [${MARK}{ at: 1s, crash: api, slow: api }]`),
    'This entry names two faults, `crash` and `slow`.',
    'Make two entries of it.',
  ],
  [
    'fault-without-time',
    top(`faults: [${MARK}{ crash: api }]`),
    'This `crash` has no time.',
    'Add `at: 30s`, or `mtbf: 10min, mttr: 30s` for random failures.',
  ],
  [
    'attrition-half',
    top(`faults: [${MARK}{ mtbf: 1h, crash: api }]`),
    'This `crash` has only one of `mtbf` and `mttr`.',
    'Add the other one.',
  ],
  [
    'attrition-and-time',
    top(`faults: [${MARK}{ at: 1s, mtbf: 1h, mttr: 1s, crash: api }]`),
    'This `crash` is both random and planned.',
    'Remove `at` and `for`, or make a second entry.',
  ],
  [
    'attrition-of-instant',
    top(`faults: [${MARK}{ mtbf: 1h, mttr: 1s, restart: api }]`),
    "`restart` can't happen at random.",
    'Give it a time: `at: 30s`.',
  ],
  [
    'fault-needs-no-end',
    top(`faults: [${MARK}{ at: 1s, for: 1s, restart: api }]`),
    '`restart` has no end.',
    'Remove `for`.',
  ],
  [
    'fault-after-end',
    top(`faults: [{ at: ${MARK}90s, crash: api }]`),
    'This fault strikes at 90s, but the run ends at 1min.',
    'Let it strike earlier, or make `duration` longer.',
  ],
  [
    'no-leader-there',
    top(`faults: [{ at: 1s, crash: ${MARK}leader of api }]`),
    '`api` has no leader.',
    'Name an instance, or write `any of api`.',
  ],
  [
    'unknown-place',
    top(`faults: [{ at: 1s, crash: ${MARK}apj }]`),
    'There is no node or instance `apj`.',
    'Did you mean `api`?',
  ],
  [
    'unknown-place',
    top(`faults: [{ at: 1s, delay: ${MARK}api <-> store, by: 5ms }]`),
    'There is no node or instance `store`.',
    'Name one that there is; replicas count from 1, as in `order-1`.',
  ],
  [
    'unknown-node',
    top(`faults: [{ at: 1s, crash: ${MARK}any of apis }]`),
    'There is no node `apis`.',
    'Did you mean `api`?',
  ],
  [
    'unknown-zone',
    top('zones: [east]', `faults: [{ at: 1s, zone-outage: ${MARK}est }]`),
    'There is no zone `est`.',
    'Did you mean `east`?',
  ],
  [
    'too-many-strikes',
    `${nodes('a: { kind: server, replicas: 100 }')}\nduration: 1d\nfaults: [{ mtbf: ${MARK}1s, mttr: 1s, crash: a }]`,
    'This fault would strike about 4,320,000 times.',
    'Use a longer `mtbf`, or a shorter `duration`.',
  ],
];

const OBJECTIVES: Row[] = [
  [
    'not-an-objective',
    top(`expect: [${MARK}api is fast]`),
    '`api is fast` is no objective.',
    'Write it like `client.p99 < 200ms after 30s` or `orders.lostWrites == 0`.',
  ],
  // A sign too many is no value.
  ...['api.p50 << 3ms', 'api.rejected => 0', 'api.rejected === 0'].map((text): Row => [
    'not-an-objective',
    top(`expect: [${MARK}${text}]`),
    `\`${text}\` is no objective.`,
    'Write it like `client.p99 < 200ms after 30s` or `orders.lostWrites == 0`.',
  ]),
  [
    'single-equals',
    top(`expect: [${MARK}api.rejected = 0]`),
    '`api.rejected = 0` has a single equals sign.',
    'Did you mean `api.rejected == 0`?',
  ],
  [
    'not-a-window',
    top(`expect: [${MARK}api.rejected == 0 since 3s]`),
    '`since 3s` is no window of time.',
    'Write `after 30s` or `between 30s and 2min`.',
  ],
  [
    'no-unit',
    top(`expect: [${MARK}api.rejected == 0 after 3]`),
    '`api.rejected == 0 after 3` has no unit.',
    'Did you mean `3s`?',
  ],
  [
    'window-order',
    top(`expect: [${MARK}api.rejected == 0 between 5s and 3s]`),
    '`api.rejected == 0 between 5s and 3s` ends before it starts.',
    'Swap the two times.',
  ],
  [
    'objective-unknown-node',
    top(`expect: [${MARK}apy.rejected == 0]`),
    'There is no node `apy`.',
    'Did you mean `api.rejected == 0`?',
  ],
  [
    'unknown-metric',
    top(`expect: [${MARK}api.rejcted == 0]`),
    '`api` has no figure `rejcted`.',
    'Did you mean `api.rejected == 0`?',
  ],
  [
    'share-without-percent',
    top(`expect: [${MARK}api.utilisation < 85]`),
    '`api.utilisation < 85` is more than all.',
    'Did you mean `api.utilisation < 85%`?',
  ],
  [
    'no-unit',
    top(`expect: [${MARK}api.memory < 5000]`),
    '`api.memory < 5000` has no unit.',
    'Did you mean `api.memory < 5000B`?',
  ],
  [
    'objective-after-end',
    top(`expect: [${MARK}api.rejected == 0 after 2min]`),
    '`api.rejected == 0 after 2min` speaks of a time after the end of the run.',
    'Move the window, or make `duration` longer.',
  ],
];

describe('structure', () => {
  testCases(STRUCTURE);
});
describe('faults', () => {
  testCases(FAULTS);
});
describe('objectives', () => {
  testCases(OBJECTIVES);
});
