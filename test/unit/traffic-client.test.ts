import { describe, expect, it } from 'vitest';
import { NO_LEADER, OK, REJECTED, RESET, TIMEOUT } from '../../sim-core/model/status.ts';
import { chiSquare } from './random-statistics.ts';
import { Bench, type Answer, type Options, type Seen } from './traffic-world.ts';
import { OPENED_AT, PARENT } from '../../sim-core/model/request-rows.ts';

const EVEN = { rate: '1/s', arrivals: 'constant' };
const always =
  (after: number, status: number = OK): Answer =>
  () => ({ after, status });

function even(settings: Record<string, unknown>, answer: Answer, options: Options = {}): Bench {
  return new Bench('source', { ...EVEN, ...settings }, { ...options, answer });
}

describe('a client', () => {
  it('measures the latency of what it gets, and counts it', () => {
    const { client } = even({}, always(0.25)).to(100.5);
    expect(client).toMatchObject({
      offered: 100,
      attempts: 100,
      completed: 100,
      failed: 0,
      inFlight: 0,
      late: 0,
    });
    expect(client.latency.count).toBe(100);
    expect(client.latency.first[99]).toBeCloseTo(0.25, 9);
  });

  it('calls only those answers useful that come soon enough', () => {
    const answer: Answer = (attempt) => ({ after: attempt % 4 === 0 ? 0.3 : 0.1 });
    expect(even({ usefulWithin: '200ms' }, answer).to(100.5).client).toMatchObject({
      completed: 100,
      useful: 75,
    });
    expect(even({}, answer).to(100.5).client.useful).toBe(100);
  });

  it('stops waiting after the timeout; good answers that come then are late, bad ones are nothing', () => {
    const good = even({ timeout: '1s' }, always(1.5)).to(100.75).client;
    expect(good).toMatchObject({ offered: 100, failed: 99, completed: 0, late: 99, inFlight: 1 });
    expect(good.failedBy[TIMEOUT]).toBe(99);
    expect(good.latency.count).toBe(0);
    expect(even({ timeout: '1s' }, always(1.5, REJECTED)).to(100.75).client.late).toBe(0);
  });

  it('waits for ever without a timeout', () => {
    expect(even({}, always(1e6)).to(900.5).client).toMatchObject({ offered: 900, inFlight: 900, failed: 0 });
  });

  it('holds a new timeout for attempts that are sent from then on', () => {
    const bench = even({ timeout: '10s' }, always(3)).to(1.5).change({ timeout: '1s' }).to(5.5);
    expect(bench.client).toMatchObject({ completed: 1, failed: 3, inFlight: 1 });
  });

  it('fails at once when the target is known to nobody, and lets go of the row', () => {
    const bench = even({}, always(0));
    bench.world.routes.get('echo')!.pick = () => -1;
    const { client } = bench.to(10.5);
    expect(client).toMatchObject({ offered: 10, attempts: 10, failed: 10, inFlight: 0 });
    expect(client.failedBy[NO_LEADER]).toBe(10);
    expect(bench.world.requests.live).toBe(0);
  });

  it('leaves no row behind', () => {
    const bench = even({ timeout: '1s', retry: {} }, (n) => ({
      after: n % 3,
      status: n % 2 ? OK : REJECTED,
    })).to(50.99);
    bench.change({ scale: 0 }).to(500);
    expect(bench.client.offered).toBe(50);
    expect(bench.world.requests.live).toBe(0);
  });

  it('has its open time add up to its requests’ times', () => {
    const bench = even({ timeout: '2s', retry: {} }, (n) => ({
      after: (n % 7) / 2,
      status: n % 5 ? OK : REJECTED,
    })).to(600.2);
    const { client, world } = bench;
    let open = 0;
    world.requests.forEachLive((row) => {
      if (world.requests.words[row + PARENT] === 0) open += 600.2 - world.requests.floats[row + OPENED_AT];
    });
    expect(client.area(600.2)).toBeCloseTo(client.sojourn + open, 6);
  });
});

describe('retries', () => {
  const firstFails: Answer = (_, { attempt }) => ({ after: 0, status: attempt === 1 ? REJECTED : OK });
  const offsets = (bench: Bench) => bench.times.map((time) => time - 1);
  const close = (values: number[]) => values.map((value) => expect.closeTo(value, 9) as number);

  it('double the wait each time up to the cap, and count from the opening', () => {
    const retry = { base: '100ms', attempts: 9, cap: '500ms' };
    let left = 5;
    const bench = even({ retry }, () => ({ after: 0, status: left-- > 0 ? REJECTED : OK }))
      .to(1)
      .change({ scale: 0 })
      .to(60);
    expect(offsets(bench)).toEqual(close([0, 0.1, 0.3, 0.7, 1.2, 1.7]));
    expect(bench.client).toMatchObject({ offered: 1, attempts: 6, completed: 1, failed: 0 });
    expect(bench.client.latency.first[0]).toBeCloseTo(1.7, 9);
  });

  it('with decorrelated jitter wait up to three times as long as before', () => {
    const retry = { base: '1s', cap: '1h', jitter: 'decorrelated', attempts: 6 };
    const { seen } = even({ rate: '0.0001/s', retry }, always(0, REJECTED), { duration: 1e6 }).to(990_000);
    const gaps = seen.flatMap(({ at, attempt }, i) =>
      attempt === 1 ? [] : [{ attempt, wait: at - seen[i - 1].at }],
    );
    expect(gaps).toHaveLength(5 * 98);
    gaps.forEach(({ attempt, wait }, i) => {
      const previous = attempt === 2 ? 1 : gaps[i - 1].wait;
      expect(wait).toBeGreaterThan(1 - 1e-6);
      expect(wait).toBeLessThan(3 * previous + 1e-6);
    });
    expect(gaps.filter(({ wait }) => wait > 3).length).toBeGreaterThan(100);
  });

  it('end after the most attempts, with the last status', () => {
    const bench = even({ retry: { attempts: 3, policy: 'fixed', base: '10ms' } }, always(0, REJECTED)).to(
      20.5,
    );
    expect(bench.client).toMatchObject({ offered: 20, attempts: 60, failed: 20 });
    expect(bench.client.failedBy[REJECTED]).toBe(20);
    expect(bench.seen.map(({ attempt }) => attempt).slice(0, 6)).toEqual([1, 2, 3, 1, 2, 3]);
  });

  it('are none by policy, by a single attempt, or without the setting', () => {
    for (const settings of [{}, { retry: { policy: 'none' } }, { retry: { attempts: 1 } }]) {
      expect(even(settings, always(0, REJECTED)).to(20.5).client.attempts).toBe(20);
    }
  });

  it('follow a timeout too; the late answer of the first attempt is not taken for the second’s', () => {
    const answer: Answer = (n) => ({ after: n % 2 === 1 ? 1.2 : 0.5 });
    const bench = even(
      { rate: '0.1/s', timeout: '1s', retry: { policy: 'fixed', base: '100ms' } },
      answer,
    ).to(105);
    expect(bench.client).toMatchObject({ offered: 10, attempts: 20, completed: 10, late: 10, failed: 0 });
    expect(bench.client.latency.first[0]).toBeCloseTo(1.6, 9);
  });

  it('ask for the same piece of work with the same luck', () => {
    const classes = { a: { work: 'exponential 5ms', key: 'uniform of 1M', size: 'exponential 1kB' } };
    const { seen } = even({ retry: {}, classes }, firstFails).to(50.9);
    const traits = ({ key, work, size, luck }: Seen) => ({ key, work, size, luck });
    const firsts = seen.filter(({ attempt }) => attempt === 1).map(traits);
    expect(seen.filter(({ attempt }) => attempt === 2).map(traits)).toEqual(firsts);
  });

  it('wait by the luck of their request, whatever other requests do', () => {
    const waits = (isFailing: (key: number) => boolean) => {
      const answer: Answer = (_, { attempt, key }) => ({
        after: 0,
        status: attempt === 1 && isFailing(key) ? REJECTED : OK,
      });
      const classes = { a: { key: 'uniform of 1M' } };
      const { seen } = even({ retry: { base: '500ms', jitter: 'full' }, classes }, answer).to(100.9);
      return new Map(seen.filter(({ attempt }) => attempt === 2).map(({ key, at }) => [key, at % 1]));
    };
    const all = waits(() => true);
    const some = waits((key) => key % 2 === 0);
    expect(some.size).toBeGreaterThan(30);
    expect(some.size).toBeLessThan(70);
    for (const [key, wait] of some) expect(wait).toBeCloseTo(all.get(key)!, 9);
    expect(new Set(all.values()).size).toBe(100);
  });
});

describe('request classes', () => {
  const classes = {
    look: { share: '70%', work: '1ms', size: '100B', replySize: '10kB' },
    buy: { share: '20%', op: 'write', work: '5ms' },
    odd: { share: 0.1, key: 'uniform of 10' },
    never: { share: 0 },
  };

  it('have their shares, whatever these add up to', () => {
    const { seen, world } = new Bench('source', { rate: '1k/s', classes }).to(20);
    const counts = world.classes.map((_, index) => seen.filter((one) => one.class === index).length);
    expect(world.classes).toEqual(['look', 'buy', 'odd', 'never']);
    expect(counts[3]).toBe(0);
    expect(chiSquare(counts.slice(0, 3), (i) => seen.length * [0.7, 0.2, 0.1][i])).toBeLessThan(4);
    const halves = Object.fromEntries(['a', 'b'].map((name) => [name, { share: '20%' }]));
    const even = new Bench('source', { rate: '1k/s', classes: halves }).to(20).seen;
    expect(Math.abs(even.filter((one) => one.class === 0).length / even.length - 0.5)).toBeLessThan(0.015);
  });

  it('give their requests what they say', () => {
    const { seen } = new Bench('source', { rate: '1k/s', classes }).to(2);
    expect(seen.find((one) => one.class === 0)).toMatchObject({
      work: 0.001,
      size: 100,
      replySize: 10_000,
      kind: 0,
    });
    expect(seen.find((one) => one.class === 1)).toMatchObject({
      work: 0.005,
      size: 500,
      replySize: 2000,
      kind: 1,
    });
    const keys = seen.filter((one) => one.class === 2).map(({ key }) => key);
    expect(new Set(keys)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]));
  });

  it('are counted one by one', () => {
    const answer: Answer = (n) => ({ after: 0, status: n % 4 === 0 ? REJECTED : OK });
    const { client } = new Bench('source', { rate: '1k/s', classes }, { answer }).to(20);
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    expect(sum(client.completedByClass)).toBe(client.completed);
    expect(sum(client.failedByClass)).toBe(client.failed);
    expect(client.failedByClass[0] / client.failed).toBeCloseTo(0.7, 1);
  });
});

describe('a client that dies', () => {
  it('loses what it waited for, forgets its timers, and does not know late answers', () => {
    const bench = even({ timeout: '8s', retry: {} }, always(4)).to(10.5);
    expect(bench.client).toMatchObject({ offered: 10, completed: 6, inFlight: 4 });
    bench.knobs.takeDown(0, 'test', false);
    expect(bench.client).toMatchObject({ failed: 4, inFlight: 0 });
    expect(bench.client.failedBy[RESET]).toBe(4);
    expect(bench.client.failedByClass[0]).toBe(4);
    expect(bench.client.area(10.5)).toBeCloseTo(bench.client.sojourn, 9);
    bench.to(12);
    bench.knobs.bringUp(0, 'test');
    bench.to(13.2);
    // Answers of 8.5 … 10 reach 12.5 … 14: two of them (9, and 10 at 14) when it is up again.
    expect(bench.client).toMatchObject({ offered: 11, attempts: 11, late: 1, inFlight: 1 });
    bench.to(30.5);
    expect(bench.client.late).toBe(2);
    expect(bench.client.failed).toBe(4);
  });

  it('tries nothing again that it had planned before', () => {
    const bench = even({ retry: { base: '5s', policy: 'fixed' } }, always(0, REJECTED)).to(1.5);
    bench.knobs.takeDown(0, 'test', true);
    bench.to(2).change({ scale: 0 });
    bench.knobs.bringUp(0, 'test');
    bench.to(60);
    expect(bench.client).toMatchObject({ offered: 1, attempts: 1, failed: 1 });
    expect(bench.world.requests.live).toBe(0);
  });
});
