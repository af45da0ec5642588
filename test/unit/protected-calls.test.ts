import { describe, expect, it } from 'vitest';
import type { ProtectedCalls } from '../../sim-core/model/compute/protected-calls.ts';
import type { ServerFigures } from '../../sim-core/model/compute/server-metrics.ts';
import { Run } from '../../sim-core/run/run.ts';
import { exporters } from '../../sim-core/run/export/index.ts';
import { tracedOf } from '../../sim-core/run/export/traced.ts';
import { SpanRecorder } from '../../sim-core/run/spans/span-recorder.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

const DURATION = 60;

/** Ten requests a second for ten seconds, and time for all of them to end. */
function play(nodes: string, more = ''): Run {
  const text = `brownout: 1
title: Protected calls
duration: ${DURATION}s
warmup: none
nodes:
  web: { kind: source, target: front, rate: { profile: ramp, from: 10/s, to: 0/s, start: 10.05s, over: 1ms }, arrivals: constant }
${nodes}
${more}`;
  const { scenario, problems } = loadScenario(text);
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 1));
  const run = new Run(scenario);
  run.advance(DURATION);
  expect(run.report().problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(run.world.requests.live).toBe(0);
  return run;
}

const protectedOf = ({ world }: Run, id: string): ProtectedCalls =>
  (world.simulation.components.find((component) => component.id === id) as ServerFigures).caller.protected!;
const figures = (run: Run, id: string) => run.report().nodes[id].metrics;
const front = (call: string, settings = '') =>
  `  front: { kind: server, cores: 100, service: 1ms, calls: [${call}]${settings} }`;
const DEAD = 'faults: [{ at: 0s, crash: back }]';
const BACK = '  back: { kind: server, cores: 100, service: 10ms }';
const OTHER =
  '  other: { kind: source, target: front, rate: { profile: ramp, from: 1/s, to: 0/s, start: 20.05s, over: 1ms }, arrivals: constant }\n';
const FIXED = 'policy: fixed, base: 50ms';

describe('a server that tries its calls again', () => {
  it('multiplies what a dead node gets, tier by tier', () => {
    const run = play(
      `${front(`{ to: middle, retry: { ${FIXED}, attempts: 3 } }`)}
  middle: { kind: server, cores: 100, service: 1ms, calls: [{ to: back, retry: { ${FIXED}, attempts: 4 } }] }
${BACK.replace('cores: 100', 'cores: 100, queue: 0, rateLimit: { rate: 0.001/s, burst: 1 }')}`,
    );
    // The only one that is let in spares its request all further attempts.
    expect(figures(run, 'front')).toMatchObject({ calls: 100, failedCalls: 99, retries: 198 });
    expect(figures(run, 'middle')).toMatchObject({
      arrived: 298,
      calls: 298,
      failedCalls: 297,
      retries: 891,
    });
    expect(figures(run, 'back')).toMatchObject({ arrived: 1189 });
    expect(run.report().clients.web.completed).toBe(1);
  });

  it('ends well when another attempt does, and says so once', () => {
    const run = play(
      `${front(`{ to: back, retry: { ${FIXED}, attempts: 5 } }`)}\n${BACK}`,
      'faults: [{ at: 2s, for: 150ms, crash: back }]',
    );
    expect(run.report().clients.web.completed).toBe(100);
    expect(figures(run, 'front')).toMatchObject({ calls: 100, failedCalls: 0, lateCalls: 0 });
    expect(figures(run, 'front').retries).toBeGreaterThan(2);
  });

  it('waits for each attempt as long as its timeout, and counts what comes later', () => {
    const run = play(
      `${front(`{ to: back, timeout: 30ms, retry: { ${FIXED}, attempts: 2 } }`)}\n${BACK.replace('10ms', '40ms')}`,
    );
    expect(run.report().clients.web.failed).toEqual({ downstream: 100 });
    expect(figures(run, 'front')).toMatchObject({
      calls: 100,
      failedCalls: 100,
      retries: 100,
      lateCalls: 200,
    });
  });

  it('stops when its own caller cancels: no retry is made any more', () => {
    const back = BACK.replace('10ms', '40ms');
    const budget = 'retryBudget: { policy: active-share, minConcurrency: 1000 }';
    const call = `{ to: back, timeout: 30ms, retry: { ${FIXED}, attempts: 9 }, ${budget} }`;
    const nodes = `${front(call)}\n${back}`;
    // It cancels at 70 ms: the first attempt timed out at 31 ms, the second would be made at 81 ms.
    const run = play(
      nodes.replace(/^/, OTHER).replace('target: front', 'target: front, timeout: 70ms, cancel: true'),
    );
    const more = figures(run, 'back').arrived - figures(play(nodes), 'back').arrived;
    expect(more).toBe(20);
    expect(figures(run, 'front').cancelled).toBe(20);
    const { guard } = protectedOf(run, 'front').of('retry')[0];
    expect([guard!.inFlight, guard!.retrying]).toEqual([0, 0]);
  });

  it('gives up the others when a step is decided', () => {
    const slow = `  slow: { kind: server, cores: 100, service: 100ms }`;
    const protectedSlow = `{ to: slow, timeout: 20ms, cancel: true, retry: { ${FIXED}, attempts: 9 } }`;
    const run = play(
      `${front(`{ parallel: [{ to: back }, ${protectedSlow}], wait: first }`)}\n${BACK}\n${slow}`,
    );
    expect(run.report().clients.web.completed).toBe(100);
    expect(figures(run, 'slow')).toMatchObject({ arrived: 100, cancelled: 100 });
    expect(figures(run, 'front')).toMatchObject({ retries: 0, failedCalls: 0 });
  });

  it('tries a replica after another, or the same with `each`', () => {
    const arrived = (times: string) => {
      const call = `{ to: back, times: ${times}, retry: { ${FIXED}, attempts: 2 } }`;
      const nodes = `${front(call)}\n${BACK.replace('server,', 'server, replicas: 3,')}`;
      const run = play(nodes, 'faults: [{ at: 0s, crash: back-1 }]');
      return run.report().clients.web.completed;
    };
    expect(arrived('3')).toBe(100);
    expect(arrived('each')).toBe(0);
  });
});

describe('what protects its calls', () => {
  it('may be a budget over all requests of a replica', () => {
    const call = `{ to: back, retry: { ${FIXED}, attempts: 3 }, retryBudget: { share: 20%, minPerSecond: 0 } }`;
    const { retries, budgetExhausted, calls } = figures(play(`${front(call)}\n${BACK}`, DEAD), 'front');
    expect(calls).toBe(100);
    expect(retries).toBeGreaterThan(15);
    expect(retries).toBeLessThanOrEqual(20);
    expect(budgetExhausted).toBeGreaterThan(80);
  });

  const BREAKER = 'breaker: { calls: 10, minimumCalls: 10, openFor: 5s, probes: 2 }';

  it('may be a breaker, which stops calling; to its own caller the server is a bad gateway', () => {
    const run = play(
      `${front(`{ to: back, ${BREAKER} }`)}\n${BACK.replace('10ms', '10ms, queue: 0, memoryBase: 1MB')}`,
      DEAD,
    );
    // Ten until it opens, two probes after five seconds.
    expect(figures(run, 'front')).toMatchObject({ calls: 100, failedCalls: 100, shortCircuited: 88 });
    expect(run.report().clients.web.failed).toEqual({ downstream: 100 });
    const kinds = run.world.moments.list.map(({ kind }) => kind).filter((kind) => kind.startsWith('circuit'));
    expect(kinds).toEqual(['circuit-opened', 'circuit-half-open', 'circuit-opened']);
  });

  it('has a breaker for each call: the other goes on', () => {
    const run = play(
      `${front(`{ parallel: [{ to: back, ${BREAKER} }, { to: well, ${BREAKER} }], wait: first }`)}\n${BACK}\n${BACK.replace('back', 'well')}`,
      DEAD,
    );
    expect(run.report().clients.web.completed).toBe(100);
    expect(figures(run, 'front').shortCircuited).toBe(88);
    expect(figures(run, 'well').arrived).toBe(100);
  });

  it('has a breaker in each replica, and a new one after a restart', () => {
    const nodes = `  lb: { kind: load-balancer, backends: front, policy: round-robin }
${front(`{ to: back, ${BREAKER.replace('5s', '90s')} }`).replace('server,', 'server, replicas: 2,')}\n${BACK}`;
    const run = (faults: string) => {
      const text = nodes.replaceAll('front', 'app').replaceAll('lb:', 'front:');
      return figures(play(text, faults), 'app').shortCircuited;
    };
    expect(run(DEAD)).toBe(80);
    expect(run('faults: [{ at: 0s, crash: back }, { at: 5.02s, for: 10ms, crash: app-1 }]')).toBe(70);
  });

  it('may be throttling of its own', () => {
    const call = `{ to: back, throttle: { window: 10s } }`;
    const { throttledCalls, calls } = figures(play(`${front(call)}\n${BACK}`, DEAD), 'front');
    expect(calls).toBe(100);
    expect(throttledCalls).toBeGreaterThan(50);
  });

  it('may be hedges, and some of them are first', () => {
    const call = `{ to: back, hedge: { policy: fixed, delay: 20ms } }`;
    const back = BACK.replace('10ms', 'hyperexponential 10ms scv 20');
    const { hedges, hedgesWon, failedCalls } = figures(play(`${front(call)}\n${back}`), 'front');
    expect(hedges).toBeGreaterThan(0);
    expect(hedgesWon).toBeGreaterThan(0);
    expect(failedCalls).toBe(0);
  });
});

describe('a call without any of it', () => {
  it('has none of the figures', () => {
    const metrics = figures(play(`${front('{ to: back }')}\n${BACK}`), 'front');
    for (const name of ['retries', 'hedges', 'shortCircuited', 'budgetExhausted', 'throttledCalls'])
      expect(metrics).not.toHaveProperty(name);
  });
});

describe('the trace', () => {
  it('has the attempts below the call, and arrows from work to work', () => {
    const text = `brownout: 1
title: Traced
duration: 3s
warmup: none
nodes:
  web: { kind: source, target: front, rate: 10/s, arrivals: constant }
${front(`{ to: back, timeout: 30ms, retry: { ${FIXED}, attempts: 2 } }`)}
${BACK.replace('10ms', 'uniform 1ms 50ms')}
`;
    const run = new Run(loadScenario(text).scenario!);
    const recorder = new SpanRecorder(run.world, 10_000);
    run.advance(3);
    const { retries, calls } = figures(run, 'front');
    const { offered } = run.report().clients.web;
    expect(retries).toBeGreaterThan(3);
    const spans = tracedOf(run, recorder);
    const below = spans.filter(({ parentId }) => parentId !== null && spans[parentId].to < 0);
    expect(below).toHaveLength(calls + retries + offered);
    const perfetto = exporters.find(({ name }) => name === 'perfetto')!;
    const { traceEvents } = JSON.parse([...perfetto.write(run, recorder)].join('')) as {
      traceEvents: { ph: string; pid: number }[];
    };
    const [web, fromFront] = [1, 2].map(
      (pid) =>
        traceEvents.filter((event) => event.pid === pid && event.ph === (pid === 1 ? 'b' : 's')).length,
    );
    expect(web).toBe(2 * offered);
    expect(fromFront).toBe(calls + retries);
  });
});
