import { describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { faults } from '../../sim-core/fault/index.ts';
import { formatQuantity } from '../../sim-core/model/units.ts';
import { Run } from '../../sim-core/run/run.ts';
import { kinds, loadScenario, parseCommand } from '../../sim-core/scenario/index.ts';

const TEXT = `brownout: 1
title: Faults
duration: 60s
warmup: none
zones: [a, b]
nodes:
  web: { kind: source, target: front, rate: 50/s, timeout: 1s }
  front: { kind: load-balancer, backends: app, failTimeout: 1s }
  app: { kind: server, replicas: 3, zones: [a, b], service: exponential 5ms, calls: [{ to: store, timeout: 500ms }] }
  store: { kind: replicated-store, replicas: 3, zones: [a, b], detectAfter: 1s }
network: { default: { latency: 2ms, bandwidth: 1Gbit/s, loss: 0.1% } }
`;

/** One way to strike with each fault; a new fault needs a line here. */
const STRIKES: Readonly<Record<string, string>> = {
  crash: '{ crash: app-2 }',
  restart: '{ restart: app }',
  slow: '{ slow: app, times: 4 }',
  partition: '{ partition: app <-> store }',
  delay: '{ delay: front -> app, by: 30ms }',
  drop: '{ drop: front <-> app, share: 50% }',
  'zone-outage': '{ zone-outage: b }',
};

function start(): Run {
  const { scenario, problems } = loadScenario(TEXT);
  if (scenario === null) throw new Error(JSON.stringify(problems));
  return new Run(scenario);
}

/** Everything that a fault may turn, as text. */
function knobs({ world }: Run): string {
  const { simulation, network, places } = world;
  const up = places.map(({ address, id }) => `${id} ${simulation.isUp(address) ? 'up' : 'down'}`);
  const speeds = simulation.components.map(
    (c) => (c as unknown as { cores?: { speed: number } }).cores?.speed ?? 1,
  );
  const links = network.links.map(
    (link) => `${link.from.id}>${link.to.id} ${link.cut} ${link.loss} ${link.faults.length} ${link.isPlain}`,
  );
  return [...up, speeds.join(' '), ...links].join('\n');
}

describe.each(faults.map((fault) => [fault.name, fault] as const))('%s', (name, fault) => {
  const command = (lasting: string) => {
    const { scenario } = loadScenario(TEXT);
    const { command: parsed, problems } = parseCommand(
      STRIKES[name].replace(' }', `${lasting} }`),
      scenario!,
    );
    if (parsed === null) throw new Error(JSON.stringify(problems));
    return parsed;
  };

  it('has what lists and forms need', () => {
    expect(name).toMatch(/^[a-z][a-z-]*$/);
    expect(fault.summary).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(fault.params.shape)).toContain(name);
  });

  it('says of itself what a sentence and a hunt need', () => {
    const settings = Object.keys(fault.params.shape);
    const named = [...fault.sentence.matchAll(/\{([\w-]+)\}/g)].map(([, setting]) => setting);
    expect(named).toContain(name);
    expect(settings).toEqual(expect.arrayContaining(named));
    const { strength, worse, feltWith } = fault;
    if (strength !== undefined) {
      expect(named).toContain(strength.setting);
      expect(strength.mild).toBeLessThan(strength.severe);
      for (const value of [strength.mild, strength.severe]) {
        const text = formatQuantity(strength.dimension, value);
        const field = fault.params.shape[strength.setting] as z.ZodType;
        expect(field.safeParse(strength.dimension === 'number' ? value : text).success, text).toBe(true);
      }
    }
    if (worse !== undefined) expect(settings).toContain(worse.setting);
    const metrics = kinds.flatMap((kind) => kind.metrics.map((metric) => metric.name));
    if (feltWith !== undefined) expect(metrics).toContain(feltWith);
  });

  it.runIf(fault.lasts)('turns a knob, and turns every knob back', () => {
    const run = start();
    run.advance(5);
    const before = knobs(run);
    run.intervene(command(', for: 10s'));
    expect(knobs(run)).not.toBe(before);
    run.advance(16);
    expect(knobs(run)).toBe(before);
  });

  it.runIf(fault.lasts)('adds up with itself: the first end does not undo the second', () => {
    const run = start();
    run.advance(5);
    const before = knobs(run);
    run.intervene(command(', for: 10s'));
    run.advance(10);
    run.intervene(command(', for: 10s'));
    run.advance(16);
    expect(knobs(run)).not.toBe(before);
    run.advance(21);
    expect(knobs(run)).toBe(before);
  });

  it('breaks no law of the engine', () => {
    const run = start();
    run.advance(5);
    run.intervene(command(fault.lasts ? ', for: 10s' : ''));
    run.advance(60);
    expect(run.report().problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('repeats when it is known beforehand', () => {
    const live = start();
    live.advance(5.25);
    live.intervene(command(''));
    live.advance(60);
    const replay = new Run(live.scenario, { interventions: live.interventions });
    replay.advance(60);
    expect(replay.fingerprint).toBe(live.fingerprint);
    expect(replay.fingerprint).not.toBe(finished().fingerprint);
  });
});

function finished(): Run {
  const run = start();
  run.advance(60);
  return run;
}
