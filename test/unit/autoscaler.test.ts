import { describe, expect, it } from 'vitest';
import type { Stage } from '../../sim-core/model/membership.ts';
import type { Report } from '../../sim-core/run/report.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { finish } from './finish.ts';

/**
 * A tenth of a second of work per request, a core per replica: ten requests a second each. The scaler looks and measures
 * every ten seconds and knows at once; a boot takes twenty.
 */
const TEXT = `
brownout: 1
duration: 200s
warmup: none
nodes:
  client: { kind: source, target: front, timeout: 30s, rate: 4/s, arrivals: constant }
  front: { kind: load-balancer, backends: api, policy: least-connections }
  api: { kind: server, replicas: 6, service: 100ms, queue: 100k }
  scaler: { kind: autoscaler, scales: api, interval: 10s, scrape: 10s, lag: 0s, boot: 20s }
`;

/** Four a second, and twenty from second 35 on: the look at second 40 has seen five seconds of it. */
const SURGE = 'client.rate={ profile: ramp, from: 4/s, to: 20/s, start: 35s, over: 1ms }';
/** So many replicas from each time on. */
const plan = (...entries: (readonly [at: number, replicas: number])[]) => [
  'scaler.policy=scheduled',
  `scaler.schedule=[${entries.map(([at, replicas]) => `{ at: ${at}s, replicas: ${replicas} }`).join(', ')}]`,
];

function start(set: readonly string[]): Run {
  const { scenario, problems } = loadScenario(TEXT, { set });
  expect(problems).toEqual([]);
  return new Run(scenario!);
}

const go = (...set: string[]): Report => finish(start(set));
const changes = ({ moments }: Report) =>
  moments
    .filter(({ kind }) => kind === 'scaled-out' || kind === 'scaled-in')
    .map(({ at, data }) => [at, data.from, data.to]);
const arrived = ({ nodes }: Report, replica: number): number =>
  nodes.api.replicas[`api-${replica}`].metrics.arrived;

/** When a replica, by its number, entered each stage, to half a second. */
function stages(run: Run, replica: number, until: number): [number, Stage][] {
  const found: [number, Stage][] = [];
  for (let step = 0; step <= until * 2; step++) {
    run.advance(step / 2);
    const stage = run.world.memberships.get('api')!.stageOf(replica - 1);
    if (found.at(-1)?.[1] !== stage) found.push([step / 2, stage]);
  }
  return found;
}

describe('scaling out', () => {
  it('takes until the next look, and then a boot', () => {
    // Five seconds of 4/s and five of 20/s on one core: 70 % busy, where 50 % is wanted.
    expect(stages(start([SURGE]), 2, 70)).toEqual([
      [0, 'off'],
      [40, 'booting'],
      [60, 'serving'],
    ]);
  });

  it('is later by the lag of the metrics', () => {
    // What was read at second 40 is known at second 55, and looked at at second 60.
    expect(changes(go(SURGE, 'scaler.lag=15s'))[0]).toEqual([60, 1, 2]);
  });

  it('comes to what the work needs, and then nothing changes any more', () => {
    const all = changes(go(SURGE, 'scaler.initialisation=0s', 'duration=700s'));
    // Two cores of work, half busy each: 4, or 5 where that is within the tolerance.
    expect([4, 5]).toContain(all.at(-1)![2]);
    expect(all.at(-1)![0]).toBeLessThan(500);
  });

  it('stops at the most there may be', () => {
    const report = go('client.rate=80/s', 'scaler.max=3', 'duration=120s');
    expect(changes(report).at(-1)![2]).toBe(3);
    expect(arrived(report, 4)).toBe(0);
  });

  it('takes what boots into account: nothing is ordered twice', () => {
    // One is saturated, which asks for two; with one on its way that stays as it is.
    expect(changes(go(SURGE, 'scaler.boot=100s', 'duration=135s'))).toEqual([[40, 1, 2]]);
  });

  it('makes new replicas slow while they are cold', () => {
    const [warm, cold] = [[], ['scaler.warmUp={ for: 60s, times: 3 }']].map((more) =>
      go('client.rate=10/s', ...plan([0, 2]), ...more),
    );
    // Seconds 30 to 90 at a third of the speed.
    expect(cold.nodes.api.replicas['api-2'].metrics.utilisation).toBeGreaterThan(
      warm.nodes.api.replicas['api-2'].metrics.utilisation,
    );
    expect(arrived(cold, 2)).toBeLessThan(arrived(warm, 2));
  });

  it('follows the mean of another metric', () => {
    const more = ['scaler.average=2', 'client.rate=20/s', 'scaler.max=6', 'duration=60s'];
    expect(changes(go('scaler.metric=queueLength', ...more))[0]).toEqual([10, 1, 5]);
    expect(changes(go('scaler.metric=arrived', ...more))[0]).toEqual([10, 1, 5]);
    expect(changes(go('scaler.metric=latency', ...more))[0]).toEqual([10, 1, 2]);
  });

  it('waits through a cooldown', () => {
    const all = changes(go('client.rate=80/s', 'scaler.cooldown=45s', 'scaler.boot=1s', 'duration=120s'));
    expect(all.map(([at]) => at)).toEqual([10, 60, 110]);
  });
});

describe('scaling in', () => {
  const long = ['api.service=4s', 'api.cores=20', ...plan([0, 3], [95, 1])];

  it('lets replicas finish what they hold, and loses nothing', () => {
    const run = start(long);
    expect(stages(run, 3, 120)).toEqual([
      [0, 'off'],
      [10, 'booting'],
      [30, 'serving'],
      [100, 'draining'],
      // What arrived just before second 100 takes four seconds.
      [104, 'off'],
    ]);
    const report = finish(run);
    expect(report.clients.client.failed).toEqual({});
    expect(report.nodes.api.metrics.failed).toBe(0);
    expect(report.clients.client.completed + report.clients.client.inFlight).toBe(
      report.clients.client.offered,
    );
  });

  it('waits for what is still on its way to a replica', () => {
    const far = 'network={ links: [{ from: front, to: api, latency: 2630ms }] }';
    const report = go(far, 'front.tries=1', ...plan([0, 3], [95, 1]));
    expect(report.clients.client.failed).toEqual({});
    expect(arrived(report, 3)).toBeGreaterThan(50);
  });

  it('takes away the newest', () => {
    const report = go('client.rate=20/s', ...plan([0, 3], [95, 2]));
    expect(arrived(report, 3)).toBeGreaterThan(0);
    expect(arrived(report, 3)).toBeLessThan(arrived(report, 2));
  });

  it('resets what is not finished when the grace period is over', () => {
    const report = go(...long, 'scaler.grace=2500ms', 'front.tries=1');
    expect(Object.keys(report.clients.client.failed)).toEqual(['downstream']);
    expect(report.nodes.api.metrics.failed).toBe(report.clients.client.failed.downstream);
    expect(stages(start([...long, 'scaler.grace=2500ms']), 3, 110).at(-1)).toEqual([102.5, 'off']);
  });

  it('tells every balancer at once', () => {
    const report = go(...plan([0, 3], [95, 1]), 'front.checks={ interval: 1s }', 'duration=200s');
    // Nobody asks replicas that are not in service: one for 200 s, two for 70 s.
    expect(report.nodes.front.metrics.checked).toBeGreaterThan(330);
    expect(report.nodes.front.metrics.checked).toBeLessThan(345);
    expect(report.moments.filter(({ kind }) => kind.startsWith('backend'))).toEqual([]);
    expect(report.moments.filter(({ kind }) => kind.startsWith('node'))).toEqual([]);
  });
});

describe('what replicas cost', () => {
  const price = 'api.costPerHour=3600';

  it('is counted to the second, from order to stop', () => {
    const report = go(price, ...plan([35, 2], [95, 1]), 'scaler.grace=0s');
    // Ordered at 40, away at 100.
    expect(report.cost).toEqual({
      total: 260,
      perHour: (260 / 200) * 3600,
      perMillionRequests: (260 / report.clients.client.completed) * 1e6,
      cores: 260 / 200,
      nodes: { api: 260 },
    });
    expect(report.nodes.api.replicas['api-3'].metrics.cost).toBe(0);
  });

  it('is that of all where nobody scales, faults or not, and of the window after the warm-up', () => {
    const alone = TEXT.replace(/ {2}scaler:.*\n/, '').replace('warmup: none', 'warmup: 50s');
    const { scenario } = loadScenario(alone, {
      set: [price, 'faults=[{ at: 60s, for: 30s, crash: api-2 }]'],
    });
    const report = finish(new Run(scenario!));
    expect(report.cost.total).toBe(6 * (200 - report.warmupSeconds));
    expect(report.cost.perHour).toBe(6 * 3600);
  });

  it('is only cores without prices', () => {
    const cores = go(...plan([35, 2], [95, 1]), 'scaler.grace=0s').cost;
    expect(cores).toEqual({ total: 0, perHour: 0, perMillionRequests: 0, cores: 1.3, nodes: {} });
  });

  it('is that of the machines with a pool: ordered, filled, given back', () => {
    const pool = 'scaler.pool={ cores: 2, costPerHour: 3600, provisioning: 30s, idle: 15s }';
    const run = start([pool, ...plan([5, 4], [95, 1]), 'scaler.grace=0s']);
    expect(stages(run, 2, 40).map(([at]) => at)).toEqual([0, 10, 30]);
    // No machine for the third and the fourth: one is ordered at second 10, there at 40, and then they boot.
    const third = stages(start([pool, ...plan([5, 4], [95, 1]), 'scaler.grace=0s']), 3, 120);
    expect(third).toEqual([
      [0, 'off'],
      [10, 'waiting'],
      [40, 'booting'],
      [60, 'serving'],
      [100, 'off'],
    ]);
    // The first machine all the time, the second from 10 to 115.
    const report = finish(run);
    expect(report.cost.nodes).toEqual({ scaler: 200 + 105 });
    expect(report.nodes.scaler.metrics.machines).toBeCloseTo(305 / 200, 9);
  });

  it('lets replicas wait when the pool has no more machines', () => {
    const pool = 'scaler.pool={ cores: 2, max: 1 }';
    const run = start([pool, ...plan([5, 4], [45, 2], [65, 3])]);
    expect(stages(run, 3, 100)).toEqual([
      [0, 'off'],
      [10, 'waiting'],
      [50, 'off'],
      [70, 'waiting'],
    ]);
    // Waiting costs nothing: the two with a machine, from 0 and from 10 on.
    const paid = go(pool, ...plan([5, 4], [45, 2], [65, 3]), price);
    expect(paid.cost.nodes).toEqual({ api: 200 + 190 });
  });
});

describe('faults', () => {
  it('make a boot begin again', () => {
    const run = start([...plan([35, 2]), 'faults=[{ at: 45s, for: 10s, crash: api-2 }]']);
    expect(stages(run, 2, 80).at(-1)).toEqual([75, 'serving']);
  });

  it('hold an order back that comes while they last', () => {
    const run = start([...plan([35, 2]), 'faults=[{ at: 5s, for: 60s, crash: api-2 }]']);
    expect(stages(run, 2, 90)).toEqual([
      [0, 'off'],
      [40, 'booting'],
      [85, 'serving'],
    ]);
  });

  it('do not start what is not in service', () => {
    const run = start(['faults=[{ at: 10s, crash: api }, { at: 20s, restart: api }]']);
    run.advance(30);
    const up = run.plan.nodes.find(({ id }) => id === 'api')!.instances;
    expect(up.map((address) => run.world.simulation.isUp(address))).toEqual([true, ...Array(5).fill(false)]);
  });

  it('of the scaler: nothing is decided, and what was under way ends when it is back', () => {
    const run = start([...plan([35, 2], [55, 3]), 'faults=[{ at: 45s, for: 30s, crash: scaler }]']);
    expect(stages(run, 2, 80).at(-1)).toEqual([75.5, 'serving']);
    expect(changes(finish(run))).toEqual([
      [40, 1, 2],
      [85, 2, 3],
    ]);
  });
});

it('takes new bounds and targets while it goes on', () => {
  const report = finish(start([]), [
    [35, 'set: scaler.min, to: 3'],
    [95, 'set: scaler.target, to: 8%'],
    [125, 'set: scaler.max, to: 4'],
  ]);
  expect(changes(report)).toEqual([
    [40, 1, 3],
    [100, 3, 5],
    [130, 5, 4],
  ]);
});

it('is the same run however it is cut', () => {
  const set = [SURGE, 'scaler.boot=exponential 20s', 'scaler.warmUp={ for: 20s, times: 2 }'];
  const whole = go(...set);
  const cut = start(set);
  for (let i = 1; cut.now < 200; i++) {
    cut.advance(Math.min(200, cut.now + 0.7), 1 + (i % 97));
    if (i % 50 === 0) cut.report();
  }
  expect(cut.report()).toEqual(whole);
});

it('averages utilisation over the replicas that are there', () => {
  const { metrics, replicas } = go().nodes.api;
  expect(metrics.utilisation).toBeCloseTo(replicas['api-1'].metrics.utilisation, 9);
  expect(metrics.utilisation).toBeCloseTo(0.4, 2);
});
