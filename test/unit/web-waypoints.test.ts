import { describe, expect, it } from 'vitest';
import { stream } from '../../sim-core/random/generator.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { plansFor, type Plans } from '../../web/src/worker/doings.ts';
import { LinkRates } from '../../web/src/worker/link-rates.ts';
import type { DoingWish } from '../../web/src/worker/protocol.ts';
import { Waypoints } from '../../web/src/worker/waypoints.ts';

const TEXT = `
brownout: 1
title: Waypoints
duration: 80s
nodes:
  clients: { kind: source, target: front, rate: 25/s, timeout: 500ms }
  front: { kind: load-balancer, policy: least-connections, backends: api }
  api: { kind: server, replicas: 3, cores: 2, service: exponential 100ms, queue: 50 }
network:
  default: { latency: exponential 3ms }
faults:
  - { at: 30s, crash: api-1, for: 20s }
  - { crash: any of api, mtbf: 40s, mttr: 2s }
`;
const { scenario } = loadScenario(TEXT);
const wishes: DoingWish[] = [
  { at: 12.5, entry: { crash: 'api-2', for: '10s' } },
  { at: 30, entry: { slow: 'api-3', times: 4, for: '25s' } },
  { at: 55.25, entry: { crash: 'api-1', for: '3s' } },
];
const PLANS = plansFor(scenario!, wishes);

const runOf = ({ interventions }: Plans): Run => new Run(scenario!, { interventions });

function reaching(plans: Plans, time: number): Run {
  const run = runOf(plans);
  run.advance(time);
  return run;
}

/** Waypoints that are all set up over the first `reached` seconds. */
function ready(plans: () => Plans, reached = 80): Waypoints {
  const waypoints = new Waypoints(() => runOf(plans()));
  waypoints.begin(80);
  while (waypoints.work(reached, Infinity));
  return waypoints;
}

describe('runs that wait along the way', () => {
  it('leave no gap wider than an eighth of the run, and none beyond what was seen', () => {
    expect(PLANS.unfit).toBe(0);
    expect(ready(() => PLANS).places).toEqual([10, 20, 30, 40, 50, 60, 70]);
    expect(ready(() => PLANS, 36).places).toEqual([9, 18, 27]);
    expect(ready(() => PLANS, 9).places).toEqual([]);
  });

  it('go on as the run does that was never interrupted', () => {
    const waypoints = ready(() => PLANS);
    for (const time of [79, 55.25, 33, 20, 12.5]) {
      const { run } = waypoints.take(time, 0)!;
      expect(run.now).toBeGreaterThan(time - 20);
      run.advance(time);
      expect(run.fingerprint, `second ${time}`).toBe(reaching(PLANS, time).fingerprint);
    }
  });

  it('are taken once, the latest first, and none from where one is already', () => {
    const waypoints = ready(() => PLANS);
    expect([waypoints.take(45, 0)?.run.now, waypoints.take(45, 0)?.run.now]).toEqual([40, 30]);
    expect(waypoints.take(69, 60)).toBeNull();
    expect(waypoints.take(9, 0)).toBeNull();
    expect(waypoints.places).toEqual([10, 20, 50, 60, 70]);
    expect(waypoints.work(80, Infinity)).toBe(true);
    expect(waypoints.places).toEqual([10, 20, 35, 50, 60, 70]);
  });

  it('follow another plan from where it differs, and are dropped where they have gone beyond', () => {
    const luck = stream(1, 'plans');
    for (let i = 0; i < 6; i++) {
      const from = 5 + 70 * luck.next();
      const later = Array.from({ length: luck.int(3) }, (): DoingWish => {
        const at = from + (79 - from) * luck.next();
        return { at, entry: { crash: `api-${1 + luck.int(3)}`, for: '4s' } };
      });
      const other = plansFor(scenario!, [...wishes.filter(({ at }) => at < from), ...later]);
      const waypoints = ready(() => PLANS);
      waypoints.replan(other.interventions, from);
      expect(Math.max(0, ...waypoints.places)).toBeLessThan(from);
      for (const time of [79, from, from / 2]) {
        const waiting = waypoints.take(time, 0);
        if (waiting === null) continue;
        waiting.run.advance(time);
        expect(waiting.run.fingerprint).toBe(reaching(other, time).fingerprint);
      }
    }
  });

  it('are not more than eight: the one goes that is missed least', () => {
    const waypoints = ready(() => PLANS);
    for (const time of [71, 72]) waypoints.leave({ run: reaching(PLANS, time), rates: new LinkRates() });
    expect(waypoints.places).toEqual([10, 20, 30, 40, 50, 60, 70, 72]);
  });

  it('are fewer, or none, where runs are large', () => {
    const crowd = (rate: string): readonly number[] => {
      const text = TEXT.replace('rate: 25/s, timeout: 500ms', `rate: ${rate}`).replace(
        'queue: 50',
        'queue: 1M',
      );
      const waypoints = new Waypoints(() => new Run(loadScenario(text).scenario!));
      waypoints.begin(80);
      while (waypoints.work(40, Infinity));
      return waypoints.places;
    };
    expect(crowd('4000/s')).toEqual([20]);
    expect(crowd('12000/s')).toEqual([]);
  });
});
