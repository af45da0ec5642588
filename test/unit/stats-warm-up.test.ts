import { describe, expect, it } from 'vitest';
import { loadScenario, Run } from '../../sim-core/index.ts';
import { exponential } from '../../sim-core/random/distributions.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { BatchSums } from '../../sim-core/stats/batch-sums.ts';
import { detectWarmUp } from '../../sim-core/stats/warm-up.ts';

const VALUES = 20_000;

/** A sequence around a level that may change, with noise of ±0.5. */
function sequence(level: (i: number) => number, seed: number): BatchSums {
  const random = stream(seed, 'noise');
  const batches = new BatchSums();
  for (let i = 0; i < VALUES; i++) batches.add(level(i) + random.next());
  return batches;
}

/** Times in the system of M/M/1 that begins empty. */
function queue(seed: number, rho: number, values: number): BatchSums {
  const random = stream(seed, 'queue');
  const [gap, work] = [exponential(1 / rho), exponential(1)];
  const batches = new BatchSums();
  let wait = 0;
  for (let i = 0; i < values; i++) {
    const time = wait + work.sample(random);
    batches.add(time);
    wait = Math.max(0, time - gap.sample(random));
  }
  return batches;
}

describe('warm-up', () => {
  it.each<[string, (i: number) => number]>([
    ['falls slowly', (i) => (i < 2000 ? 10 - i / 200 : 0)],
    ['falls at once', (i) => (i < 2000 ? 10 : 0)],
    ['rises', (i) => Math.min(i, 2000) / 200],
    ['is hardly above the noise', (i) => (i < 2000 ? 1 : 0)],
  ])('cuts off a start that %s, and not much more', (_, level) => {
    const { values, steady } = detectWarmUp(sequence(level, 1));
    expect(steady).toBe(true);
    expect(values).toBeGreaterThanOrEqual(1500);
    expect(values).toBeLessThan(3000);
  });

  it('keeps all of a steady sequence', () => {
    for (let seed = 1; seed <= 50; seed++)
      expect(detectWarmUp(sequence(() => 5, seed)), `${seed}`).toEqual({ values: 0, steady: true });
  });

  it('takes busy spells for what they are', () => {
    const found = Array.from({ length: 100 }, (_, i) => detectWarmUp(queue(i + 1, 0.8, 20_000)));
    expect(found.filter(({ steady }) => !steady)).toHaveLength(0);
    // The rule alone, without asking for a clear difference, cuts in three runs of ten.
    expect(found.filter(({ values }) => values > 0).length).toBeLessThan(10);
  });

  it.each<[string, (i: number) => number]>([
    ['drifts', (i) => i / 1000],
    ['jumps late', (i) => (i < 14_000 ? 0 : 3)],
  ])('says so when it %s', (_, level) => {
    expect(detectWarmUp(sequence(level, 3))).toEqual({ values: 0, steady: false });
  });

  it('says nothing about a handful of values, nor about a constant', () => {
    const few = new BatchSums();
    for (let i = 0; i < 99; i++) few.add(100 - i);
    expect(detectWarmUp(few)).toEqual({ values: 0, steady: true });
    const constant = new BatchSums();
    for (let i = 0; i < 1000; i++) constant.add(0.25);
    expect(detectWarmUp(constant)).toEqual({ values: 0, steady: true });
  });

  it('finds it also when batches have grown', () => {
    const batches = new BatchSums();
    const random = stream(9, 'noise');
    for (let i = 0; i < 200_000; i++) batches.add((i < 10_000 ? 5 : 0) + random.next());
    expect(batches.size).toBeGreaterThan(5);
    const { values, steady } = detectWarmUp(batches);
    expect(steady).toBe(true);
    expect(values).toBeGreaterThanOrEqual(10_000);
    expect(values).toBeLessThan(12_000);
  });
});

it('of a run that was stopped soon after it leaves what was measured', () => {
  const { scenario } = loadScenario(`brownout: 1
duration: 1d
nodes:
  web: { kind: source, target: api, rate: { profile: spike, base: 5/s, peak: 200/s, at: 0s, for: 5s } }
  api: { kind: server, service: exponential 10ms, queue: 10k }
`);
  const run = new Run(scenario!);
  run.advance(600);
  const { warmup, clients } = run.report();
  // A cut would go to the end of a slice, which is 1,350 s.
  expect(warmup).toBe('none');
  expect(clients.web.latency.count).toBeGreaterThan(3000);
});
