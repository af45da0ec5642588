import { describe, expect, it } from 'vitest';
import { REJECTED } from '../../sim-core/model/status.ts';
import { run } from '../../sim-core/run/run.ts';
import type { Report } from '../../sim-core/run/report.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { Bench } from './traffic-world.ts';

const EVEN = { rate: '1/s', arrivals: 'constant' };

function report(client: string, nodes: string): Report {
  const { scenario, problems } = loadScenario(`brownout: 1
title: Deadlines
duration: 30s
warmup: none
nodes:
  web: { kind: source, target: app, arrivals: constant, ${client} }
${nodes}
`);
  expect(problems).toEqual([]);
  return run(scenario!);
}

describe('a deadline at the client', () => {
  it('ends the request, whatever its timeout', () => {
    for (const timeout of [undefined, '700ms']) {
      const { client } = new Bench(
        'source',
        { ...EVEN, deadline: '300ms', timeout },
        {
          answer: () => ({ after: 0.5 }),
        },
      ).to(4.9);
      expect(client.failed).toBe(4);
      expect(client.failedBy[12]).toBe(4);
      expect(client.late).toBe(4);
    }
  });

  it('leaves a shorter timeout alone, and allows no retry beyond it', () => {
    const retry = { policy: 'fixed', attempts: 9, base: '100ms' };
    const settings = { ...EVEN, deadline: '250ms', timeout: '200ms', retry };
    const failing = new Bench('source', settings, { answer: () => ({ after: 0.01, status: REJECTED }) });
    expect(failing.to(1.9).client.attempts).toBe(3);
    expect(new Bench('source', settings, { answer: () => ({ after: 9 }) }).to(1.9).client.attempts).toBe(1);
  });
});

describe('a deadline at the server', () => {
  it('keeps it from work that nobody waits for once it is back from a stall', () => {
    const app = `  app: { kind: server, service: 100ms, queue: 10k }
faults: [{ at: 5.05s, for: 10s, slow: app, times: 1000000 }]`;
    const { web } = report('rate: 5/s, deadline: 1s', app).clients;
    const { web: silent } = report('rate: 5/s, timeout: 1s', app).clients;
    expect(Object.keys(web.failed)).toEqual(['deadline-exceeded']);
    // Of ten seconds' requests only those of the last one are still wanted, and one was in the server.
    expect([web.completed, web.late]).toEqual([103, 1]);
    expect(silent.late).toBeGreaterThan(50);
    expect(silent.completed).toBeLessThan(70);
  });

  it('goes with the calls that it makes', () => {
    const nodes = (timeout: string) => `  app: { kind: server, service: 100ms, calls: [{ to: db${timeout} }] }
  db: { kind: server, service: 700ms, cores: 9 }`;
    for (const timeout of ['', ', timeout: 5s']) {
      const found = report('rate: 1/s, deadline: 500ms', nodes(timeout));
      expect(found.clients['web'].completed).toBe(0);
      expect(found.nodes['app'].metrics['failedCalls']).toBe(
        found.clients['web'].failed['deadline-exceeded'],
      );
      expect(found.nodes['app'].metrics['lateCalls']).toBeGreaterThan(20);
    }
  });
});
