import { describe, expect, it } from 'vitest';
import { chiSquare, kolmogorov } from './random-statistics.ts';
import { Bench, countsIn, gapsOf, type Options } from './traffic-world.ts';

/** Times at which a source's requests reached an echo beside it. */
function arrivals(rate: unknown, until: number, more: Record<string, unknown> = {}, options: Options = {}) {
  return new Bench('source', { rate, ...more }, options).to(until).times;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

describe('Poisson arrivals', () => {
  const times = arrivals('200/s', 200);

  it('come at the rate', () => {
    // A count of 40,000 has a standard deviation of 200.
    expect(Math.abs(times.length - 40_000)).toBeLessThan(800);
  });

  it('have exponential gaps, each independent of the one before', () => {
    const gaps = gapsOf(times);
    expect(kolmogorov(gaps, (x) => 1 - Math.exp(-200 * x))).toBeLessThan(1.95);
    const middle = mean(gaps);
    const together = mean(gaps.slice(1).map((gap, i) => (gap - middle) * (gaps[i] - middle)));
    expect(Math.abs(together / variance(gaps))).toBeLessThan(0.02);
  });

  it('have counts as spread as a Poisson law', () => {
    const counts = countsIn(times, 0, 200, 2000);
    expect(variance(counts) / mean(counts)).toBeCloseTo(1, 0);
    expect(Math.abs(variance(counts) / mean(counts) - 1)).toBeLessThan(0.1);
  });

  it('are others with another seed, and the same with the same', () => {
    expect(arrivals('200/s', 5)).toEqual(times.filter((time) => time <= 5));
    expect(arrivals('200/s', 5, {}, { seed: 2 })).not.toEqual(arrivals('200/s', 5));
  });
});

describe('evenly spaced arrivals', () => {
  it('come at multiples of the gap, without drift', () => {
    const times = arrivals('10/s', 1000, { arrivals: 'constant' });
    expect(times).toHaveLength(10_000);
    times.forEach((time, i) => expect(time).toBeCloseTo((i + 1) / 10, 9));
  });

  it('follow a ramp: the n-th comes when the integral of the rate is n', () => {
    const rate = { profile: 'ramp', from: 0, to: '10/s', over: '10s' };
    const times = arrivals(rate, 20, { arrivals: 'constant' });
    expect(times[0]).toBeCloseTo(Math.sqrt(2), 9);
    expect(times[31]).toBeCloseTo(8, 9);
    expect(times[59]).toBeCloseTo(11, 9);
  });
});

describe('arrivals at a rate that changes', () => {
  it('follow a ramp', () => {
    const rate = { profile: 'ramp', from: '100/s', to: '300/s', start: '10s', over: '80s' };
    const counts = countsIn(arrivals(rate, 100), 0, 100, 10);
    const expected = [1000, 1125, 1375, 1625, 1875, 2125, 2375, 2625, 2875, 3000];
    expect(chiSquare(counts, (i) => expected[i])).toBeLessThan(4);
  });

  it('jump for a spike, and rise and fall for a rounded one', () => {
    const steep = { profile: 'spike', base: '100/s', peak: '1k/s', at: '20s', for: '10s' };
    const expected = [1000, 1000, 10_000, 1000, 1000];
    expect(chiSquare(countsIn(arrivals(steep, 50), 0, 50, 5), (i) => expected[i])).toBeLessThan(4);
    const round = [1000, 5500, 10_000, 5500, 1000];
    const rounded = { ...steep, at: '10s', rise: '10s' };
    expect(chiSquare(countsIn(arrivals(rounded, 50), 0, 50, 5), (i) => round[i])).toBeLessThan(4);
  });

  it('have a day with the mean, the peak and the hour asked for, day after day', () => {
    const day = { profile: 'diurnal', mean: '100/s', peak: '300/s', peakAt: '75s', period: '100s' };
    const counts = countsIn(arrivals(day, 500, {}, { seed: 3 }), 0, 500, 500);
    const perDay = countsIn(
      counts.flatMap((count, second) => Array.from({ length: count }, () => second % 100)),
      0,
      100,
      50,
    );
    expect(Math.abs(perDay.reduce((sum, count) => sum + count, 0) - 50_000)).toBeLessThan(1000);
    const busiest = perDay[37] / 10; // seconds 74 and 75 of five days
    expect(busiest).toBeGreaterThan(280);
    expect(busiest).toBeLessThan(315);
    // Night: the third power of a raised cosine has a mean of 5/16, so 300 − 200 / (1 − 5/16) = 9.1 a second.
    expect(Math.min(...perDay) / 10).toBeGreaterThan(6);
    expect(Math.min(...perDay) / 10).toBeLessThan(12);
  });

  it('take the rates of a file, at its time scale', () => {
    const files = { 'rates.csv': 'seconds,requests\n0,600\n60,6000\n120,60\n' };
    const rate = { profile: 'csv', data: 'rates.csv', timeScale: 0.1, rateScale: 2 };
    const counts = countsIn(arrivals(rate, 18, {}, { files }), 0, 18, 3);
    expect(chiSquare(counts, (i) => [1200, 12_000, 120][i])).toBeLessThan(4);
  });

  it('reach the last one before a silence in time', () => {
    const files = { 'rates.csv': '0,8\n4,0\n8,8\n12,0\n' };
    const rate = { profile: 'csv', data: 'rates.csv' };
    const times = arrivals(rate, 100, { arrivals: 'constant' }, { files });
    expect(times).toEqual([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 8.5, 9, 9.5, 10, 10.5, 11, 11.5, 12]);
  });

  it('are none where the rate is nothing, and none at all from a file that says nothing', () => {
    const files = { 'rates.csv': '0,100\n10,0\n20,100\n30,0\n' };
    const times = arrivals({ profile: 'csv', data: 'rates.csv' }, 100, {}, { files });
    expect(times.length).toBeGreaterThan(150);
    expect(times.filter((time) => (time > 10 && time < 20) || time > 30)).toEqual([]);
    expect(arrivals({ profile: 'csv', data: 'none.csv' }, 100)).toEqual([]);
    expect(arrivals(0, 100)).toEqual([]);
  });
});

describe('a source that is changed while it runs', () => {
  it('takes a new rate at once: the gap that was begun shrinks', () => {
    const bench = new Bench('source', { rate: '0.1/s', arrivals: 'constant' }).to(5);
    bench.change({ rate: '1/s' }).to(8);
    expect(bench.times).toEqual([expect.closeTo(5.5), expect.closeTo(6.5), expect.closeTo(7.5)]);
  });

  it('falls silent at rate 0, and goes on where it was', () => {
    const bench = new Bench('source', { rate: '1/s', arrivals: 'constant' }).to(2.5);
    bench.change({ scale: 0 }).to(100).change({ scale: 1 }).to(102);
    expect(bench.times).toEqual([1, 2, expect.closeTo(100.5), expect.closeTo(101.5)]);
  });

  it('keeps its arrivals when something else of it changes', () => {
    const changed = new Bench('source', { rate: '50/s' }).to(3.3).change({ timeout: '1s' }).to(20);
    const left = new Bench('source', { rate: '50/s' }).to(20);
    expect(changed.times).toHaveLength(left.times.length);
    changed.times.forEach((time, i) => expect(time).toBeCloseTo(left.times[i], 9));
  });

  it('begins nothing while it is down, whatever is set meanwhile', () => {
    const bench = new Bench('source', { rate: '50/s' }).to(10);
    bench.knobs.takeDown(0, 'test', false);
    bench.to(12).change({ rate: '500/s' }).to(20);
    expect(bench.times.filter((time) => time > 10)).toEqual([]);
    bench.knobs.bringUp(0, 'test');
    bench.to(120);
    const after = bench.times.filter((time) => time > 20);
    expect(Math.abs(after.length - 50_000)).toBeLessThan(1000);
  });
});

describe('pairing', () => {
  const settings = {
    rate: '100/s',
    classes: { a: { share: 0.5, work: 'exponential 5ms', key: 'zipf 1 of 1k' } },
  };

  it('gives two designs the same requests with the same luck', () => {
    const plain = new Bench('source', settings).to(20);
    const other = new Bench(
      'source',
      { ...settings, timeout: '50ms', retry: { attempts: 4, jitter: 'full' }, usefulWithin: '1s' },
      { answer: (attempt) => ({ after: attempt % 3 === 0 ? 1 : 0.01, status: attempt % 5 === 0 ? 3 : 1 }) },
    ).to(20);
    expect(other.client.attempts).toBeGreaterThan(other.client.offered);
    expect(other.seen.filter(({ attempt }) => attempt === 1)).toEqual(plain.seen);
  });

  it('gives request n the same traits at another rate', () => {
    const slow = new Bench('source', settings).to(20).seen.slice(0, 500);
    const fast = new Bench('source', { ...settings, rate: '200/s' }).to(10).seen.slice(0, 500);
    expect(fast.map((seen) => ({ ...seen, at: 0 }))).toEqual(slow.map((seen) => ({ ...seen, at: 0 })));
    fast.forEach(({ at }, i) => expect(at).toBeCloseTo(slow[i].at / 2, 9));
  });

  it('leaves classes, keys and sizes alone when only the work changes', () => {
    const [one, two] = ['exponential 5ms', 'lognormal 20ms cv 2'].map((work) => {
      const classes = { a: { work, key: 'uniform of 1k', size: 'exponential 4kB' }, b: { work } };
      return new Bench('source', { rate: '100/s', classes }).to(20).seen;
    });
    const rest = one.map((seen, i) => ({ ...seen, work: two[i].work }));
    expect(rest).toEqual(two);
    expect(one.map(({ work }) => work)).not.toEqual(two.map(({ work }) => work));
  });
});
