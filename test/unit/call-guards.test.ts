import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../sim-core/model/calling/meaning.ts';
import {
  CIRCUIT_OPEN,
  OK,
  RATE_LIMITED,
  REJECTED,
  SHED,
  STATUSES,
  THROTTLED_BY_CLIENT,
} from '../../sim-core/model/status.ts';
import { Bench, type Answer } from './traffic-world.ts';

const EVEN = { rate: '10/s', arrivals: 'constant' };
const bench = (settings: Record<string, unknown>, answer: Answer): Bench =>
  new Bench('source', { ...EVEN, ...settings }, { answer });
const failing: Answer = () => ({ after: 0.01, status: REJECTED });
const failsUntil =
  (time: number): Answer =>
  (_, { at }) => ({ after: 0.01, status: at < time ? REJECTED : OK });
const RETRY = { policy: 'fixed', attempts: 2, base: '50ms' };

describe('a retry budget', () => {
  it('bounds what is sent beyond first attempts, and is noted once when it is spent', () => {
    const run = bench({ retry: RETRY, retryBudget: { share: '20%', minPerSecond: 0 } }, failing).to(100.05);
    const { client } = run;
    expect(client.attempts).toBe(1000 + client.requester.retries);
    expect(client.requester.retries).toBeGreaterThan(190);
    expect(client.requester.retries).toBeLessThanOrEqual(200);
    expect(client.requester.guard!.exhausted).toBe(1000 - client.requester.retries);
    expect(run.world.moments.list.map(({ kind }) => kind)).toEqual(['retry-budget-spent']);
  });

  it('knows how many calls and retries are open', () => {
    const run = bench({ timeout: '10s', retry: RETRY, retryBudget: { policy: 'active-share' } }, (n) => ({
      after: n % 2 === 0 ? 3 : 0.1,
      status: REJECTED,
    })).to(30.001);
    const guard = run.client.requester.guard!;
    expect(guard.inFlight).toBe(run.client.inFlight);
    expect(guard.retrying).toBeGreaterThan(0);
    run.change({ scale: 0 }).to(60);
    expect([guard.inFlight, guard.retrying]).toEqual([0, 0]);
  });

  it('keeps its account when other settings change, and begins anew when its own do', () => {
    const settings = { retry: RETRY, retryBudget: { policy: 'token-bucket' } };
    const run = bench(settings, failing).to(5);
    const before = run.client.requester.retries;
    expect(run.change({ scale: 2 }).to(10).client.requester.retries).toBe(before);
    run.change({ retryBudget: { policy: 'token-bucket', maxTokens: 20 } }).to(20);
    expect(run.client.requester.retries).toBeGreaterThan(before);
    run.change({ retryBudget: undefined }).to(30);
    expect(run.client.requester.retries).toBeGreaterThan(before + 150);
  });
});

describe('a circuit breaker', () => {
  it('spares the target, fails at once, and finds out when it is well again', () => {
    const breaker = { calls: 10, minimumCalls: 10, openFor: '5s', probes: 2 };
    const run = bench({ breaker }, failsUntil(7)).to(30.05);
    expect(run.world.moments.list.map(({ at, kind }) => [kind, Math.round(at * 10) / 10])).toEqual([
      ['circuit-opened', 1],
      ['circuit-half-open', 6.1],
      ['circuit-opened', 6.2],
      ['circuit-half-open', 11.3],
      ['circuit-closed', 11.4],
    ]);
    const { client } = run;
    expect(client.failedBy[CIRCUIT_OPEN]).toBe(client.requester.guard!.shortCircuited);
    expect(run.seen.length).toBe(client.offered - client.failedBy[CIRCUIT_OPEN]);
    expect(client.completed).toBe(client.offered - client.failedBy[CIRCUIT_OPEN] - 12);
    expect(run.world.requests.live).toBe(0);
  });

  it('is asked for every attempt', () => {
    const run = bench({ retry: RETRY, breaker: { calls: 4, openFor: '1h' } }, failing).to(3.05);
    expect(run.seen.length).toBe(4);
    expect(run.client.failed).toBe(30);
    expect(run.client.requester.guard!.retrying).toBe(0);
  });

  it('forgets nothing when its client dies, except what was open', () => {
    const run = bench({ breaker: { calls: 4, openFor: '1h' } }, failing).to(3.05);
    run.knobs.takeDown(0, 'test', false);
    run.to(4);
    run.knobs.bringUp(0, 'test');
    expect(run.to(5.05).seen.length).toBe(4);
    expect(run.client.requester.guard!.inFlight).toBe(0);
  });

  it('sends other probes when its client dies with those that are out', () => {
    const breaker = { calls: 4, minimumCalls: 4, openFor: '1s', probes: 2 };
    const answer: Answer = (n) => ({ after: n <= 4 ? 0.01 : n <= 6 ? 60 : 0.01, status: n <= 4 ? SHED : OK });
    const run = bench({ breaker }, answer).to(2.5);
    const states = () =>
      run.world.moments.list.map(({ kind }) => kind).filter((kind) => kind.startsWith('circuit'));
    expect(states().at(-1)).toBe('circuit-half-open'); // both probes are out, for a minute
    run.knobs.takeDown(0, 'test', false);
    run.to(3);
    run.knobs.bringUp(0, 'test');
    run.to(5);
    expect(states().at(-1)).toBe('circuit-closed');
  });
});

describe('a rate limit at the callee', () => {
  const limited: Answer = (n) => ({ after: 0.01, status: n % 10 === 0 ? OK : RATE_LIMITED });

  it('does not open a circuit, as shedding does', () => {
    const breaker = { calls: 10, minimumCalls: 10, openFor: '1h' };
    expect(bench({ breaker }, limited).to(30.05).seen.length).toBe(300);
    const shedding: Answer = () => ({ after: 0.01, status: SHED });
    expect(bench({ breaker }, shedding).to(30.05).seen.length).toBe(10);
  });

  it('leaves the verdict on a half-open circuit to other probes', () => {
    const breaker = { calls: 10, minimumCalls: 10, openFor: '1s', probes: 2 };
    const answer: Answer = (n) => ({ after: 0.01, status: n <= 10 ? SHED : n <= 40 ? RATE_LIMITED : OK });
    const run = bench({ breaker }, answer).to(10);
    expect(run.world.moments.list.map(({ kind }) => kind)).toEqual([
      'circuit-opened',
      'circuit-half-open',
      'circuit-closed',
    ]);
    expect(run.client.failedBy[RATE_LIMITED]).toBe(30);
  });

  it('costs tokens, and counts as a refusal to throttling', () => {
    const budget = bench({ retry: RETRY, retryBudget: { policy: 'token-bucket' } }, limited).to(60);
    expect(budget.client.requester.guard!.exhausted).toBeGreaterThan(100);
    expect(bench({ throttle: {} }, limited).to(60).client.requester.guard!.throttled).toBeGreaterThan(100);
  });

  it('is told apart from every other end, and every end has a meaning', () => {
    const silent = STATUSES.filter((_, status) => meaningOf(status).breaker === 'nothing');
    expect(silent).toEqual(['pending', 'cancelled', 'circuit-open', 'throttled-by-client', 'rate-limited']);
    const good = STATUSES.filter((_, status) => Object.values(meaningOf(status)).includes('good'));
    expect(good).toEqual(['ok']);
  });
});

describe('throttling at the client', () => {
  it('brings what is sent down to K times what is accepted', () => {
    let next = 0;
    // Takes twenty a second, whatever is offered.
    const answer: Answer = (_, { at }) => {
      if (at < next) return { after: 0.01, status: REJECTED };
      next = Math.max(next, at - 0.05) + 0.05;
      return { after: 0.01 };
    };
    const run = bench({ rate: '100/s', throttle: { window: '30s' } }, answer).to(400);
    const { guard } = run.client.requester;
    expect(run.client.failedBy[THROTTLED_BY_CLIENT]).toBe(guard!.throttled);
    const sent = run.seen.filter(({ at }) => at > 100).length / 300;
    expect(sent).toBeGreaterThan(37);
    expect(sent).toBeLessThan(43);
  });

  it('holds nothing back from a target that is well', () => {
    const run = bench({ throttle: {} }, () => ({ after: 0.01 })).to(100);
    expect(run.client.requester.guard!.throttled).toBe(0);
  });
});
