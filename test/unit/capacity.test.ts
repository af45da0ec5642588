import { describe, expect, it } from 'vitest';
import { planCapacity } from '../../sim-core/run/experiment/capacity/capacity.ts';
import { isAnswer, type CapacityReport } from '../../sim-core/run/experiment/capacity/capacity-report.ts';
import { Variations, scaledLoadOf } from '../../sim-core/run/experiment/capacity/variations.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { planFor } from './capacity-driver.ts';

const ZONED = `brownout: 1
title: Zoned
duration: 10s
zones: [a, b, c]
nodes:
  web: { kind: source, target: front, rate: 100/s }
  front: { kind: load-balancer, policy: random, backends: api }
  api: { kind: server, replicas: 6, service: exponential 5ms, zones: [a, b, c] }
expect: [web.p50 < 1s]
`;

const clear = (holds: boolean): number => (holds ? 1 : 0);

function loadOf({ load }: CapacityReport) {
  if (!isAnswer(load)) throw new Error(load?.reason);
  return load;
}

function replicasOf({ replicas }: CapacityReport) {
  return replicas.map((answer) => (isAnswer(answer) ? answer.meets : answer.reason));
}

describe('systems that are made up', () => {
  it.each([0.02, 0.3, 1, 1.7, 8, 55])('bear %d times the load', (most) => {
    const load = loadOf(planFor(ZONED, {}, ({ factor }) => clear(factor <= most)));
    expect(load.meets).toBeLessThanOrEqual(most);
    expect(load.misses).toBeGreaterThan(most);
    expect(load.misses! / load.meets!).toBeLessThan(1.021);
    expect(load.complete).toBe(true);
  });

  it.each([1, 2, 5, 6, 7, 20, 40])(
    'need %d replicas, one more without one, and of every zone two thirds',
    (needed) => {
      const report = planFor(ZONED, { node: 'api' }, ({ replicas, lostNode, lostZone }) => {
        const there = replicas ?? 6;
        const inZone = (index: number) => Math.ceil((there - index) / 3);
        const lost = lostNode ? 1 : lostZone === null ? 0 : inZone(['a', 'b', 'c'].indexOf(lostZone));
        return clear(there - lost >= needed);
      });
      // Of the zones a always has most.
      let zoned = needed;
      while (zoned - Math.ceil(zoned / 3) < needed) zoned++;
      expect(replicasOf(report)).toEqual([needed, needed + 1, zoned > 48 ? null : zoned]);
    },
  );

  it('that do not get worse at any load are said so, with the limit', () => {
    const load = loadOf(planFor(ZONED, {}, () => 1));
    expect(load).toMatchObject({ misses: null, complete: true });
    expect(load.meets).toBeGreaterThan(60);
    expect(load.limit).toContain('64 times');
  });

  it('that never meet their objectives are said so', () => {
    const report = planFor(ZONED, { node: 'api' }, () => 0);
    expect(loadOf(report).meets).toBeNull();
    expect(loadOf(report).misses).toBeLessThan(0.02);
    expect(replicasOf(report)).toEqual([null, null, null]);
    expect(report.asItIs.decision).toBe('misses');
  });

  it('lose all with their only replica, without a run', () => {
    const report = planFor(ZONED, { node: 'api' }, ({ lostNode, replicas }) => {
      expect(lostNode && replicas === 1).toBe(false);
      return 1;
    });
    expect(replicasOf(report)).toEqual([1, 2, 1]);
  });

  it('between surely and seldom have a band, and claims that are seldom wrong', () => {
    // From 0.97 at 1.5 times the load evenly down to 0.4 at 2.1 times.
    const chance = (factor: number) => Math.min(0.97, Math.max(0.4, 0.97 - ((factor - 1.5) / 0.6) * 0.57));
    const wrong = Array.from({ length: 40 }, (_, seed) => {
      const { meets, misses } = loadOf(planFor(ZONED, { seed: 1000 * seed }, ({ factor }) => chance(factor)));
      return chance(meets!) <= 0.5 || chance(misses!) >= 0.9;
    }).filter(Boolean).length;
    expect(wrong).toBeLessThanOrEqual(2);
  });

  it('find the knee of M/M/1 at half of its capacity', () => {
    const { knee } = planFor(ZONED, {}, () => 1);
    if (!isAnswer(knee)) throw new Error(knee?.reason);
    // A capacity of 200/s is twice the load, so half of it is the load as it is.
    expect(knee.rises).toBeLessThanOrEqual(1);
    expect(knee.falls).toBeGreaterThanOrEqual(1);
    expect(knee.falls! / knee.rises!).toBeLessThan(1.5);
  });

  it('get no more runs than are allowed', () => {
    const report = planFor(ZONED, { maxRuns: 30 }, ({ factor }) => clear(factor < 3));
    expect(report.runs).toBeLessThanOrEqual(30);
    expect(report.cutShort).toBe(true);
    expect(loadOf(report)).toMatchObject({ complete: false });
  });
});

const ALONE = `brownout: 1
title: Alone
duration: 4s
warmup: none
nodes:
  web: { kind: source, target: api, rate: 200/s }
  api: { kind: server, service: 1ms }
expect: [web.p50 < 1s]
`;

describe('questions that have no answer', () => {
  it('a server without a balancer: why, and what to do', () => {
    const { report } = planCapacity(ALONE, { maxRuns: 12 });
    expect(report!.node).toBeNull();
    const [plain] = report!.replicas;
    expect(plain).toMatchObject({ lost: 'nothing' });
    expect(isAnswer(plain) ? '' : `${plain.reason} ${plain.fix}`).toMatch(/balancer/);
    expect(planCapacity(ALONE, { node: 'api' }).refusal).toMatch(/balancer/);
  });

  it('nodes and clients that are not there, or have no replicas', () => {
    expect(planCapacity(ZONED, { node: 'apo' }).refusal).toContain('Did you mean “api”?');
    expect(planCapacity(ZONED, { node: 'front' }).refusal).toContain('load-balancer: it has no replicas');
    expect(planCapacity(ZONED, { sources: ['wep'] }).refusal).toContain('Did you mean “web”?');
    expect(planCapacity(ZONED, { objectives: ['web.p98 < 1s'] }).problems[0].what).toContain('p98');
  });

  it('no objective, or only such as describe a story', () => {
    const { report } = planCapacity(ALONE.replace('web.p50 < 1s', 'web.p50 > 1us'), { maxRuns: 8 });
    expect(report!.objectives.used).toEqual([]);
    expect(report!.objectives.leftOut).toMatchObject([{ text: 'web.p50 > 1us' }]);
    expect(isAnswer(report!.load)).toBe(false);
  });

  it('objectives that runs this short give no value for', () => {
    const { report } = planCapacity(ALONE.replace('p50', 'p999'), { maxRuns: 20 });
    expect(report!.asItIs).toMatchObject({ decision: 'undecided', silent: 3, held: 0, missed: 0 });
  });

  it('fewer replicas than a fault names', () => {
    const text = ZONED.replace('expect:', 'faults: [{ at: 3s, crash: api-3 }]\nexpect:');
    const [plain] = planFor(text, { node: 'api' }, () => 1).replicas;
    expect(plain).toMatchObject({ meets: 3, range: [3, 48] });
    expect(isAnswer(plain) ? plain.leastReason : '').toContain('api-3');
  });

  it('replicas that an autoscaler decides', () => {
    const text = ZONED.replace('nodes:', 'nodes:\n  hpa: { kind: autoscaler, scales: api, max: 6 }');
    expect(planCapacity(text, { node: 'api' }).refusal).toContain('hpa decides');
  });
});

describe('variations', () => {
  const { scenario } = loadScenario(`brownout: 1
nodes:
  web: { kind: source, target: api, rate: 100/s, scale: 2 }
  people: { kind: users, target: api, users: 10 }
  api: { kind: server, service: 1ms }
`);
  const loads = scenario!.nodes.flatMap((node) => scaledLoadOf(node) ?? []);
  const variations = new Variations(scenario!, loads, 'api', [], 2.5);

  it('scale open traffic by its rate and users by their number', () => {
    expect(variations.setOf({ factor: 1.26, replicas: null, loss: null })).toEqual([
      'nodes.web.scale=2.52',
      'nodes.people.users=13',
    ]);
    expect(variations.setOf({ factor: 0.001, replicas: 3, loss: null })).toEqual([
      'nodes.web.scale=0.002',
      'nodes.people.users=1',
      'nodes.api.replicas=3',
    ]);
  });

  it('are the scenario itself where nothing is changed, and lose machines from the first instant on', () => {
    expect(variations.setOf({ factor: 1, replicas: null, loss: null })).toEqual([]);
    expect(variations.setOf({ factor: 1, replicas: 2, loss: { kind: 'node' } })).toEqual([
      'nodes.api.replicas=2',
      'warmup=2.5s',
      'faults[0]={ at: 0s, crash: api-1, machine: true }',
    ]);
  });

  it('scale a replay by its pace', () => {
    const recording = loadScenario(
      'brownout: 1\nnodes:\n  log: { kind: replay, target: api, data: a.csv, timeScale: 0.5 }\n  api: { kind: server, service: 1ms }\n',
    );
    const replayed = recording.scenario!.nodes.flatMap((node) => scaledLoadOf(node) ?? []);
    expect(
      new Variations(recording.scenario!, replayed, null).setOf({ factor: 2, replicas: null, loss: null }),
    ).toEqual(['nodes.log.timeScale=0.25']);
  });
});
