import { assert } from '../../kernel/assert.ts';

/**
 * A rate over time in straight pieces, in requests per second. Two points at the same time are a step. A
 * curve either repeats, or stays before its first point and behind its last as it is there.
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
  /** Seconds after which it repeats; Infinity if it does not. */
  private readonly period: number;
  /** From this area on, and this time, the rate stays; Infinity if it repeats. */
  private readonly steadyArea: number;
  private readonly steadyFrom: number;
  private readonly steadyRate: number;

  /** @param points `[seconds, per second]`, times not falling. @param repeats from the last point to the first. */
  constructor(points: readonly (readonly [number, number])[], repeats = false) {
    assert(points.length > 0, 'a rate curve needs a point');
    this.times = Float64Array.from(points, ([time]) => time);
    this.rates = Float64Array.from(points, ([, rate]) => rate);
    this.areas = new Float64Array(points.length);
    for (let i = 1; i < points.length; i++) {
      const width = this.times[i] - this.times[i - 1];
      assert(width >= 0, 'the times of a rate curve must not fall');
      this.areas[i] = this.areas[i - 1] + (width * (this.rates[i] + this.rates[i - 1])) / 2;
    }
    this.period = repeats ? this.times[points.length - 1] - this.times[0] : Infinity;
    assert(this.period > 0, 'a rate curve must not repeat at once');
    this.steadyArea = repeats ? Infinity : this.areas[points.length - 1];
    this.steadyFrom = this.times[points.length - 1];
    this.steadyRate = this.rates[points.length - 1];
  }

  /** Area under the curve from the first point to `time`; negative before it. */
  area(time: number): number {
    const round = this.roundAt(time);
    if (round === 0) return this.areaOnce(time);
    return round * this.areas[this.areas.length - 1] + this.areaOnce(time - round * this.period);
  }

  /** When the area first reaches `area`; Infinity if it never does. */
  timeOf(area: number): number {
    if (area > this.steadyArea) {
      return this.steadyRate === 0 ? Infinity : this.steadyFrom + (area - this.steadyArea) / this.steadyRate;
    }
    return this.timeBefore(area);
  }

  private timeBefore(area: number): number {
    if (this.period === Infinity) return this.timeOnce(area);
    const whole = this.areas[this.areas.length - 1];
    if (whole === 0) return Infinity;
    const round = Math.ceil(area / whole) - 1;
    const rest = Math.min(whole, Math.max(0, area - round * whole));
    return round * this.period + this.timeOnce(rest);
  }

  /** How many whole periods lie between the first point and `time`. */
  private roundAt(time: number): number {
    return this.period === Infinity ? 0 : Math.floor((time - this.times[0]) / this.period);
  }

  private areaOnce(time: number): number {
    const { times, rates, areas } = this;
    const last = times.length - 1;
    if (time <= times[0]) return (time - times[0]) * rates[0];
    if (time >= times[last]) return areas[last] + (time - times[last]) * rates[last];
    const i = pieceOf(times, time);
    const into = time - times[i];
    const slope = (rates[i + 1] - rates[i]) / (times[i + 1] - times[i]);
    return areas[i] + into * (rates[i] + (slope * into) / 2);
  }

  private timeOnce(area: number): number {
    const { times, rates, areas } = this;
    if (area <= 0) return area === 0 ? times[0] : times[0] + area / rates[0];
    const i = pieceOf(areas, area);
    const left = area - areas[i];
    const start = rates[i];
    const slope = (rates[i + 1] - start) / (times[i + 1] - times[i]);
    // Root of start·x + slope·x²/2 = left in the form that does not cancel.
    const x = (2 * left) / (start + Math.sqrt(Math.max(0, start * start + 2 * slope * left)));
    return Math.min(times[i + 1], times[i] + x);
  }
}

/** The index `i` with `values[i] < value <= values[i + 1]`. */
function pieceOf(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high - 1) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle;
    else high = middle;
  }
  return low;
}
