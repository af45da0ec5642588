import { describe, expect, it } from 'vitest';
import { constant, exponential } from '../../sim-core/random/distributions.ts';
import { stream } from '../../sim-core/random/generator.ts';
import { meanInterval, quantileInterval, type Interval } from '../../sim-core/stats/estimate.ts';
import { LatencyRecorder, SLICES } from '../../sim-core/stats/latency-recorder.ts';
import * as theory from '../../sim-core/stats/queueing-theory.ts';
import { detectWarmUp } from '../../sim-core/stats/warm-up.ts';
import { digits, record } from '../validation/record.ts';

const EXPERIMENTS = 400;
const VALUES = 20_000;

interface Queue {
  readonly servers: number;
  readonly rho: number;
  readonly service: 'exponential' | 'constant';
}

/** Times in the system of a FIFO queue that begins empty, by the recursion of Kiefer and Wolfowitz. */
function recorded(seed: number, { servers, rho, service }: Queue): LatencyRecorder {
  const random = stream(seed, 'queue');
  const gap = exponential(1 / (rho * servers));
  const work = service === 'constant' ? constant(1) : exponential(1);
  const recorder = new LatencyRecorder(VALUES);
  const free = new Float64Array(servers);
  let now = 0;
  for (let i = 1; i <= VALUES; i++) {
    now += gap.sample(random);
    let first = 0;
    for (let s = 1; s < servers; s++) if (free[s] < free[first]) first = s;
    free[first] = Math.max(now, free[first]) + work.sample(random);
    recorder.record(free[first] - now);
    // One value is one unit of the recorder's time; enough here, for arrivals are steady.
    if (i % 50 === 0) recorder.advance(i);
  }
  recorder.advance(VALUES);
  return recorder;
}

/** As a report does it: warm-up found and cut at a slice, then intervals from what is left. */
function intervals(recorder: LatencyRecorder): { mean: Interval | null; p99: Interval | null } {
  const { values } = detectWarmUp(recorder.batches);
  let first = 0;
  while (recorder.countBefore(first) < values) first++;
  const all = recorder.between(first * recorder.sliceLength, VALUES);
  const mean = meanInterval(recorder.batches, recorder.countBefore(first), all);
  return {
    mean,
    p99: quantileInterval(recorder.slices.slice(first, SLICES), all, 0.99, mean?.effective),
  };
}

function shareThatCovers(found: readonly (Interval | null)[], truth: number): number {
  const covers = found.filter(
    (interval) => interval !== null && interval.low <= truth && truth <= interval.high,
  );
  return covers.length / found.length;
}

interface Case {
  readonly name: string;
  readonly queue: Queue;
  readonly mean: number;
  readonly p99: number;
}

const CASES: readonly Case[] = [
  {
    name: 'M/M/1',
    queue: { servers: 1, rho: 0.5, service: 'exponential' },
    mean: theory.mmc(0.5, 1, 1)!.W,
    p99: theory.mmcSojournQuantile(0.5, 1, 1, 0.99)!,
  },
  {
    name: 'M/M/4',
    queue: { servers: 4, rho: 0.5, service: 'exponential' },
    mean: theory.mmc(2, 1, 4)!.W,
    p99: theory.mmcSojournQuantile(2, 1, 4, 0.99)!,
  },
  {
    name: 'M/D/1',
    queue: { servers: 1, rho: 0.5, service: 'constant' },
    mean: theory.md1(0.5, 1)!.W,
    p99: theory.md1WaitQuantile(0.5, 1, 0.99)! + 1,
  },
];

describe('95 % intervals from a cold start cover the truth about as often as they say', () => {
  it.each(CASES)('$name', ({ name, queue, mean, p99 }) => {
    const found = Array.from({ length: EXPERIMENTS }, (_, i) => intervals(recorded(i + 1, queue)));
    const means = found.map((each) => each.mean);
    const tails = found.map((each) => each.p99);
    for (const [what, share] of [
      ['mean', shareThatCovers(means, mean)],
      ['p99', shareThatCovers(tails, p99)],
    ] as const) {
      record({
        component: `95 % intervals, ${name}`,
        oracle: 'the truth',
        what: `share of ${EXPERIMENTS} runs whose interval of the ${what} covers it`,
        expected: '0.95',
        measured: digits(share),
        interval: '3 %',
      });
    }
    expect(shareThatCovers(means, mean)).toBeGreaterThan(0.92);
    expect(shareThatCovers(means, mean)).toBeLessThan(0.98);
    expect(shareThatCovers(tails, p99)).toBeGreaterThan(0.92);
    expect(shareThatCovers(tails, p99)).toBeLessThan(0.98);
  });
});
