import { assert } from '../kernel/assert.ts';

const SUB_BITS = 7;
/** Buckets per factor of two: each is 1/128 of its octave wide, so its middle is within 0.4 % of any value in it. */
const PER_OCTAVE = 1 << SUB_BITS;
const SHIFT = 20 - SUB_BITS;
/** Values below 2⁻⁴⁰ (about a picosecond) count as zero; values from 2⁶⁰ on share the last bucket. */
const LOWEST = (1023 - 40) << SUB_BITS;
const HIGHEST = ((1023 + 60) << SUB_BITS) - 1;

const bits = new Float64Array(1);
const words = new Uint32Array(bits.buffer);

/**
 * A log-linear histogram: 128 equal buckets in every factor of two, so quantiles are within 0.5 % of the
 * true ones whatever the scale. The bucket is read off the bits of the number (HdrHistogram's idea, Tene).
 * Two histograms can be merged without loss. It takes as much room as the octaves it has seen: 14 kB from
 * a microsecond to a hundred seconds. A bucket counts up to 2³² − 1.
 */
export class Histogram {
  count = 0;
  sum = 0;
  /** Sum of squares. */
  squares = 0;
  min = Infinity;
  max = -Infinity;
  private zeros = 0;
  private counts = new Uint32Array(0);
  /** Index of the first bucket in `counts`. */
  private base = 0;

  /** @param value not negative. */
  record(value: number): void {
    this.count++;
    this.sum += value;
    this.squares += value * value;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    bits[0] = value;
    const at = (words[1] >>> SHIFT) - this.base;
    if (at >= 0 && at < this.counts.length) this.counts[at]++;
    else this.recordAside(value);
  }

  /** As {@link record} of the values at `from` up to `to` one after the other, in a tight loop. */
  recordAll(values: Float64Array, from: number, to: number): void {
    let { counts, base, sum, squares, min, max } = this;
    for (let i = from; i < to; i++) {
      const value = values[i];
      sum += value;
      squares += value * value;
      if (value < min) min = value;
      if (value > max) max = value;
      bits[0] = value;
      const at = (words[1] >>> SHIFT) - base;
      if (at >= 0 && at < counts.length) counts[at]++;
      else {
        this.recordAside(value);
        ({ counts, base } = this);
      }
    }
    this.count += to - from;
    this.sum = sum;
    this.squares = squares;
    this.min = min;
    this.max = max;
  }

  get mean(): number {
    return this.sum / this.count;
  }

  /** Of all values as a whole population. Digits are lost when the spread is below a millionth of the mean. */
  get variance(): number {
    return Math.max(0, this.squares / this.count - this.mean * this.mean);
  }

  /** Value at rank ⌈p · count⌉, by nearest rank, to half the width of a bucket; NaN when there is none. */
  quantile(p: number): number {
    const { lower, upper } = this.bucketOf(p);
    return (lower + upper) / 2;
  }

  /** Bounds between which the value at rank ⌈p · count⌉ lies for certain; NaN when there is none. */
  bucketOf(p: number): { readonly lower: number; readonly upper: number } {
    if (this.count === 0) return { lower: NaN, upper: NaN };
    const rank = Math.min(this.count, Math.max(1, Math.ceil(p * this.count - 1e-9)));
    if (this.zeros >= rank) return { lower: this.min, upper: this.min };
    const bucket = this.base + this.indexOf(rank);
    const upper = bucket === HIGHEST ? this.max : Math.min(this.max, valueAt(bucket + 1));
    return { lower: Math.max(this.min, valueAt(bucket)), upper };
  }

  /** How many values lie in buckets above that of `value`. */
  countAbove(value: number): number {
    if (value < this.min) return this.count;
    let above = 0;
    const own = bucketFor(value) - this.base;
    const { counts } = this;
    for (let i = this.filled.end - 1; i > own && i >= 0; i--) above += counts[i];
    return above;
  }

  /** Makes room at once for all that another one has room for, rather than octave by octave. */
  makeRoomLike({ base, counts }: Histogram): void {
    if (counts.length > 0) this.cover(base, base + counts.length);
  }

  merge(other: Histogram): void {
    if (other.count === 0) return;
    this.count += other.count;
    this.sum += other.sum;
    this.squares += other.squares;
    this.zeros += other.zeros;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    if (other.counts.length === 0) return;
    this.makeRoomLike(other);
    const offset = other.base - this.base;
    const { counts } = this;
    const more = other.counts;
    const { first, end } = other.filled;
    for (let i = first; i < end; i++) counts[offset + i] += more[i];
  }

  /** Forgets all values but keeps the room. */
  clear(): void {
    const { first, end } = this.filled;
    this.counts.fill(0, first, end);
    this.zeros = 0;
    this.count = 0;
    this.sum = 0;
    this.squares = 0;
    this.min = Infinity;
    this.max = -Infinity;
  }

  /** Buckets that are not empty, from low to high, with the bounds of their values. */
  forEachBucket(visit: (lower: number, upper: number, count: number) => void): void {
    if (this.zeros > 0) visit(0, 0, this.zeros);
    const { counts, base } = this;
    const { first, end } = this.filled;
    for (let i = first; i < end; i++) {
      if (counts[i] > 0) visit(valueAt(base + i), valueAt(base + i + 1), counts[i]);
    }
  }

  /** Index in `counts` of the value at a rank, which is not among the zeros; searched from the nearer end. */
  private indexOf(rank: number): number {
    const { counts } = this;
    const { first, end } = this.filled;
    if (2 * rank < this.count) {
      let i = first;
      for (let seen = this.zeros + counts[i]; seen < rank; seen += counts[i]) i++;
      return i;
    }
    let i = end - 1;
    for (let left = this.count - counts[i]; left >= rank; left -= counts[i]) i--;
    return i;
  }

  /** Where in `counts` there may be anything. */
  private get filled(): { readonly first: number; readonly end: number } {
    const first = Math.max(0, Math.min(bucketFor(this.min), HIGHEST) - this.base);
    return { first, end: Math.min(this.counts.length, bucketFor(this.max) - this.base + 1) };
  }

  /** Buckets that aren't covered. Negative numbers and NaN always come here: their bits are above all others. */
  private recordAside(value: number): void {
    assert(value >= 0, 'a value to record is a number and not negative');
    const bucket = bucketFor(value);
    if (bucket < LOWEST) this.zeros++;
    else {
      const kept = Math.min(bucket, HIGHEST);
      this.cover(kept, kept + 1);
      this.counts[kept - this.base]++;
    }
  }

  /** Makes room for buckets `from` up to `to`, in whole octaves. */
  private cover(from: number, to: number): void {
    const first = Math.floor(from / PER_OCTAVE) * PER_OCTAVE;
    const last = Math.ceil(to / PER_OCTAVE) * PER_OCTAVE;
    const end = this.base + this.counts.length;
    const base = this.counts.length === 0 ? first : Math.min(this.base, first);
    const length = (this.counts.length === 0 ? last : Math.max(end, last)) - base;
    if (base === this.base && length === this.counts.length) return;
    const wide = new Uint32Array(length);
    if (this.counts.length > 0) wide.set(this.counts, this.base - base);
    this.base = base;
    this.counts = wide;
  }
}

function bucketFor(value: number): number {
  // Adding zero makes -0 an ordinary zero.
  bits[0] = value + 0;
  return words[1] >>> SHIFT;
}

/** Lower bound of a bucket. */
function valueAt(bucket: number): number {
  words[0] = 0;
  words[1] = bucket << SHIFT;
  return bits[0];
}
