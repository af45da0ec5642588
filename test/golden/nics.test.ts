import { describe, expect, it } from 'vitest';
import { Simulation } from '../../sim-core/kernel/simulation.ts';
import type { Flow } from '../../sim-core/model/network/flows.ts';
import { Nics } from '../../sim-core/model/network/nics.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

/** Interfaces of four instances, 0 to 3; what is sent, when, and when it is through. */
class Wire {
  readonly said: string[] = [];
  readonly simulation = new Simulation();
  readonly nics: Nics;

  constructor(speeds: readonly number[]) {
    this.nics = new Nics(this.simulation, ({ op, from, to }) =>
      this.said.push(`${Number(this.simulation.now.toFixed(6))}s ${op}: ${from} → ${to}`),
    );
    speeds.forEach((speed, address) => this.nics.add(address, speed));
    this.nics.join();
  }

  send(at: number, name: number, from: number, to: number, bytes: number): this {
    this.simulation.advance(at);
    const flow: Flow = { link: 0, from, to, op: name, a: 0, b: 0, bytes };
    this.nics.begin(flow, this.nics.way(from, to)!);
    return this;
  }

  end(at: number): string {
    this.simulation.advance(at);
    return this.said.join('\n');
  }
}

describe('messages through network interfaces', () => {
  it('share what leaves one instance, anew whenever one comes or is through', () => {
    const wire = new Wire([100, 1000, 1000]).send(0, 1, 0, 1, 100).send(0.5, 2, 0, 2, 100);
    expect(wire.end(10)).toMatchInlineSnapshot(`
      "1.5s 1: 0 → 1
      2s 2: 0 → 2"
    `);
    expect(wire.nics.area(0, 10)).toBeCloseTo(2, 9);
  });

  it('give what one cannot use to the others', () => {
    const wire = new Wire([100, 1000, 40, 1000]).send(0, 1, 0, 2, 80).send(0, 2, 0, 3, 180);
    expect(wire.end(10)).toMatchInlineSnapshot(`
      "2s 1: 0 → 2
      2.6s 2: 0 → 3"
    `);
  });

  it('go in and out at full speed at the same time', () => {
    expect(new Wire([100, 100]).send(0, 1, 0, 1, 100).send(0, 2, 1, 0, 100).end(10)).toMatchInlineSnapshot(`
      "1s 1: 0 → 1
      1s 2: 1 → 0"
    `);
  });

  it('are lost with their machine, and leave their share to the others', () => {
    const wire = new Wire([100, 1000, 1000]).send(0, 1, 0, 1, 100).send(0, 2, 0, 2, 100).send(1, 3, 1, 2, 10);
    expect(wire.nics.cut(1).map(({ op }) => op)).toEqual([1, 3]);
    expect(wire.end(10)).toMatchInlineSnapshot(`"1.5s 2: 0 → 2"`);
  });
});

const TEXT = `brownout: 1
title: Interfaces
duration: 20s
warmup: none
zones: [a, b]
nodes:
  client: { kind: replay, data: r.csv, target: desk, timeout: 15s, classes: { all: { work: 0s, size: 0B } } }
  desk: { kind: server, zone: a, nic: 8kbit/s }
`;

/** Sends requests for answers of 1,000 bytes each, which take a second alone. */
function play(more: string): Run {
  const files = new Map([['r.csv', 'seconds,bytes\n0,1000\n0.5,1000\n']]);
  const { scenario, problems } = loadScenario(TEXT + more, { files });
  if (scenario === null) throw new Error(JSON.stringify(problems));
  const run = new Run(scenario);
  run.advance(20);
  return run;
}

describe('a server with a network interface', () => {
  it('sends its answers as fast as that lets it, and then they travel', () => {
    const report = play('network: { default: { latency: 100ms } }\n').report();
    expect(report.problems).toEqual([]);
    expect(report.clients.client.latency.count).toBe(2);
    expect(report.clients.client.latency.min).toBeCloseTo(1.7, 9);
    expect(report.clients.client.latency.max).toBeCloseTo(1.7, 9);
    expect(report.nodes.desk.metrics).toMatchObject({ nicOut: 0.1, nicIn: 0 });
  });

  it('loses what had not left when its machine goes, without a trace', () => {
    const run = play('faults: [{ at: 1s, for: 2s, crash: desk, machine: true }]\n');
    expect(run.report().clients.client.failed).toEqual({ timeout: 2 });
    expect(run.report().problems).toEqual([]);
  });

  it('still sends what had been handed to the machine when only its process dies', () => {
    const run = play('faults: [{ at: 1s, for: 2s, crash: desk }]\n');
    expect(run.report().clients.client.completed).toBe(2);
  });
});
