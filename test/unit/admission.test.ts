import { describe, expect, it } from 'vitest';
import type { Admission } from '../../sim-core/model/admission/admission.ts';
import type { Report } from '../../sim-core/run/report.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { finish as goToEnd } from './finish.ts';

interface Options {
  readonly client?: string;
  readonly server?: string;
  readonly front?: string;
  readonly times?: readonly number[];
  readonly duration?: number;
  readonly more?: string;
}

/** Requests at given times, a second apart if not said otherwise, through a balancer to servers without work. */
function start({ client = '', server = '', front = '', times = [], duration = 20, more = '' }: Options): Run {
  const text = `brownout: 1
title: Admission
duration: ${duration}s
warmup: none
nodes:
  web: { kind: replay, data: arrivals.csv, target: front${client} }
  front: { kind: load-balancer, backends: app${front} }
  app: { kind: server${server} }
${more}`;
  const files = new Map([['arrivals.csv', `seconds\n${times.join('\n')}\n`]]);
  const { scenario, problems } = loadScenario(text, { files });
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 2));
  return new Run(scenario);
}

/** As everywhere, but there is nothing to say of it. */
function finish(...given: Parameters<typeof goToEnd>): Report {
  const report = goToEnd(...given);
  expect(report.problems).toEqual([]);
  return report;
}

/** The admission of an instance. */
function doorOf({ world }: Run, id: string): Admission {
  const place = world.places.find((one) => one.id === id)!;
  return (world.simulation.components[place.address] as unknown as { admission: Admission }).admission;
}

const go = (options: Options): Report => finish(start(options));
const atOnce = (requests: number): number[] => Array.from({ length: requests }, () => 0);

describe('a rate limit in a run', () => {
  const leaky = 'policy: leaky-bucket, rate: 10/s';

  it('turns away with its own reason, at a balancer as at a server', () => {
    for (const where of ['front', 'server']) {
      const { clients, nodes } = go({ [where]: `, rateLimit: { ${leaky} }`, times: atOnce(10) });
      expect([clients.web.completed, clients.web.failed]).toEqual([1, { 'rate-limited': 9 }]);
      const { metrics } = nodes[where === 'front' ? 'front' : 'app'];
      expect([metrics.admitted, metrics.rateLimited]).toEqual([1, 9]);
    }
  });

  it('slows down what is let in: ten at once as six, at 0, 100 … 500 ms', () => {
    const burst = `, rateLimit: { ${leaky}, burst: 5 }`;
    const { clients } = go({ front: burst, times: atOnce(10) });
    expect([clients.web.completed, clients.web.failed]).toEqual([6, { 'rate-limited': 4 }]);
    expect(clients.web.latency.max).toBeCloseTo(0.5, 9);
    expect(clients.web.latency.mean).toBeCloseTo(0.25, 9);
    const nodelay = go({ front: `, rateLimit: { ${leaky}, burst: 5, nodelay: true }`, times: atOnce(10) });
    expect([nodelay.clients.web.completed, nodelay.clients.web.latency.max]).toEqual([6, 0]);
  });

  it('counts a request by all limits or by none', () => {
    const both = `, rateLimit: { rate: 0.001/s, burst: 3 }, keyLimit: { per: class, rate: 0.001/s, burst: 2 }`;
    const classes = ', classes: { a: { share: 1 }, b: { share: 1 } }';
    const { clients } = go({ front: both, client: classes, times: atOnce(40) });
    // Two of one class and one of the other: what the class limit turns away is not taken from the other.
    expect([clients.web.completed, clients.web.failed]).toEqual([3, { 'rate-limited': 37 }]);
  });

  it('limits each key by itself, and each caller', () => {
    const client = ', classes: { all: { key: uniform of 7 } }';
    const times = Array.from({ length: 200 }, (_, i) => i / 100);
    const per = (what: string) => `, keyLimit: { per: ${what}, rate: 0.001/s, burst: 5 }`;
    expect(go({ client, times, front: per('key') }).clients.web.completed).toBe(35);
    expect(go({ client, times, front: per('caller') }).clients.web.completed).toBe(5);
  });

  it('does not keep health checks out', () => {
    const front = ', checks: { interval: 100ms }';
    const { nodes } = go({ front, server: `, rateLimit: { ${leaky} }`, times: [0] });
    expect([nodes.app.metrics.rateLimited, nodes.front.metrics.ejected]).toEqual([0, 0]);
  });

  it('forgets what it knew when its process dies, and counts on', () => {
    const server = ', rateLimit: { rate: 0.001/s, burst: 2 }';
    const more = 'faults: [{ at: 1s, for: 1s, crash: app }]';
    const { clients, nodes } = go({ server, more, times: [...atOnce(5), 5, 5, 5, 5] });
    expect(clients.web.completed).toBe(4);
    expect([nodes.app.metrics.admitted, nodes.app.metrics.rateLimited]).toEqual([4, 5]);
  });

  it('forgets who waits at the door when its process dies', () => {
    const server = `, rateLimit: { ${leaky}, burst: 100 }`;
    const more = 'faults: [{ at: 2.05s, for: 1s, crash: app }]';
    const run = start({ server, more, times: atOnce(50) });
    const { clients, nodes } = finish(run);
    expect([clients.web.completed, clients.web.failed]).toEqual([21, { downstream: 29 }]);
    expect([doorOf(run, 'app').delayed, nodes.app.metrics.admitted]).toEqual([0, 21]);
  });

  it('changes while the run goes on, without losing who waits', () => {
    const front = `, rateLimit: { ${leaky}, burst: 100 }`;
    const times = [...atOnce(50), ...Array.from({ length: 10 }, () => 8)];
    const change = (limit: string) => `set: front.rateLimit, to: ${limit}`;
    const { clients, nodes } = finish(start({ front, times }), [[1, change('{ rate: 0.001/s, burst: 4 }')]]);
    expect([clients.web.completed, clients.web.failed]).toEqual([54, { 'rate-limited': 6 }]);
    expect(nodes.front.metrics.admitted).toBe(54);
  });
});

describe('a limit that replicas share', () => {
  const limit = (sync: string) =>
    `, replicas: 4, rateLimit: { policy: distributed-window, rate: 10/s, window: 2s, sync: ${sync} }`;
  const times = Array.from({ length: 1000 }, (_, i) => i / 100);

  it('lets in the closer to it the more often they tell each other', () => {
    const entered = (sync: string) => go({ server: limit(sync), times, duration: 10 }).clients.web.completed;
    const [often, seldom, never] = [entered('10ms'), entered('500ms'), entered('1h')];
    expect(often).toBeGreaterThanOrEqual(100);
    expect(often).toBeLessThanOrEqual(115);
    expect(seldom).toBeGreaterThan(often + 20);
    expect(never).toBe(400);
  });

  it('may be shared under a name', () => {
    const shared =
      ', keyLimit: { policy: distributed-window, rate: 10/s, window: 10s, sync: 1ms, sharedAs: api }';
    const more =
      '  other: { kind: source, target: second, rate: 100/s, arrivals: constant }\n' +
      `  second: { kind: load-balancer, backends: app${shared} }`;
    const { clients } = go({ front: shared, more, times, duration: 10 });
    expect(clients.web.completed + clients.other.completed).toBeLessThan(105);
  });
});

describe('Retry-After', () => {
  const retry = (respect: boolean) =>
    `, retry: { policy: fixed, attempts: 2, base: 50ms, respectRetryAfter: ${respect} }`;
  const limit = (retryAfter: string) =>
    `, rateLimit: { policy: fixed-window, rate: 0.4/s, window: 2.5s, retryAfter: ${retryAfter} }`;
  const outcome = (options: Options) => {
    const { web } = go({ times: [1, 1.3], ...options }).clients;
    return [web.completed, web.latency.max];
  };

  it('is kept to by who is told to, through a balancer and through a server', () => {
    expect(outcome({ client: retry(false), server: limit('exact') })).toEqual([1, 0]);
    expect(outcome({ client: retry(true), server: limit('unsaid') })).toEqual([1, 0]);
    // Replayed times count from the first: 0 and 0.3 s. The window ends at 2.5 s; seconds are rounded up.
    expect(outcome({ client: retry(true), server: limit('exact') })[1]).toBeCloseTo(2.2, 9);
    expect(outcome({ client: retry(true), server: limit('whole-seconds') })[1]).toBeCloseTo(3, 9);
    const more = `  db: { kind: server${limit('exact')} }`;
    expect(outcome({ client: retry(true), server: ', calls: db', more })[1]).toBeCloseTo(2.2, 9);
  });

  it('never shortens a wait, and makes none beyond the deadline', () => {
    const slow = ', retry: { policy: fixed, attempts: 2, base: 9s, respectRetryAfter: true }';
    expect(outcome({ client: slow, server: limit('exact') })[1]).toBeCloseTo(9, 9);
    const client = `${retry(true)}, deadline: 2s`;
    expect(outcome({ client, server: limit('exact') })).toEqual([1, 0]);
  });
});

describe('settings of a rate limit', () => {
  const codes = (limit: string): string[] => {
    const text = `brownout: 1
title: Wrong
duration: 1s
nodes:
  web: { kind: source, target: app, rate: 1/s }
  app: { kind: server, rateLimit: { rate: 1/s, ${limit} } }
`;
    return loadScenario(text).problems.map(({ code }) => code);
  };

  it('that have no effect, or shut the door, are pointed out', () => {
    expect(codes('window: 10s')).toEqual(['option-not-read']);
    expect(codes('policy: leaky-bucket, sync: 1s, sharedAs: x')).toEqual([
      'option-not-read',
      'option-not-read',
    ]);
    expect(codes('policy: distributed-window, sync: 1s, sharedAs: x')).toEqual([]);
    expect(codes('policy: sliding-log, window: 100ms')).toEqual(['window-lets-nobody-in']);
    expect(codes('policy: leaky-bucket, delay: 1, nodelay: true')).toEqual(['excludes-other-setting']);
  });
});
