import { describe, expect, it } from 'vitest';
import { digits, patience, record } from '../validation/record.ts';
import { replicate, sample } from './replications.ts';

/** Longest queue that is looked at. */
const LENGTHS = 80;
/** Steps per mean service time of the integration. */
const GRAIN = 100;

/**
 * Mean time in the system when infinitely many servers of mean service time 1 get `load` each and requests go to
 * the shorter of two at random *by a board* that is renewed every `period` (Mitzenmacher 2000, “How useful is old
 * information?”, §3.1, periodic updates). Between renewals a server whose board says b is M/M/1 with a constant
 * rate of arrivals; integrated by Runge's midpoint rule until one period looks like the one before.
 */
function twoChoicesByBoard(load: number, period: number): number {
  let lengths = Array.from({ length: LENGTHS }, (_, k) => (1 - load) * load ** k);
  const steps = Math.ceil(period * GRAIN);
  const step = period / steps;
  let mean = 0;
  for (let round = 0; round < 400 / period + 20; round++) {
    const board = lengths;
    const next = new Array<number>(LENGTHS).fill(0);
    mean = 0;
    board.forEach((share, said) => {
      if (share < 1e-15) return;
      const atLeast = board.slice(said).reduce((sum, each) => sum + each, 0);
      const rate = (load * (atLeast ** 2 - (atLeast - share) ** 2)) / share;
      let state = new Array<number>(LENGTHS).fill(0);
      state[said] = share;
      for (let k = 0; k < steps; k++) {
        mean += average(state) / steps;
        state = advance(state, rate, step);
      }
      state.forEach((each, length) => (next[length] += each));
    });
    lengths = next;
  }
  return mean / load;
}

function average(state: readonly number[]): number {
  return state.reduce((sum, share, length) => sum + share * length, 0);
}

function advance(state: readonly number[], rate: number, step: number): number[] {
  const middle = added(state, flow(state, rate), step / 2);
  return added(state, flow(middle, rate), step);
}

function added(state: readonly number[], flows: readonly number[], step: number): number[] {
  return state.map((share, k) => share + flows[k] * step);
}

/** Change of the share of servers with k requests, k = 0 … */
function flow(state: readonly number[], rate: number): number[] {
  return state.map((share, k) => {
    const grows = k + 1 < LENGTHS ? rate * share : 0;
    const shrinks = k > 0 ? share : 0;
    const fromBelow = k > 0 ? rate * state[k - 1] : 0;
    return fromBelow + (state[k + 1] ?? 0) - grows - shrinks;
  });
}

const SERVERS = 200;

const scenario = (load: number, policy: string, view: string, duration: number): string => `brownout: 1
title: Old news
duration: ${duration}s
warmup: ${duration / 10}s
nodes:
  source: { kind: source, target: front, rate: ${load * SERVERS}/s }
  front: { kind: load-balancer, policy: ${policy}, backends: desk${view} }
  desk: { kind: server, replicas: ${SERVERS}, queue: 1M, service: exponential 1s }
network: { default: { latency: 0s } }
`;

const PATIENCE_MS = patience(120_000);

describe('views of a set age', () => {
  it.each([
    { load: 0.7, period: 1, width: 0.02 },
    { load: 0.7, period: 5, width: 0.02 },
    { load: 0.9, period: 2, width: 0.05 },
  ])(
    'two choices by a board of every $period service times at $load',
    ({ load, period, width }) => {
      const expected = twoChoicesByBoard(load, period);
      const text = scenario(load, 'power-of-two-choices', `, viewAge: ${period}s`, 600);
      const measured = sample(replicate(text, 8).map(({ clients }) => clients.source.latency.mean!));
      record({
        component: 'power-of-two-choices with viewAge',
        oracle: 'Mitzenmacher 2000, periodic updates, many servers',
        what: `mean sojourn, load ${load}, period ${period}`,
        expected: digits(expected),
        measured: digits(measured.mean),
        interval: digits(measured.half),
      });
      expect(measured.half / expected).toBeLessThan(width);
      expect(Math.abs(measured.mean / expected - 1)).toBeLessThan(0.02);
    },
    PATIENCE_MS,
  );

  it('the shortest queue by old news is worse than none, by fresh news the best', () => {
    const mean = (policy: string, view: string) =>
      replicate(scenario(0.8, policy, view, 150), 1)[0].clients.source.latency.mean!;
    const chance = mean('random', '');
    const fresh = mean('least-connections', ', viewAge: 10ms');
    const own = mean('least-connections', '');
    expect(fresh).toBeLessThan(1.1 * own);
    expect(own).toBeLessThan(mean('power-of-two-choices', ''));
    expect(mean('least-connections', ', viewAge: 10s')).toBeGreaterThan(1.5 * chance);
    expect(mean('power-of-two-choices', ', viewAge: 10s')).toBeLessThan(chance);
  });
});
