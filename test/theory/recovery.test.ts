import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Run, run } from '../../sim-core/run/run.ts';
import type { RecoveryReport, Report } from '../../sim-core/run/report.ts';
import { loadScenario, parseCommand, type Scenario } from '../../sim-core/scenario/index.ts';
import { digits, record } from '../validation/record.ts';
import { sample } from './replications.ts';

function scenario(text: string, set: readonly string[] = []): Scenario {
  const { scenario: found, problems } = loadScenario(text, { set });
  if (found === null) throw new Error(JSON.stringify(problems));
  return found;
}

function only({ recoveries }: Report): RecoveryReport {
  expect(recoveries).toHaveLength(1);
  return recoveries[0];
}

/** A core that does nothing for a while and has slack: what came meanwhile is worked off afterwards. */
const stall = (rate: number, seconds: number) =>
  scenario(`brownout: 1
title: Stall
duration: 100s
nodes:
  web: { kind: source, target: desk, rate: ${rate}/s }
  desk: { kind: server, queue: 100k, service: exponential 5ms }
faults:
  - { at: 30s, for: ${seconds}s, slow: desk, times: 1000000 }
`);

describe('a system with slack', () => {
  it.each([
    { rate: 100, seconds: 10 },
    { rate: 120, seconds: 20 },
  ])('at $rate/s of 200/s is back in the time its backlog takes, after $seconds s', ({ rate, seconds }) => {
    const backlog = rate * seconds;
    const expected = backlog / (200 - rate);
    const text = stall(rate, seconds);
    const found = sample(
      Array.from({ length: 12 }, (_, seed) => {
        const { verdict, seconds: time } = only(run(text, { seed: seed + 1 }));
        expect(verdict).toBe('returned');
        return time!;
      }),
    );
    record({
      component: 'recovery',
      oracle: 'fluid limit: backlog ÷ (μ − λ)',
      what: `seconds until all is as before, λ = ${rate}/s, μ = 200/s, stalled for ${seconds} s`,
      expected: digits(expected),
      measured: digits(found.mean),
      interval: digits(found.half),
    });
    // The band before the fault ends a few requests above nothing, so it is entered a little earlier.
    expect(Math.abs(found.mean - expected)).toBeLessThan(found.half + 20 / (200 - rate));
    expect(found.half).toBeLessThan(0.2 * expected);
  });
});

/** Bronson et al. (HotOS 2021), §2.1; a retry comes a second after a timeout, so an outage leaves retries behind. */
const DATABASE = `brownout: 1
title: A database and one retry
duration: 120s
nodes:
  web:
    kind: source
    target: db
    rate: 280/s
    timeout: 1s
    retry: { policy: fixed, attempts: 2, base: 1s }
  db: { kind: server, queue: 100k, service: exponential 3.3333ms }
faults:
  - { at: 30s, for: 10s, crash: db, machine: true }
expect:
  - web.recoveryTime < 30s
`;

describe('tiers that each try three times', () => {
  const shop = readFileSync(
    join(import.meta.dirname, '../../scenarios/resilience/retries-multiply.yaml'),
    'utf8',
  );

  it('ask the database many times over, and the report says which of them do', () => {
    const report = run(scenario(shop));
    const { verdict, causes } = only(report);
    expect(verdict).toBe('metastable');
    const retries = causes.filter(({ kind }) => kind === 'call-retries');
    expect(retries.map(({ node }) => node)).toEqual(['shop', 'orders', 'stock']);
    for (const { data } of retries) expect(data.times).toBeCloseTo(3, 0);
    const moment = report.moments.find(({ kind }) => kind === 'metastable')!;
    expect(moment.text.match(/retries of calls/g)).toHaveLength(1);
  });

  it('recover when calls have a budget for retries', () => {
    const protectedShop = shop.replaceAll(
      /^( +)(retry: .+)$/gm,
      '$1$2\n$1retryBudget: { share: 10%, minPerSecond: 0 }',
    );
    const { verdict, causes } = only(run(scenario(protectedShop)));
    expect(verdict).toBe('returned');
    expect(causes).toEqual([]);
  });
});

describe('the database of HotOS 2021', () => {
  it('at 280/s of 300/s is metastable, and its retries sustain that', () => {
    const report = run(scenario(DATABASE));
    const { verdict, causes, subjects, overAt } = only(report);
    expect(overAt).toBe(40);
    expect(verdict).toBe('metastable');
    expect(subjects).toEqual({ web: null, db: null });
    const retries = causes.find(({ kind }) => kind === 'retries')!;
    expect(retries.node).toBe('web');
    expect(retries.data.times).toBeCloseTo(2, 1);
    expect(retries.data.share).toBeLessThan(0.05);
    expect(causes.map(({ kind }) => kind)).toContain('abandoned-queue');
    const moment = report.moments.find(({ kind }) => kind === 'metastable')!;
    expect(moment.at).toBeGreaterThan(50);
    expect(moment.at).toBeLessThan(55);
    expect(moment.text).toContain('retries');
    expect(report.objectives[0]).toMatchObject({ held: false, note: 'not back after 80 s' });
    record({
      component: 'recovery',
      oracle: 'Bronson et al., HotOS 2021, §2.1',
      what: 'attempts per second after a ten-second outage, 280/s offered, capacity 300/s, one retry',
      expected: '560, goodput near zero: metastable',
      measured: `${digits(retries.data.times * 280)}, ${digits(retries.data.share * 280)}/s useful: ${verdict}`,
      interval: '',
    });
  });

  it('at 200/s returns', () => {
    const report = run(scenario(DATABASE, ['web.rate=200/s']));
    const { verdict, seconds, causes } = only(report);
    expect(verdict).toBe('returned');
    expect(seconds).toBeLessThan(8);
    expect(causes).toEqual([]);
    expect(report.moments.map(({ kind }) => kind)).toContain('returned');
    expect(report.objectives[0]).toMatchObject({ held: true, measured: seconds });
  });

  it('returns when its load is shed, and both are told', () => {
    const text = scenario(DATABASE, ['db.queue=1000']);
    const { command } = parseCommand('{ set: web.scale, to: 0.1 }', text);
    const whole = new Run(text);
    whole.advance(70);
    expect(only(whole.report()).verdict).toBe('metastable');
    whole.intervene(command!);
    whole.advance(120);
    const report = whole.report();
    expect(only(report).verdict).toBe('returned');
    const told = report.moments.map(({ kind }) => kind);
    expect(told.indexOf('metastable')).toBeGreaterThan(0);
    expect(told.indexOf('returned')).toBeGreaterThan(told.indexOf('metastable'));
  });

  it('is on its way while its queue gets shorter', () => {
    const whole = new Run(stall(160, 15));
    whole.advance(90);
    const report = whole.report();
    expect(only(report)).toMatchObject({ verdict: 'returning', seconds: 45 });
    expect(report.moments.map(({ kind }) => kind)).not.toContain('metastable');
  });
});

describe('what is no metastable state', () => {
  const CROWD = `brownout: 1
title: Crowd
duration: 100s
nodes:
  web: { kind: source, target: desk, rate: { profile: ramp, from: 100/s, to: 250/s, start: 35s, over: 10s }, timeout: 1s, retry: { policy: fixed, attempts: 2, base: 0s } }
  desk: { kind: server, queue: 10k, service: exponential 5ms }
faults:
  - { at: 30s, for: 5s, crash: desk }
`;

  it('more load than before: it is stuck, and the load is named', () => {
    const { verdict, causes } = only(run(scenario(CROWD)));
    expect(verdict).toBe('stuck');
    expect(causes.find(({ kind }) => kind === 'more-load')!.data.times).toBeCloseTo(2.5, 0);
  });

  it('an instance that nobody starts again', () => {
    const forGood = CROWD.replace('for: 5s, ', '').replace('to: 250/s', 'to: 100/s');
    const { verdict, causes } = only(run(scenario(forGood)));
    expect(verdict).toBe('stuck');
    expect(causes.find(({ kind }) => kind === 'still-down')!.data).toEqual({ instances: 1 });
  });

  it('a restart ends what it ends', () => {
    const restarted = CROWD.replace(
      'for: 5s, crash: desk }',
      'crash: desk }\n  - { at: 36s, restart: desk }',
    ).replace('to: 250/s', 'to: 100/s');
    expect(only(run(scenario(restarted)))).toMatchObject({ verdict: 'returned', overAt: 36, beganAt: 30 });
  });

  it('a fault before anything was seen', () => {
    const early = CROWD.replace('at: 30s', 'at: 0s');
    expect(only(run(scenario(early)))).toMatchObject({ verdict: 'unknown', seconds: null });
  });

  it('a fault that lasts', () => {
    const whole = new Run(scenario(CROWD));
    whole.advance(32);
    expect(only(whole.report())).toMatchObject({ verdict: 'lasting', overAt: null });
  });
});
