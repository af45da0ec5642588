import { describe, expect, it } from 'vitest';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

const DURATION = 40;

/** Requests at given seconds, each with a second of work, from a client that waits for so long at most. */
function play(nodes: string, arrivals: readonly number[], more = ''): Run {
  const text = `brownout: 1
title: Cancelled
duration: ${DURATION}s
warmup: none
nodes:
${nodes}
${more}`;
  const files = new Map([['arrivals.csv', `seconds\n${arrivals.join('\n')}\n`]]);
  const { scenario, problems } = loadScenario(text, { files });
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 1));
  const run = new Run(scenario);
  run.advance(DURATION);
  expect(run.report().problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(run.world.requests.live).toBe(0);
  return run;
}

const client = (settings: string) =>
  `  client: { kind: replay, data: arrivals.csv, classes: { all: { work: 1s, size: 0B, replySize: 0B } }, ${settings} }`;

/** What a server did, in whole numbers of requests and in seconds of work. */
function figures(run: Run, id: string): Record<string, number> {
  const { metrics } = run.report().nodes[id];
  const { completed, cancelled, wastedWork, savedWork } = metrics;
  const round = (value: number) => Number(value.toFixed(6));
  return { completed, cancelled, wasted: round(wastedWork), saved: round(savedWork) };
}

describe('a caller that gives up', () => {
  const three = [0, 0.1, 0.2];

  it('leaves work behind when it says nothing', () => {
    const run = play(`${client('target: desk, timeout: 1500ms')}\n  desk: { kind: server }`, three);
    // The first is answered after 1 s, the second is done at 2 s and was given up at 1.6 s, the third at 3 s.
    expect(figures(run, 'desk')).toEqual({ completed: 3, cancelled: 0, wasted: 2, saved: 0 });
    expect(run.report().clients.client.late).toBe(2);
  });

  it('stops what runs and takes out what waits when it cancels', () => {
    const settings = 'target: desk, timeout: 1500ms, cancel: true';
    const run = play(`${client(settings)}\n  desk: { kind: server }`, three);
    // At 1.6 s the second has run for 0.6 s; the third then runs from 1.6 s to 1.7 s.
    expect(figures(run, 'desk')).toEqual({ completed: 1, cancelled: 2, wasted: 0.7, saved: 1.3 });
    expect(run.report().clients.client.late).toBe(0);
  });

  it.each(['tasks: 2, cores: 2', 'discipline: processor-sharing', 'discipline: srpt', 'discipline: lifo'])(
    'is heard by servers with %s',
    (desk) => {
      const settings = 'target: desk, timeout: 1200ms, cancel: true';
      const run = play(`${client(settings)}\n  desk: { kind: server, ${desk} }`, [0, 0.1, 0.2, 5]);
      const { completed, cancelled, wasted, saved } = figures(run, 'desk');
      expect(completed + cancelled).toBe(4);
      expect(cancelled).toBeGreaterThan(0);
      expect(wasted + saved).toBeCloseTo(cancelled, 6);
    },
  );

  it('is heard through a balancer, over all hops, and where calls are made at the same time', () => {
    const nodes = `${client('target: front, timeout: 1500ms, cancel: true')}
  front: { kind: load-balancer, backends: app }
  app: { kind: server, replicas: 2, cores: 8, calls: [{ parallel: [{ to: one }, { to: two, times: 2 }] }] }
  one: { kind: server, service: 9s, cores: 9 }
  two: { kind: server, service: 9s, cores: 9 }`;
    const run = play(nodes, [0, 0.1]);
    // A second at app, then half a second at each of the others.
    expect(figures(run, 'app')).toEqual({ completed: 0, cancelled: 2, wasted: 2, saved: 0 });
    expect(figures(run, 'one')).toEqual({ completed: 0, cancelled: 2, wasted: 1, saved: 17 });
    expect(figures(run, 'two')).toEqual({ completed: 0, cancelled: 4, wasted: 2, saved: 34 });
    const { front } = run.report().nodes;
    expect([front.metrics.cancelled, front.metrics.failed]).toEqual([2, 0]);
  });

  it('frees the place it had in the line of a balancer', () => {
    const nodes = `${client('target: front, timeout: 500ms, cancel: true')}
  front: { kind: load-balancer, backends: app, maxConnections: 1, queue: 9, queueTimeout: 5s }
  app: { kind: server, replicas: 1 }`;
    const run = play(nodes, [0, 0.1, 0.2, 0.3]);
    const { front } = run.report().nodes;
    expect([front.metrics.cancelled, front.metrics.forwarded]).toEqual([4, 4]);
    // Each of those behind gets what is left of its half second when the one before gives up.
    expect(figures(run, 'app').wasted).toBeCloseTo(0.8, 6);
  });

  it('is remembered for what is held back at the door', () => {
    const limit = 'rateLimit: { policy: leaky-bucket, rate: 1/s, burst: 9, delay: 0 }';
    const desk = play(
      `${client('target: desk, timeout: 500ms, cancel: true')}\n  desk: { kind: server, service: 100ms, ${limit} }`,
      [0, 0, 0],
    );
    expect(figures(desk, 'desk')).toEqual({ completed: 1, cancelled: 2, wasted: 0, saved: 0 });
    const nodes = `${client('target: front, timeout: 500ms, cancel: true')}
  front: { kind: load-balancer, backends: desk, ${limit} }
  desk: { kind: server, service: 100ms }`;
    expect(play(nodes, [0, 0, 0]).report().nodes.front.metrics.cancelled).toBe(2);
  });

  it('is a server with a timeout for its call, if that says so', () => {
    const nodes = (call: string) => `${client('target: app')}
  app: { kind: server, cores: 9, calls: [{ to: slow, timeout: 200ms${call} }] }
  slow: { kind: server, service: 5s, cores: 9 }`;
    expect(figures(play(nodes(''), [0]), 'slow')).toMatchObject({ completed: 1, wasted: 5 });
    expect(figures(play(nodes(', cancel: true'), [0]), 'slow')).toMatchObject({
      cancelled: 1,
      wasted: 0.2,
      saved: 4.8,
    });
  });

  it('does not take back what was sent without waiting', () => {
    const nodes = `${client('target: app')}
  app: { kind: server, calls: [{ to: mail, wait: none, cancel: true }] }
  mail: { kind: server, service: 5s }`;
    expect(figures(play(nodes, [0]), 'mail')).toEqual({ completed: 1, cancelled: 0, wasted: 0, saved: 0 });
  });

  it('dies, and its connections tell', () => {
    const nodes = `${client('target: desk, cancel: true')}\n  desk: { kind: server, service: 9s }`;
    const crash = 'faults: [{ at: 2s, for: 1s, crash: client }]';
    expect(figures(play(nodes, [0], crash), 'desk')).toMatchObject({ cancelled: 1, wasted: 2 });
    const gone = 'faults: [{ at: 2s, for: 1s, crash: client, machine: true }]';
    expect(figures(play(nodes, [0], gone), 'desk')).toMatchObject({ completed: 1, wasted: 9 });
  });

  it('is too late when the answer is under way, and early when it overtakes the request', () => {
    const delay = (from: string) => `network: { links: [${from}] }`;
    const nodes = `${client('target: desk, timeout: 1200ms, cancel: true')}\n  desk: { kind: server }`;
    const slowBack = play(nodes, [0], delay('{ from: client, to: desk, latency: 150ms }'));
    expect(figures(slowBack, 'desk')).toMatchObject({ completed: 1, cancelled: 0 });
    // The request is held up on its way; what is sent after it is not.
    const held = 'faults: [{ at: 0s, for: 1s, delay: client -> desk, by: 9s }]';
    expect(figures(play(nodes, [0], held), 'desk')).toEqual({
      completed: 0,
      cancelled: 1,
      wasted: 0,
      saved: 0,
    });
  });

  it('spares a disk and a store what waits there', () => {
    const disk = `${client('target: desk, timeout: 1500ms, cancel: true')}
  desk: { kind: server, cores: 4, disk: { iops: 1/s, depth: 1 } }`;
    const run = play(disk, [0, 0, 0]);
    expect(figures(run, 'desk').cancelled).toBe(3);
    expect(run.report().nodes.desk.metrics.savedWork).toBe(0);
    const store = `${client('target: store, timeout: 500ms, cancel: true')}
  store: { kind: replicated-store, replicas: 1, cores: 1, readTime: 800ms }`;
    expect(play(store, [0, 0.1, 0.2]).report().nodes.store.metrics.reads).toBe(1);
  });
});

describe('a hedge that has lost', () => {
  it('is cancelled, and its time counts as the longest for the quantile', () => {
    const nodes = (cancel: boolean) => `  web:
    { kind: source, target: front, rate: 50/s, hedge: { policy: quantile, quantile: 90%, delay: 30ms }, cancel: ${cancel} }
  front: { kind: load-balancer, backends: app }
  app: { kind: server, replicas: 20, cores: 4, service: lognormal p50 10ms p99 500ms }`;
    const hedged = (cancel: boolean) => {
      const { scenario } = loadScenario(
        `brownout: 1\ntitle: Hedged\nduration: 60s\nwarmup: none\nnodes:\n${nodes(cancel)}\n`,
      );
      const run = new Run(scenario!);
      run.advance(60);
      return run.report();
    };
    const [plain, cancelling] = [hedged(false), hedged(true)];
    const hedges = (report: typeof plain) =>
      report.nodes.web.metrics.hedges / report.nodes.web.metrics.offered;
    expect(Math.abs(hedges(cancelling) - hedges(plain))).toBeLessThan(0.02);
    expect(cancelling.nodes.app.metrics.savedWork).toBeGreaterThan(10);
    expect(cancelling.nodes.app.metrics.wastedWork).toBeLessThan(plain.nodes.app.metrics.wastedWork / 3);
  });
});

describe('tied requests', () => {
  const tied = (app: string) => `${client('target: front, hedge: { policy: tied, delay: 10ms }')}
  front: { kind: load-balancer, backends: app }
  app: { kind: server, replicas: 2, ${app} }`;

  it.each(['queue: 9', 'discipline: lifo'])('are done once, by whoever begins first (%s)', (app) => {
    const run = play(tied(app), [0, 0.05]);
    // The first is begun at once, and its hedge is dropped on arrival. The second waits behind it until its hedge begins.
    expect(figures(run, 'app')).toEqual({ completed: 2, cancelled: 2, wasted: 0, saved: 1 });
    const { client: report } = run.report().clients;
    expect(report.latency.max).toBeCloseTo(1.01, 6);
    const { front } = run.report().nodes;
    expect([front.metrics.answered, front.metrics.cancelled, front.metrics.failed]).toEqual([2, 2, 0]);
  });

  it('are done twice when both begin before word of it is there', () => {
    const network = 'network: { default: { latency: 8ms } }';
    const run = play(tied('queue: 9'), [0], network);
    // The second comes 10 ms after the first; word is there after 8 ms.
    expect(figures(run, 'app')).toMatchObject({ completed: 1, cancelled: 1 });
    const slow = play(tied('queue: 9'), [0], 'network: { default: { latency: 20ms } }');
    expect(figures(slow, 'app')).toMatchObject({ completed: 2, cancelled: 0 });
  });

  it('leave the line of a balancer', () => {
    const nodes = `${client('target: front, hedge: { policy: tied, delay: 10ms }')}
  front: { kind: load-balancer, backends: app, maxConnections: 1, queue: 9, queueTimeout: 20s }
  app: { kind: server, replicas: 2 }`;
    const run = play(nodes, [0, 0.05, 0.1, 0.15]);
    expect(figures(run, 'app').completed).toBe(4);
    expect(figures(run, 'app').wasted).toBeLessThan(1.1);
    expect(run.report().clients.client.completed).toBe(4);
  });

  it('survive the crash of a client and of a server', () => {
    const nodes = tied('queue: 9');
    const crash = (who: string) => `faults: [{ at: 500ms, for: 1s, crash: ${who} }]`;
    play(nodes, [0, 0.1, 0.2], crash('client'));
    play(nodes, [0, 0.1, 0.2], crash('app-1'));
    play(nodes, [0, 0.1, 0.2], crash('front'));
  });
});
