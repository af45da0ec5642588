import { describe, expect, it } from 'vitest';
import { run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';
import { REJECTED } from '../../sim-core/model/status.ts';
import { Bench, type Answer } from './traffic-world.ts';

const after =
  (seconds: number): Answer =>
  () => ({ after: seconds });

/**
 * Machine repair, M/M/1//N (Kleinrock, Queueing Systems I, 1975, §3.8): N users who think for an exponential
 * time with mean `think`, one FIFO server with exponential service, mean 1. Solved by the balance equations.
 */
function machineRepair(users: number, think: number): { throughput: number; response: number } {
  let weight = 1;
  let sum = 1;
  for (let k = 1; k <= users; k++) {
    weight *= (users - k + 1) / think;
    sum += weight;
  }
  const throughput = 1 - 1 / sum;
  return { throughput, response: users / throughput - think };
}

function simulated(users: number, think: number, seed: number): { throughput: number; response: number } {
  const text = `brownout: 1
duration: 40000s
warmup: 2500s
nodes:
  people: { kind: users, target: desk, users: ${users}, think: exponential ${think}s }
  desk: { kind: server, service: exponential 1s, queue: 1k }
`;
  const { people } = run(loadScenario(text).scenario!, { seed }).clients;
  return { throughput: people.throughput, response: people.latency.mean! };
}

describe('closed-loop users', () => {
  it.each([
    { users: 1, think: 4 },
    { users: 5, think: 10 },
    { users: 20, think: 25 },
  ])('at one server are machine repair: $users users, $think s of thinking', ({ users, think }) => {
    const exact = machineRepair(users, think);
    const runs = [1, 2, 3, 4].map((seed) => simulated(users, think, seed));
    const mean = (of: (one: (typeof runs)[number]) => number) =>
      runs.reduce((sum, one) => sum + of(one) / 4, 0);
    expect(Math.abs(mean(({ throughput }) => throughput) / exact.throughput - 1)).toBeLessThan(0.01);
    expect(Math.abs(mean(({ response }) => response) / exact.response - 1)).toBeLessThan(0.03);
  });

  it('are as fast as thinking and waiting allow, when nobody queues', () => {
    const bench = new Bench('users', { users: 100, think: 'exponential 2s' }, { answer: after(0.5) }).to(
      1000,
    );
    // N / (Z + S): the law of response time.
    expect(bench.client.completed / 1000).toBeCloseTo(40, 0);
  });

  it('have one request open each, at most', () => {
    const bench = new Bench('users', { users: 7, think: 0 }, { answer: after(1e6) }).to(100);
    expect(bench.client).toMatchObject({ offered: 7, inFlight: 7 });
  });

  it('think after a failure as after an answer', () => {
    const answer: Answer = () => ({ after: 1, status: REJECTED });
    const { client } = new Bench('users', { users: 1, think: '4s' }, { answer }).to(100.5);
    expect(client).toMatchObject({ offered: 20, failed: 20, inFlight: 0 });
  });

  it('begin evenly over the ramp-up', () => {
    const { times } = new Bench('users', { users: 4, think: '1s', rampUp: '8s' }, { answer: after(100) }).to(
      50,
    );
    expect(times).toEqual([1, 3, 5, 7]);
  });

  it('join at once and leave when their request has ended', () => {
    const bench = new Bench('users', { users: 2, think: '1s' }, { answer: after(0.5) }).to(10);
    expect(bench.change({ users: 5 }).to(11.2).client.inFlight).toBe(3);
    bench.change({ users: 1 }).to(20);
    const before = bench.client.offered;
    expect(bench.to(35).client.offered - before).toBe(10);
    expect(bench.change({ users: 0 }).to(50).client.inFlight).toBe(0);
    const gone = bench.client.offered;
    expect(bench.to(90).client.offered).toBe(gone);
  });

  it('leave also while they think', () => {
    const bench = new Bench('users', { users: 5, think: '10s' }, { answer: after(0) }).to(3);
    expect(bench.change({ users: 2 }).to(50.5).client.offered).toBe(10);
  });

  it('do not double when many leave and come back while they think', () => {
    const bench = new Bench('users', { users: 5, think: '10s' }, { answer: after(0) }).to(3);
    bench.change({ users: 0 }).to(4).change({ users: 5 }).to(40.5);
    expect(bench.client.offered).toBe(20);
  });

  it('keep the luck of each: the n-th request of a user is the same, whatever the others do', () => {
    const settings = { think: 'exponential 1s', classes: { a: { work: 'exponential 5ms' } } };
    const worksOf = (users: number, answer: Answer) =>
      new Set(new Bench('users', { ...settings, users }, { answer }).to(30).seen.map(({ work }) => work));
    const alone = worksOf(1, after(0.1));
    const many = worksOf(10, after(0.3));
    const found = [...alone].filter((work) => many.has(work));
    expect(alone.size).toBeGreaterThan(15);
    expect(found.length).toBeGreaterThan(10);
    expect(found).toEqual([...alone].slice(0, found.length));
  });

  it('rest while their machine is down, and all begin again with it', () => {
    const bench = new Bench('users', { users: 5, think: '1s' }, { answer: after(0.5) }).to(10.2);
    bench.knobs.takeDown(0, 'test', false);
    bench.to(12).change({ users: 8 }).to(20);
    expect(bench.times.filter((time) => time > 10.2)).toEqual([]);
    bench.knobs.bringUp(0, 'test');
    expect(bench.to(21.2).client.inFlight).toBe(8);
  });
});
