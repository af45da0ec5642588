import { describe, expect, it } from 'vitest';
import { OK, REJECTED, TIMEOUT } from '../../sim-core/model/status.ts';
import { Bench, type Answer } from './traffic-world.ts';

const hedge = { policy: 'fixed', delay: '100ms' };
const bench = (settings: Record<string, unknown>, answer: Answer): Bench =>
  new Bench('source', { rate: '1/s', arrivals: 'constant', hedge, ...settings }, { answer });
/** The first attempt of each request is slow, later ones are not. */
const slowFirst: Answer = (_, { attempt }) => ({ after: attempt === 1 ? 0.7 : 0.01 });

describe('a hedged request', () => {
  it('is answered by the first good answer, and what lost is neither late nor waited for', () => {
    const { client, world, seen } = bench({}, slowFirst).to(10.9);
    expect(seen.map(({ attempt }) => attempt).slice(0, 4)).toEqual([1, 2, 1, 2]);
    expect(seen[1].at - seen[0].at).toBeCloseTo(0.1, 9);
    expect([client.completed, client.late, client.inFlight, world.requests.live]).toEqual([10, 0, 0, 0]);
    expect(client.latency.first[0]).toBeCloseTo(0.11, 9);
    expect([client.requester.hedging!.sent, client.requester.hedging!.won]).toEqual([10, 10]);
    expect(client.requester.retries).toBe(0);
  });

  it('is not hedged when its answer comes in time', () => {
    const { client } = bench({}, () => ({ after: 0.09 })).to(10.9);
    expect([client.completed, client.attempts]).toEqual([10, 10]);
  });

  it('is hedged so many times at most, each after the same wait', () => {
    const { seen } = bench({ hedge: { ...hedge, most: 3 } }, () => ({ after: 0.9 })).to(1.95);
    expect(seen.map(({ at }) => Math.round((at - seen[0].at) * 1000))).toEqual([0, 100, 200, 300]);
  });

  it('fails only when nothing is out any more, with what came last', () => {
    const first: Answer = (_, { attempt }) => ({ after: attempt === 1 ? 0.2 : 0.5, status: REJECTED });
    const failed = bench({}, first).to(1.55).client;
    expect([failed.failed, failed.inFlight]).toEqual([0, 1]);
    const late = bench({ timeout: '300ms' }, first).to(1.9).client;
    expect(late.failedBy[TIMEOUT]).toBe(1);
    const saved = bench({}, (_, { attempt }) => ({ after: 0.2, status: attempt === 1 ? REJECTED : OK }));
    expect(saved.to(1.9).client.completed).toBe(1);
    expect(bench({}, () => ({ after: 0.01, status: REJECTED })).to(5.9).client.attempts).toBe(5);
  });

  it('takes from the budget of retries, and what lost is open no more', () => {
    const retryBudget = { share: '20%', minPerSecond: 0 };
    const run = bench({ rate: '10/s', retryBudget }, slowFirst).to(50.95);
    const { hedging, guard } = run.client.requester;
    expect(hedging!.sent).toBeGreaterThan(90);
    expect(hedging!.sent).toBeLessThanOrEqual(102);
    expect(guard!.exhausted).toBeGreaterThan(350);
    run.change({ scale: 0 }).to(60);
    expect([guard!.inFlight, guard!.retrying, run.world.requests.live]).toEqual([0, 0, 0]);
  });

  it('leaves no probe of a breaker unaccounted for', () => {
    const breaker = { calls: 4, minimumCalls: 4, openFor: '2s', probes: 2 };
    const run = bench({ breaker, rate: '2/s' }, (_, { at, attempt }) =>
      at < 4 ? { after: 0.01, status: REJECTED } : { after: attempt === 1 ? 0.3 : 0.01 },
    ).to(30);
    expect(run.world.moments.list.at(-1)!.kind).toBe('circuit-closed');
  });

  it('is forgotten when its client dies, and goes on when hedging is turned off', () => {
    const run = bench({}, slowFirst).to(1.15);
    run.knobs.takeDown(0, 'test', false);
    run.to(1.5);
    run.knobs.bringUp(0, 'test');
    run.to(2.65).change({ hedge: undefined }).to(5.3);
    expect(run.client.requester.hedging!.sent).toBe(2);
    expect([run.world.requests.live, run.client.inFlight]).toEqual([0, 0]);
  });
});

describe('hedging after a quantile', () => {
  it('adds the share of load that lies beyond it', () => {
    let n = 0;
    const settings = { rate: '100/s', hedge: { policy: 'quantile', quantile: '90%', delay: '10s' } };
    const answer: Answer = (_, { attempt }) => ({
      after: attempt > 1 ? 0.001 : ((n++ * 37) % 100) / 100,
    });
    const { client } = bench(settings, answer).to(60);
    expect(client.requester.hedging!.sent / client.offered).toBeGreaterThan(0.085);
    expect(client.requester.hedging!.sent / client.offered).toBeLessThan(0.115);
  });
});
