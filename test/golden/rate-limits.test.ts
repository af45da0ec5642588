import { describe, expect, it } from 'vitest';
import { KeyedMeters } from '../../sim-core/policy/rate-limit/keyed-meters.ts';
import { atOnce, meter, transcript } from './limit-transcript.ts';

describe('a token bucket', () => {
  it('lets a burst in, then one for every token', () => {
    const bucket = meter('token-bucket', { rate: 10, burst: 3 });
    expect(transcript(bucket, atOnce(5))).toBe('. . . x x');
    expect(bucket.wait(0)).toBeCloseTo(0.1, 12);
    expect(transcript(bucket, [0.09, 0.1, 0.1, 0.2, 0.25, 0.3])).toBe('x . x . x .');
    expect(transcript(bucket, atOnce(5, 100))).toBe('. . . x x');
  });

  it('has room for what comes in a second, and for one at least', () => {
    expect(transcript(meter('token-bucket', { rate: 4 }), atOnce(6))).toBe('. . . . x x');
    expect(transcript(meter('token-bucket', { rate: 0.1 }), [0, 0, 9.99, 10])).toBe('. x x .');
    expect(transcript(meter('token-bucket', { rate: 1, burst: 0 }), [0, 0, 1])).toBe('. x .');
  });
});

describe('a leaky bucket as nginx counts', () => {
  it('takes part of the burst at once and slows the rest down (rate=5r/s burst=12 delay=8)', () => {
    const bucket = meter('leaky-bucket', { rate: 5, burst: 12, delay: 8 });
    expect(transcript(bucket, atOnce(15))).toBe('. . . . . . . . . 200 400 600 800 x x');
    expect(transcript(bucket, [0.199, 0.2, 0.2])).toBe('x 800 x');
  });

  it('spaces requests by the rate without a burst', () => {
    const bucket = meter('leaky-bucket', { rate: 10 });
    expect(transcript(bucket, [0, 0.099, 0.1, 0.199, 0.2005, 0.3, 0.3005])).toBe('. x . x . . x');
    // 200 ms after the one at 0.1 s it is 0.2005 s, counted as 200 ms; hence 0.3 s is a full 100 ms later.
  });

  it('counts in whole milliseconds, and cuts what leaks in them', () => {
    // 3 per second: 333 ms leak 999 thousandths, 334 ms 1002.
    const bucket = meter('leaky-bucket', { rate: 3 });
    expect(transcript(bucket, [0, 0.333, 0.3339, 0.334])).toBe('. x x .');
    expect(bucket.wait(0.334)).toBeCloseTo(0.334, 9);
    // 333 thousandths a second: in one millisecond nothing leaks.
    expect(transcript(meter('leaky-bucket', { rate: 1 / 3, burst: 5 }), [0, 0.001])).toBe('. 3003');
  });

  it('cuts the rate to thousandths: 1 r/m is 16 of them a second', () => {
    const bucket = meter('leaky-bucket', { rate: 1 / 60 });
    expect(transcript(bucket, [0, 60, 62.4, 62.5])).toBe('. x x .');
    expect(bucket.wait(62.5)).toBeCloseTo(62.5, 9);
  });

  it('does not count what it turns away', () => {
    const bucket = meter('leaky-bucket', { rate: 10, burst: 1, nodelay: true });
    expect(transcript(bucket, [...atOnce(30), 0.1, 0.1])).toBe(`. . ${'x '.repeat(28)}. x`);
  });

  it('is forgotten after a minute when nothing is left in it, two keys for each new one', () => {
    const meters = new KeyedMeters(() => meter('leaky-bucket', { rate: 1 / 60 }));
    const ask = (key: number, now: number) => transcript(meters.of(key, now), [now]);
    expect([1, 2, 3].map((key) => ask(key, 0))).toEqual(['.', '.', '.']);
    // After a minute 960 of 1000 have leaked from each; a key that is new makes nginx forget the two oldest.
    expect(ask(1, 60)).toBe('x');
    expect(ask(4, 60)).toBe('.');
    expect(meters.size).toBe(2);
    expect([2, 3].map((key) => ask(key, 60.1))).toEqual(['.', '.']);
  });
});

describe('windows', () => {
  it('begin anew at whole multiples of their length', () => {
    const window = meter('fixed-window', { rate: 3 });
    expect(transcript(window, [0.9, 0.9, 0.9, 0.99, 1, 1, 1, 1])).toBe('. . . x . . . x');
    expect(window.wait(1.25)).toBeCloseTo(0.75, 12);
  });

  it('slide: any second counts, and whoever is turned away does not', () => {
    const log = meter('sliding-log', { rate: 3 });
    expect(transcript(log, [0.5, 0.9, 0.9, 0.95, 1.4999, 1.5, 1.5, 1.9, 1.9, 1.9])).toBe(
      '. . . x x . x . . x',
    );
    expect(log.wait(1.95)).toBeCloseTo(0.55, 12);
  });

  it('grow with the limit', () => {
    const log = meter('sliding-log', { rate: 20 });
    expect(transcript(log, [...atOnce(7), 0.5, ...atOnce(13, 0.6)])).toBe(`${'. '.repeat(20)}x`);
    expect(transcript(log, [...atOnce(8, 1), ...atOnce(2, 1.5)])).toBe('. . . . . . . x . x');
  });

  it('slide by two counters: the one before counts by the share that is still covered', () => {
    const counter = meter('sliding-counter', { rate: 10 });
    expect(transcript(counter, atOnce(11, 0.9))).toBe('. . . . . . . . . . x');
    // At 1.25 s three quarters of ten count and two pass; at 1.5 s a half and those two, and three pass.
    expect(transcript(counter, [1, 1.05, 1.25, 1.25, 1.25, ...atOnce(4, 1.5)])).toBe('x x . . x . . . x');
    expect(counter.wait(1.5)).toBeCloseTo(0.1, 9);
    expect(transcript(counter, [1.6, 1.6, 10])).toBe('. x .');
  });

  it('slide: the wait reaches into the next window when this one is full', () => {
    const counter = meter('sliding-counter', { rate: 4 });
    expect(transcript(counter, atOnce(4))).toBe('. . . .');
    // All four are the window before from 1 s on, and weigh three at 1.25 s.
    expect(counter.wait(0.5)).toBeCloseTo(0.75, 9);
    expect(transcript(counter, [1.2, 1.25])).toBe('x .');
  });
});

describe('a window that several count', () => {
  it('knows of the others what was exchanged', () => {
    const tally = { window: -1, total: 0 };
    const [a, b] = [0, 1].map(() => meter('distributed-window', { rate: 4 }, tally));
    expect(transcript(a, atOnce(3, 0.1))).toBe('. . .');
    expect(transcript(b, atOnce(2, 0.1))).toBe('. .');
    for (const one of [a, b, a]) one.sync!(0.2);
    expect([transcript(a, [0.3]), transcript(b, [0.3])]).toEqual(['x', 'x']);
    // Without an exchange in the new window each has it for itself.
    expect([transcript(a, atOnce(5, 1)), transcript(b, atOnce(5, 1))]).toEqual(['. . . . x', '. . . . x']);
    for (const one of [a, b]) one.sync!(1.9);
    expect(tally).toEqual({ window: 1, total: 8 });
    b.sync!(2);
    expect(tally).toEqual({ window: 2, total: 0 });
  });
});
