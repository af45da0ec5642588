import { describe, expect, it } from 'vitest';
import { Run } from '../../sim-core/run/run.ts';
import type { Report } from '../../sim-core/run/report.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { DEPTH, TO } from '../../sim-core/model/request-rows.ts';

/** One request a second to `front`, which has no work of its own; `a`, `b` and `c` take 10, 30 and 20 ms. */
function world(calls: string, extra = ''): string {
  return `brownout: 1
title: Calls
duration: 10s
warmup: none
nodes:
  users: { kind: source, target: front, rate: 1/s, arrivals: constant }
  front: { kind: server, cores: 100, service: 1ms, calls: ${calls} }
  a: { kind: server, cores: 100, service: 10ms }
  b: { kind: server, cores: 100, service: 30ms }
  c: { kind: server, cores: 100, service: 20ms }
${extra}`;
}

function start(text: string): Run {
  const { scenario, problems } = loadScenario(text);
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 2));
  return new Run(scenario);
}

function runOf(text: string): Report {
  const run = start(text);
  run.advance(10);
  const report = run.report();
  expect(report.problems).toEqual([]);
  return report;
}

const milliseconds = (report: Report) => Math.round(report.clients.users.latency.mean! * 1e6) / 1e3;
const front = (report: Report) => report.nodes.front.metrics;

const ALL = '{ to: a }, { to: b }, { to: c }';

describe('a step of several calls', () => {
  it.each([
    ['all', 31],
    ['first', 11],
    ['quorum 2', 21],
    ['none', 1],
    ['in turn', 61],
    ['quorum 5', 31],
  ])('that waits for %s takes %d ms', (wait, expected) => {
    const report = runOf(world(`[{ parallel: [${ALL}], wait: ${wait} }]`));
    expect(milliseconds(report)).toBe(expected);
    expect(front(report).calls).toBe(27);
  });

  it('counts the answers that nobody waited for any more', () => {
    expect(front(runOf(world(`[{ parallel: [${ALL}], wait: first }]`))).lateCalls).toBe(18);
    expect(front(runOf(world(`[{ parallel: [${ALL}], wait: quorum 2 }]`))).lateCalls).toBe(9);
    expect(front(runOf(world(`[{ parallel: [${ALL}] }]`))).lateCalls).toBe(0);
  });

  it('goes on to the next step only when it has succeeded', () => {
    const report = runOf(world(`[{ parallel: [{ to: a }, { to: b }] }, { to: c }, { to: a, times: 3 }]`));
    expect(milliseconds(report)).toBe(61);
  });
});

describe('a step that can no longer succeed', () => {
  const dead = (...nodes: string[]) =>
    `faults: [${nodes.map((node) => `{ at: 0s, crash: ${node} }`).join()}]`;

  it('fails at that moment, and with what made it impossible', () => {
    const timedOut = `{ parallel: [{ to: a }, { to: b, timeout: 5ms }, { to: c }] }`;
    const report = runOf(world(`[${timedOut}]`));
    expect(report.clients.users.failed).toEqual({ downstream: 9 });
    expect(front(report)).toMatchObject({ failedCalls: 9, lateCalls: 27, failed: 9 });
  });

  it.each([
    ['all', ['c'], 0],
    ['quorum 2', ['c'], 9],
    ['quorum 2', ['c', 'a'], 0],
    ['first', ['c', 'a'], 9],
    ['first', ['c', 'a', 'b'], 0],
    ['none', ['c', 'a', 'b'], 9],
  ])('%s with %j down: %d succeed', (wait, down, expected) => {
    const report = runOf(world(`[{ parallel: [${ALL}], wait: ${wait} }]`, dead(...down)));
    expect(report.clients.users.completed).toBe(expected);
    expect(report.clients.users.completed + (report.clients.users.failed.downstream ?? 0)).toBe(9);
  });

  it('makes no further calls when they are made in turn', () => {
    const report = runOf(world(`[{ parallel: [${ALL}], wait: in turn }, { to: a }]`, dead('b')));
    expect(front(report).calls).toBe(18);
  });
});

describe('calls of a sort that is made several times', () => {
  const many = (calls: string) => world(calls).replace('a: { kind: server', 'a: { kind: server, replicas: 3');

  it('go to the replicas in turn', () => {
    const { nodes } = runOf(many('[{ to: a, times: 7 }]'));
    const arrived = Object.values(nodes.a.replicas).map(({ metrics }) => metrics.arrived);
    expect(arrived.reduce((sum, n) => sum + n)).toBe(63);
    for (const n of arrived) expect(n).toBeGreaterThanOrEqual(18);
  });

  it('go to every replica once with `each`', () => {
    const { nodes } = runOf(many('[{ to: a, times: each }]'));
    expect(Object.values(nodes.a.replicas).map(({ metrics }) => metrics.arrived)).toEqual([9, 9, 9]);
  });

  it('need no balancer, but a single call does', () => {
    expect(loadScenario(many('[{ to: a, times: 2 }]')).problems).not.toContainEqual(
      expect.objectContaining({ code: 'needs-balancer' }),
    );
    expect(loadScenario(many('[{ to: a }]')).problems).toContainEqual(
      expect.objectContaining({ code: 'needs-balancer' }),
    );
  });

  it('each have luck of their own, whatever else is called', () => {
    const slow = (calls: string) => world(calls).replaceAll('service: 10ms', 'service: exponential 10ms');
    const ten = runOf(slow('[{ to: a, times: 10, wait: all }]'));
    expect(milliseconds(ten)).toBeGreaterThan(20);
    const withFirst = runOf(slow('[{ parallel: [{ to: a, times: 10 }, { to: b, share: 0% }], wait: all }]'));
    expect(milliseconds(withFirst)).toBe(milliseconds(ten));
  });

  it('are made with their chance', () => {
    const report = runOf(world('[{ to: a, times: 1000, share: 30% }]'));
    expect(front(report).calls / 9000).toBeCloseTo(0.3, 1);
    expect(runOf(world('[{ to: a, share: 0% }]')).clients.users.completed).toBe(9);
  });

  it('can each be about something else', () => {
    const text = world('[{ to: lb, times: 100, key: uniform of 1k }]').replace(
      'a: { kind: server',
      'lb: { kind: load-balancer, policy: hash, backends: a }\n  a: { kind: server, replicas: 2',
    );
    for (const { metrics } of Object.values(runOf(text).nodes.a.replicas)) {
      expect(metrics.arrived).toBeGreaterThan(300);
    }
  });
});

describe('calls before the work', () => {
  it('come first, and hold neither core nor place in the queue', () => {
    const text = world('[{ to: b, when: before }, { to: a }]').replace(
      'cores: 100, service: 1ms',
      'queue: 0, service: 1ms',
    );
    const report = runOf(text.replace('rate: 1/s', 'rate: 100/s'));
    expect(report.clients.users.availability).toBe(1);
    expect(milliseconds(report)).toBe(41);
  });

  it('spare the work when they fail', () => {
    const report = runOf(world('[{ to: b, when: before, timeout: 5ms }]'));
    expect(report.clients.users.failed).toEqual({ downstream: 9 });
    expect(front(report).utilisation).toBe(0);
  });
});

describe('graphs of calls', () => {
  it('are trees of rows', () => {
    const text = world(
      '[{ parallel: [{ to: a }, { to: d }] }]',
      '  d: { kind: server, calls: [{ to: c, times: 2 }] }',
    );
    const run = start(text.replace('cores: 100, service: 20ms', 'cores: 100, service: 20ms, calls: b'));
    const { requests } = run.world;
    const seen = new Map<string, number>();
    requests.observer = {
      closed(row) {
        const to = requests.words[row + TO] < 0 ? 'user' : run.world.places[requests.words[row + TO]].id;
        const span = `${to} at ${requests.words[row + DEPTH]}`;
        seen.set(span, (seen.get(span) ?? 0) + 1);
      },
    };
    run.advance(10);
    expect(Object.fromEntries(seen)).toEqual({
      'user at 0': 9,
      'front at 1': 9,
      'a at 2': 9,
      'd at 2': 9,
      'c at 3': 18,
      'b at 4': 18,
    });
  });

  it('that run in a circle end after so many hops', () => {
    const text = world('[{ parallel: [{ to: a }], wait: first, when: before }]');
    const report = runOf(text.replace('cores: 100, service: 10ms', 'calls: [{ to: front, when: before }]'));
    expect(report.clients.users.failed).toEqual({ 'too-many-hops': 10 });
  });

  it('lose nothing when somebody in the middle dies and comes back', () => {
    const run = start(
      world(
        '[{ parallel: [{ to: a, times: 5 }, { to: b }], wait: quorum 4 }]',
        'faults: [{ at: 2.015s, for: 2s, crash: front }, { at: 6.02s, for: 1s, crash: b }]',
      ).replace('rate: 1/s', 'rate: 100/s'),
    );
    run.advance(10);
    const report = run.report();
    expect(report.problems).toEqual([]);
    expect(report.clients.users.failed.reset).toBeGreaterThan(0);
    expect(report.clients.users.completed).toBeGreaterThan(700);
  });
});

it('says what may stand for `wait`', () => {
  const { problems } = loadScenario(world('[{ to: a, wait: some }]'));
  expect(problems[0]).toMatchObject({ code: 'not-a-wait' });
});
