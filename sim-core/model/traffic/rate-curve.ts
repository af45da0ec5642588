import { assert } from '../../kernel/assert.ts';

/**
 * A rate over time in straight pieces, in requests per second. Before the first point and behind the last
 * the rate stays as it is there. Two points at the same time are a step.
 *
 * Arrivals come from inverting the integral of the rate: the next arrival is when the area since the last
 * one has reached a drawn amount (exponential with mean 1 for a Poisson process). That is exact for any
 * curve (Çinlar 1975, §4.7), takes one draw an arrival, and gives two curves the same luck.
 */
export class RateCurve {
  private readonly times: Float64Array;
  private readonly rates: Float64Array;
  /** Area from the first point up to each point. */
  private readonly areas: Float64Array;

  /** @param points `[seconds, per second]`, times not falling. */
  constructor(points: readonly (readonly [number, number])[]) {
    assert(points.length > 0, 'a rate curve needs a point');
    this.times = Float64Array.from(points, ([time]) => time);
    this.rates = Float64Array.from(points, ([, rate]) => rate);
    this.areas = new Float64Array(points.length);
    for (let i = 1; i < points.length; i++) {
      const width = this.times[i] - this.times[i - 1];
      assert(width >= 0, 'the times of a rate curve must not fall');
      this.areas[i] = this.areas[i - 1] + (width * (this.rates[i] + this.rates[i - 1])) / 2;
    }
  }

  static constant(rate: number): RateCurve {
    return new RateCurve([[0, rate]]);
  }

  /** Area under the curve from the first point to `time`; negative before it. */
  area(time: number): number {
    const { times, rates, areas } = this;
    const last = times.length - 1;
    if (time <= times[0]) return (time - times[0]) * rates[0];
    if (time >= times[last]) return areas[last] + (time - times[last]) * rates[last];
    const i = this.pieceOf(times, time);
    const into = time - times[i];
    const slope = (rates[i + 1] - rates[i]) / (times[i + 1] - times[i]);
    return areas[i] + into * (rates[i] + (slope * into) / 2);
  }

  /** When the area has reached `area`; Infinity if it never does. */
  timeOf(area: number): number {
    const { times, rates, areas } = this;
    const last = times.length - 1;
    if (area < 0) return times[0] + area / rates[0];
    if (area >= areas[last]) {
      return rates[last] === 0 ? Infinity : times[last] + (area - areas[last]) / rates[last];
    }
    const i = this.pieceOf(areas, area);
    const width = times[i + 1] - times[i];
    const slope = (rates[i + 1] - rates[i]) / width;
    const left = area - areas[i];
    const start = rates[i];
    // Root of start·x + slope·x²/2 = left in the form that does not cancel.
    const x = (2 * left) / (start + Math.sqrt(Math.max(0, start * start + 2 * slope * left)));
    return Math.min(times[i + 1], times[i] + x);
  }

  /** Requests per second at `time`. */
  rate(time: number): number {
    const { times, rates } = this;
    const last = times.length - 1;
    if (time <= times[0]) return rates[0];
    if (time >= times[last]) return rates[last];
    const i = this.pieceOf(times, time);
    return rates[i] + ((rates[i + 1] - rates[i]) * (time - times[i])) / (times[i + 1] - times[i]);
  }

  /** Last index `i` with `values[i] <= value`, and a wider next one. */
  private pieceOf(values: Float64Array, value: number): number {
    let low = 0;
    let high = values.length - 1;
    while (low < high - 1) {
      const middle = (low + high) >> 1;
      if (values[middle] <= value) low = middle;
      else high = middle;
    }
    return low;
  }
}
