import { describe, expect, it } from 'vitest';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { finish as goToTheEnd } from './finish.ts';

interface Options {
  readonly balancer?: string;
  readonly api?: string;
  readonly source?: string;
  readonly duration?: number;
  readonly extra?: string;
}

/** A source, a balancer and servers, a millisecond apart, that answer within exactly ten milliseconds. */
function textOf({
  balancer = '',
  api = '',
  source = 'rate: 200/s, arrivals: constant',
  duration = 60,
  extra = '',
}: Options): string {
  return `
brownout: 1
duration: ${duration}s
warmup: none
nodes:
  client: { kind: source, target: front, timeout: 2s, ${source} }
  front: { kind: load-balancer, backends: api, ${balancer} }
  api: { kind: server, replicas: 4, service: 10ms, ${api} }
network: { default: { latency: 1ms } }
${extra}`;
}

function start(options: Options): Run {
  const { scenario, problems } = loadScenario(textOf(options));
  expect(problems).toEqual([]);
  return new Run(scenario!);
}

function finish(run: Run, actions: Parameters<typeof goToTheEnd>[1] = []) {
  const report = goToTheEnd(run, actions);
  expect(report.problems).toEqual([]);
  const front = report.nodes.front.metrics;
  const arrived = Object.values(report.nodes.api.replicas).map(({ metrics }) => metrics.arrived);
  const moments = (kind: string) => report.moments.filter((one) => one.kind === kind).map(({ at }) => at);
  return { client: report.clients.client, front, arrived, moments, report };
}

const go = (options: Options) => finish(start(options));
const crash = (what: string, at: number, lasts: number) =>
  `  - { at: ${at}s, for: ${lasts}s, crash: ${what} }`;

describe('health checks', () => {
  const checks = 'maxFails: 0, tries: 1, checks: { interval: 500ms, fall: 3, rise: 2 }';

  it('find out between fall − 1 and fall intervals, and see the return after rise − 1 to rise', () => {
    for (const at of [10, 10.1, 10.2, 10.3, 10.45]) {
      const { moments } = go({ balancer: checks, extra: `faults:\n${crash('api-2', at, 20)}` });
      const [out] = moments('backend-ejected');
      const [back] = moments('backend-restored');
      expect(out - at).toBeGreaterThanOrEqual(1);
      expect(out - at).toBeLessThanOrEqual(1.51);
      expect(back - at - 20).toBeGreaterThanOrEqual(0.5);
      expect(back - at - 20).toBeLessThanOrEqual(1.01);
    }
  });

  it('cost a message, no work, and come as often as said', () => {
    const { front, arrived, report } = go({ balancer: checks, source: 'rate: 0.001/s, arrivals: constant' });
    // Every 500 ms and the 2 ms that a check takes.
    expect(front.checked).toBeGreaterThan(4 * 118);
    expect(front.checked).toBeLessThanOrEqual(4 * 120);
    expect(arrived.reduce((sum, count) => sum + count)).toBe(front.checked);
    expect(report.nodes.api.metrics.utilisation).toBe(0);
    expect(front.forwarded).toBe(0);
  });

  it('fail where a backend is too busy to answer', () => {
    const { moments } = go({
      balancer: `${checks}, policy: first`,
      source: 'rate: 300/s, arrivals: constant',
      api: 'queue: 1',
    });
    expect(moments('backend-ejected').length).toBeGreaterThan(0);
  });
});

describe('the queue', () => {
  it('makes servers of one place each the same as one server with as many cores', () => {
    const source = 'rate: 360/s';
    const api = 'service: exponential 10ms';
    const far = 'network: { default: { latency: 0s } }';
    const documents = [
      textOf({ balancer: 'maxConnections: 1, queue: 100k', source, duration: 300 }),
      textOf({ source, duration: 300 }).replace('replicas: 4', 'cores: 4, queue: 100k'),
    ].map((text) => text.replace('service: 10ms', api).replace(/network: .*/, far));
    const [split, whole] = documents.map((text) => {
      const { scenario, problems } = loadScenario(text);
      expect(problems).toEqual([]);
      return finish(new Run(scenario!));
    });
    expect(split.client.offered).toBeGreaterThan(100_000);
    expect(split.client.latency.mean).toBeCloseTo(whole.client.latency.mean!, 9);
    expect(split.client.latency.p99).toBe(whole.client.latency.p99);
    expect(split.front.queueLength).toBeCloseTo(whole.report.nodes.api.metrics.queueLength, 6);
  });

  it('is bounded, and nobody waits longer than allowed', () => {
    const overload = { source: 'rate: 800/s, arrivals: constant', duration: 20 };
    const bounded = go({ ...overload, balancer: 'maxConnections: 1, queue: 20' });
    expect(Object.keys(bounded.client.failed)).toEqual(['rejected']);
    expect(bounded.client.latency.max).toBeLessThan(0.09);
    const patient = go({ ...overload, balancer: 'maxConnections: 1, queue: 1000, queueTimeout: 50ms' });
    expect(Object.keys(patient.client.failed)).toEqual(['no-backend']);
    expect(patient.client.latency.max).toBeLessThan(0.066);
    expect(patient.client.throughput).toBeGreaterThan(310);
  });

  it('fails at once where no backend is up', () => {
    const { client } = go({
      balancer: 'maxConnections: 1, queue: 1000, tries: 1, maxFails: 0, checks: {}',
      extra: `faults:\n${crash('api', 20, 30)}`,
    });
    expect(client.failed['no-backend']).toBeGreaterThan(4000);
    expect(client.failed.timeout).toBeUndefined();
  });
});

describe('connections', () => {
  it('cost round trips where none is open', () => {
    const cost = (balancer: string) =>
      go({ balancer, source: 'rate: 10/s, arrivals: constant' }).client.latency.mean!;
    const free = cost('');
    expect(cost('connections: { handshake: 1 }') - free).toBeCloseTo(0.002, 9);
    expect(cost('connections: { handshake: 3 }') - free).toBeCloseTo(0.006, 9);
  });

  it('are used again while they last', () => {
    const { front } = go({
      balancer: 'connections: { keep: 100 }',
      source: 'rate: 10/s, arrivals: constant',
    });
    expect(front.opened).toBe(4);
    const short = go({
      balancer: 'connections: { keep: 100, idle: 300ms }',
      source: 'rate: 10/s, arrivals: constant',
    });
    // Four backends in turn: each is asked every 400 ms.
    expect(short.front.opened).toBe(short.front.forwarded);
  });

  it('die with their backend', () => {
    const { front } = go({
      balancer: 'connections: { keep: 100 }, failTimeout: 1s',
      source: 'rate: 10/s, arrivals: constant',
      extra: `faults:\n${crash('api-2', 20, 5)}`,
    });
    expect(front.opened).toBeGreaterThan(4);
    expect(front.opened).toBeLessThan(10);
  });
});

describe('outlier ejection', () => {
  it('ejects for the base time whom answers condemn, with errors of the application too', () => {
    const { moments, client } = go({
      balancer: 'maxFails: 0, tries: 1, outliers: { interval: 1s, baseTime: 10s }',
      extra: `faults:\n${crash('api-2', 10, 5)}`,
    });
    const [out] = moments('backend-ejected');
    const [back] = moments('backend-restored');
    expect(out - 10).toBeLessThan(0.12);
    expect(back - out).toBeGreaterThanOrEqual(10);
    expect(back - out).toBeLessThanOrEqual(11);
    expect(Object.values(client.failed).reduce((sum, count) => sum + count)).toBeLessThanOrEqual(6);
  });
});

describe('panic', () => {
  it('sends to everybody once too few are well', () => {
    const down = ['api-1', 'api-2', 'api-3'].map((id) => crash(id, 10, 40)).join('\n');
    const share = (balancer: string) => {
      const { arrived } = go({
        balancer: `maxFails: 0, tries: 1, checks: { interval: 200ms }, ${balancer}`,
        source: 'rate: 80/s, arrivals: constant',
        extra: `faults:\n${down}`,
      });
      return arrived[3] / arrived.reduce((sum, count) => sum + count);
    };
    expect(share('panicThreshold: 50%')).toBeLessThan(0.6);
    expect(share('')).toBeGreaterThan(0.7);
  });
});

describe('drain', () => {
  it('sends nothing new, loses nothing, and can be taken back', () => {
    const run = start({});
    const result = finish(run, [
      [20, 'set: front.drain, to: [2, 3]'],
      [40, 'set: front.drain, to: []'],
    ]);
    expect(result.client.failed).toEqual({});
    const [one, two, three, four] = result.arrived;
    expect([two, three].map((count) => Math.round(count / 100))).toEqual([20, 20]);
    expect(Math.abs(one - 4000)).toBeLessThan(20);
    expect(Math.abs(four - 4000)).toBeLessThan(20);
  });
});

describe('backups', () => {
  it('serve only while nobody else can, all of them or one', () => {
    const shares = (balancer: string) => {
      const text = textOf({
        balancer: `backup: spare, ${balancer}`,
        extra: `faults:\n${crash('api', 20, 20)}`,
      });
      const withSpare = text.replace(
        'network:',
        '  spare: { kind: server, replicas: 2, service: 10ms }\nnetwork:',
      );
      const { scenario, problems } = loadScenario(withSpare);
      expect(problems).toEqual([]);
      const { report } = finish(new Run(scenario!));
      return Object.values(report.nodes.spare.replicas).map(({ metrics }) =>
        Math.round(metrics.arrived / 500),
      );
    };
    expect(shares('maxFails: 1, failTimeout: 1s')).toEqual([4, 4]);
    expect(shares('maxFails: 1, failTimeout: 1s, allBackups: false')).toEqual([8, 0]);
  });
});

describe('slow start', () => {
  it('gives who comes back a growing share', () => {
    const run = start({
      balancer: 'maxFails: 0, checks: { interval: 100ms }, slowStart: 20s',
      extra: `faults:\n${crash('api-2', 10, 10)}`,
    });
    const counts: number[] = [];
    for (let at = 20; at <= 45; at += 5) {
      run.advance(at);
      counts.push(run.report().nodes.api.replicas['api-2'].metrics.arrived);
    }
    // Requests and ten checks a second.
    const perSecond = counts.slice(1).map((count, i) => (count - counts[i]) / 5 - 10);
    expect(perSecond.every((rate, i) => i === 0 || rate > perSecond[i - 1] - 1)).toBe(true);
    expect(perSecond[0]).toBeLessThan(15);
    expect(Math.abs(perSecond[4] - 50)).toBeLessThan(2);
  });
});
