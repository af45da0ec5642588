import { describe, expect, it } from 'vitest';
import { BatchSums } from '../../sim-core/stats/batch-sums.ts';
import { EXACT_VALUES, LatencyRecorder, SLICES } from '../../sim-core/stats/latency-recorder.ts';

/** A run of 64 s: slices of one second. At second s, s + 1 values are recorded; two intervals a second. */
function run(until: number): LatencyRecorder {
  const recorder = new LatencyRecorder(SLICES);
  for (let second = 0; second < until; second++) {
    recorder.record(second + 0.5);
    recorder.advance(second + 0.5);
    for (let i = 0; i < second; i++) recorder.record(second + 0.5);
    recorder.advance(second + 1);
  }
  return recorder;
}

describe('latency recorder', () => {
  it('puts values into the slice of their time', () => {
    const { slices, count } = run(SLICES);
    expect(slices.map((slice) => slice.count)).toEqual(Array.from({ length: SLICES }, (_, s) => s + 1));
    expect(slices.every((slice, s) => slice.min === s + 0.5 && slice.max === s + 0.5)).toBe(true);
    expect(count).toBe((SLICES * (SLICES + 1)) / 2);
  });

  it('gives a window all slices from its start on', () => {
    const recorder = run(SLICES);
    expect(recorder.between(10, 12).count).toBe(11 + 12);
    expect(recorder.between(10.2, 12).count).toBe(12);
    expect(recorder.between(10, 11.5).count).toBe(11 + 12);
    expect(recorder.between(12, 12).count).toBe(0);
    expect(recorder.between(0, SLICES).count).toBe(recorder.count);
    expect(recorder.countBefore(3)).toBe(1 + 2 + 3);
  });

  it('takes in what is new in a window that was asked for before', () => {
    const recorder = run(7);
    const before = recorder.between(0, 7);
    expect(recorder.between(0, 7)).toBe(before);
    recorder.record(100);
    recorder.advance(7);
    expect(recorder.between(0, 7).max).toBe(100);
    expect(before.max).toBe(6.5);
  });

  it('has every value of an unfinished run, and of one that went on for longer', () => {
    const early = run(7);
    expect(early.between(0, 7).count).toBe(28);
    early.record(1);
    expect(early.between(0, 7).count).toBe(28); // not before the interval is over
    early.advance(7.5);
    expect(early.between(0, 8).count).toBe(29);
    const late = run(SLICES + 3);
    expect(late.between(0, SLICES + 3).count).toBe(late.count);
    expect(late.slices[SLICES - 1].max).toBe(SLICES + 2.5);
  });

  it('is not misled by times that round down', () => {
    const recorder = new LatencyRecorder(0.7);
    for (let i = 1; i <= SLICES; i++) {
      recorder.record(i);
      recorder.advance((i * 0.7) / SLICES);
    }
    expect(recorder.slices.map((slice) => slice.count)).toEqual(Array.from({ length: SLICES }, () => 1));
  });

  it('keeps the first values as they are', () => {
    const recorder = new LatencyRecorder(1);
    for (let i = 0; i < EXACT_VALUES + 5; i++) recorder.record(i / 7);
    expect(recorder.count).toBe(EXACT_VALUES + 5);
    expect(recorder.first).toHaveLength(EXACT_VALUES);
    expect(recorder.first[0]).toBe(0);
    expect(recorder.first[EXACT_VALUES - 1]).toBe((EXACT_VALUES - 1) / 7);
  });
});

describe('batch sums', () => {
  it('are means of five in a row; what is left waits', () => {
    const batches = new BatchSums();
    for (let i = 0; i < 14; i++) batches.add(i);
    expect([...batches.meansFrom(0)]).toEqual([2, 7]);
    expect([...batches.meansFrom(1)]).toEqual([7]);
    expect([...batches.meansFrom(9)]).toEqual([]);
  });

  it.each([40_959, 40_960, 81_919, 81_920, 1_000_000])('lose nothing of %i values', (n) => {
    const batches = new BatchSums();
    for (let i = 0; i < n; i++) batches.add(1 + (i % 2));
    const counted = batches.count * batches.size;
    expect(batches.count).toBeLessThan(8192);
    expect(n - counted).toBeLessThan(batches.size);
    const sum = batches.meansFrom(0).reduce((all, mean) => all + mean * batches.size, 0);
    expect(sum).toBe(counted + Math.floor(counted / 2));
  });
});
