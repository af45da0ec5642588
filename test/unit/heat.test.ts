import { describe, expect, it } from 'vitest';
import { stream } from '../../sim-core/random/generator.ts';
import { Heat, HEAT_BOUNDS, HEAT_CELLS } from '../../sim-core/run/heat.ts';
import { Histogram } from '../../sim-core/stats/histogram.ts';

/** What the cells of one interval should be: each bucket counts where its middle lies. */
function counted(interval: Histogram): number[] {
  const counts = Array.from({ length: HEAT_CELLS }, () => 0);
  interval.forEachBucket((lower, upper, count) => {
    const above = HEAT_BOUNDS.findIndex((bound) => bound > (lower + upper) / 2);
    counts[above < 0 ? HEAT_CELLS - 1 : Math.max(0, above - 1)] += count;
  });
  return counts;
}

describe('heat', () => {
  it('keeps every interval, whatever is in it and however many there are', () => {
    const random = stream(1, 'latencies');
    const heat = new Heat(3);
    const intervals = Array.from({ length: 200 }, (_, i) => {
      const interval = new Histogram();
      // Every fifth is empty; some have zeros, and some what is beyond the scale.
      for (let n = 0; n < (i % 5) * 40; n++) interval.record(random.next() ** 8 * 5000);
      if (i % 7 === 0) interval.record(0);
      heat.addRow(interval);
      return interval;
    });
    expect(heat.rows).toBe(intervals.length);
    intervals.forEach((interval, i) => expect([...heat.row(i)], `${i}`).toEqual(counted(interval)));
  });
});
