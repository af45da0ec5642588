import { describe, expect, it } from 'vitest';
import type { Report } from '../../sim-core/run/report.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { finish } from './finish.ts';

const CLASSES =
  'classes: { pay: { share: 20%, priority: 0 }, look: { share: 50%, priority: 3 }, scan: { share: 30%, priority: 9 } }';

/** A source of three classes, a balancer, and one server of a core. */
function start(
  server: string,
  { front = '', client = CLASSES, rate = 200, duration = 16, more = '' } = {},
): Run {
  const service = server.includes('service') ? '' : ', service: exponential 10ms';
  const text = `brownout: 1
title: Overload
duration: ${duration}s
warmup: none
nodes:
  web: { kind: source, target: front, rate: ${rate}/s, ${client} }
  front: { kind: load-balancer, backends: app${front} }
  app: { kind: server, queue: 10k${service}${server} }
${more}`;
  const { scenario, problems } = loadScenario(text);
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 2));
  return new Run(scenario);
}

/** Shares of each class that were answered well. */
function served({ clients }: Report): Record<string, number> {
  return Object.fromEntries(
    Object.entries(clients.web.classes).map(([name, { completed, failed }]) => [
      name,
      completed / (completed + failed),
    ]),
  );
}

describe('shedding by priority', () => {
  // Twice of what it can do; a fifth is important, a half is less so.
  it.each([
    ['utilisation', 'utilisation: 90%'],
    ['queue', 'queue: 10'],
    ['wait', 'wait: 100ms'],
    ['latency', 'latency: 100ms'],
    ['held', 'held: 12'],
  ])('by %s keeps the important and turns away the others', (_name, level) => {
    const run = start(`, shed: [{ priority: 1, ${level} }]`);
    const report = finish(run);
    const { pay, look, scan } = served(report);
    expect(pay).toBe(1);
    for (const share of [look, scan]) {
      expect(share).toBeLessThan(0.6);
      expect(share).toBeGreaterThan(0.2);
    }
    expect(report.clients.web.latency.p99).toBeLessThan(1.5);
    const { metrics } = report.nodes.app;
    expect(metrics.shed).toBe(report.clients.web.failed.shed);
    expect(metrics.admitted + metrics.shed).toBe(metrics.arrived);
    expect(metrics.rejected).toBe(metrics.shed);
  });

  it('goes further the more there is to do', () => {
    const rules = ', shed: [{ priority: 9, queue: 5 }, { priority: 3, queue: 20 }, { queue: 200 }]';
    const light = served(finish(start(rules, { rate: 105 })));
    const heavy = served(finish(start(rules, { rate: 140 })));
    expect(light.look).toBeGreaterThan(0.99);
    expect(light.scan).toBeLessThan(0.95);
    expect(heavy.pay).toBe(1);
    expect(heavy.scan).toBeLessThan(0.2);
    expect(heavy.look).toBeLessThan(1);
  });

  it('does nothing to who has time', () => {
    const rules = ', shed: [{ utilisation: 95% }, { queue: 50 }, { wait: 500ms }, { latency: 1s }]';
    expect(finish(start(rules, { rate: 40 })).nodes.app.metrics.shed).toBe(0);
  });

  it('works at a balancer, by what it sees', () => {
    for (const level of ['held: 20', 'latency: 200ms']) {
      const report = finish(start('', { front: `, shed: [{ priority: 1, ${level} }]` }));
      expect(served(report).pay).toBe(1);
      expect(report.clients.web.latency.p99).toBeLessThan(2);
      expect(report.clients.web.failed.shed).toBe(report.nodes.front.metrics.shed);
    }
  });
});

describe('a limit on how many are there at once', () => {
  it('is never exceeded', () => {
    const run = start(', concurrency: { policy: fixed, limit: 7 }');
    for (let at = 1; at < 16; at++) {
      run.advance(at);
      const app = run.world.simulation.components.find(({ id }) => id === 'app') as unknown as {
        held: number;
      };
      expect(app.held).toBeLessThanOrEqual(7);
    }
    const report = finish(run);
    expect(report.nodes.app.metrics.overLimit).toBe(report.clients.web.failed.shed);
    // Erlang's M/M/1/7 at twice its capacity completes all but 1/255 of it.
    expect(report.clients.web.completed / 16).toBeGreaterThan(92);
  });

  it.each(['gradient', 'vegas', 'aimd'])('that adapts keeps latency low under overload: %s', (policy) => {
    const settings = policy === 'aimd' ? 'min: 1, slowAfter: 200ms' : 'min: 1';
    const report = finish(start(`, concurrency: { policy: ${policy}, limit: 10, ${settings} }`));
    expect(report.clients.web.latency.p99).toBeLessThan(1.2);
    expect(report.clients.web.completed / 16).toBeGreaterThan(85);
  });

  it('changes while the run goes on and knows who is there; a crash forgets them', () => {
    const more = 'faults: [{ at: 10s, for: 1s, crash: app }]';
    const run = start(', concurrency: { policy: fixed, limit: 50 }', { more });
    const app = run.world.simulation.components.find(({ id }) => id === 'app') as unknown as { held: number };
    finish(run, [[5, 'set: app.concurrency, to: { policy: fixed, limit: 5 }']]);
    expect(app.held).toBeLessThanOrEqual(5);
    expect(app.held).toBeGreaterThan(0);
  });
});

describe('coalescing', () => {
  const keys = 'classes: { get: { key: uniform of 3 } }';

  it('makes concurrent reads of a key share one backend call', () => {
    const front = ', coalesce: true';
    const report = finish(start('', { front, client: keys }));
    const { front: door, app } = report.nodes;
    expect(app.metrics.arrived).toBe(door.metrics.admitted);
    expect(door.metrics.admitted + door.metrics.coalesced).toBe(report.clients.web.offered);
    // Three at most are ever there, and nobody waits for longer than these take.
    expect(app.metrics.queuePeak).toBeLessThanOrEqual(2);
    expect(report.clients.web.failed).toEqual({});
    expect(door.metrics.coalesced).toBeGreaterThan(1300);
  });

  it('lets whoever comes later share what is left of the wait', () => {
    const client = 'arrivals: constant';
    const slow = finish(start(', coalesce: true, service: 1s', { client, rate: 10, duration: 10.05 }));
    // Requests at 0.1 s … 10 s; ten share each second of work, and wait for 1 s, 0.9 s …
    expect(slow.nodes.app.metrics.queuePeak).toBe(0);
    expect(slow.clients.web.completed).toBeGreaterThanOrEqual(89);
    expect(slow.clients.web.latency.mean).toBeGreaterThan(0.49);
    expect(slow.clients.web.latency.mean).toBeLessThan(0.61);
  });

  it('ends all as the leader ends', () => {
    const client = 'arrivals: constant, timeout: 5s';
    const more =
      '  db: { kind: server, service: 400ms, rateLimit: { policy: fixed-window, rate: 1/s, window: 1s } }';
    const report = finish(
      start(', coalesce: true, service: 100ms, calls: db', { client, rate: 20, more, duration: 20 }),
    );
    const { completed, failed } = report.clients.web;
    expect(Object.keys(failed)).toEqual(['rate-limited']);
    // Every second one flight gets through: about as many as come in half a second.
    expect(completed / 20).toBeGreaterThan(7);
    expect(completed / 20).toBeLessThan(13);
  });

  it('goes on with who follows when the first is cancelled', () => {
    const hasty = '  hasty: { kind: source, target: front, rate: 10/s, timeout: 300ms, cancel: true }';
    const options = { client: 'arrivals: constant', rate: 7, more: hasty };
    const { clients, nodes } = finish(start(', coalesce: true, service: 500ms', options));
    expect(clients.web.failed).toEqual({});
    expect(clients.web.completed).toBeGreaterThan(95);
    expect(clients.hasty.completed).toBeGreaterThan(10);
    expect(nodes.app.metrics.cancelled).toBeGreaterThan(10);
  });

  it('leaves writes alone', () => {
    const client = 'classes: { put: { op: write } }';
    const report = finish(start('', { front: ', coalesce: true', client, rate: 50 }));
    expect(report.nodes.front.metrics.coalesced).toBe(0);
  });

  it('lets followers go when a leader is turned away or lost', () => {
    const more = 'faults: [{ at: 6s, for: 5s, crash: app }]';
    const front = ', coalesce: true, shed: [{ held: 100 }], concurrency: { policy: fixed, limit: 2 }';
    const report = finish(start(', speed: 0.1', { front, client: keys, more }));
    const { metrics } = report.nodes.front;
    expect(Object.keys(report.clients.web.failed).sort()).toContain('shed');
    expect(metrics.admitted + metrics.coalesced + metrics.shed + metrics.overLimit).toBe(metrics.forwarded);
  });
});

describe('settings', () => {
  const codes = (node: string): string[] => {
    const text = `brownout: 1
title: Wrong
duration: 1s
nodes:
  web: { kind: source, target: front, rate: 1/s }
  front: { kind: load-balancer, backends: app, ${node.startsWith('front') ? node.slice(6) : 'policy: random'} }
  app: { kind: server, ${node.startsWith('front') ? 'cores: 1' : node} }
`;
    return loadScenario(text).problems.map(({ code }) => code);
  };

  it('that have no effect are pointed out', () => {
    expect(codes('shed: [{ priority: 3 }]')).toEqual(['shedding-without-level']);
    expect(codes('front shed: [{ wait: 1s, held: 5 }]')).toEqual(['level-not-here']);
    expect(codes('shed: [{ wait: 1s, held: 5 }]')).toEqual([]);
    expect(codes('concurrency: { policy: vegas, tolerance: 2 }')).toEqual(['option-not-read']);
    expect(codes('concurrency: { limit: 5, min: 9 }')).toEqual(['limit-out-of-bounds']);
  });
});
