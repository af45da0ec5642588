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
 * Two histograms can be merged without loss. It takes as much room as the octaves it has seen.
 */
export class Histogram {
  count = 0;
  sum = 0;
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
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    bits[0] = value;
    const at = (words[1] >>> SHIFT) - this.base;
    if (at >= 0 && at < this.counts.length) this.counts[at]++;
    else this.recordAside(words[1] >>> SHIFT);
  }

  get mean(): number {
    return this.sum / this.count;
  }

  /** Value at rank ⌈p · count⌉, by nearest rank; NaN when there is none. */
  quantile(p: number): number {
    if (this.count === 0) return NaN;
    const rank = Math.min(this.count, Math.max(1, Math.ceil(p * this.count - 1e-9)));
    let seen = this.zeros;
    if (seen >= rank) return this.min;
    for (let i = 0; i < this.counts.length; i++) {
      seen += this.counts[i];
      if (seen >= rank) return Math.min(this.max, Math.max(this.min, this.middle(i)));
    }
    return this.max;
  }

  /** How many values are greater than `value`, to the width of a bucket. */
  countAbove(value: number): number {
    if (value < this.min) return this.count;
    let above = 0;
    for (let i = this.counts.length - 1; i >= 0 && this.middle(i) > value; i--) above += this.counts[i];
    return above;
  }

  merge(other: Histogram): void {
    if (other.count === 0) return;
    this.count += other.count;
    this.sum += other.sum;
    this.zeros += other.zeros;
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    if (other.counts.length === 0) return;
    this.cover(other.base, other.base + other.counts.length);
    const offset = other.base - this.base;
    for (let i = 0; i < other.counts.length; i++) this.counts[offset + i] += other.counts[i];
  }

  /** Forgets all values but keeps the room. */
  clear(): void {
    this.counts.fill(0);
    this.zeros = 0;
    this.count = 0;
    this.sum = 0;
    this.min = Infinity;
    this.max = -Infinity;
  }

  /** Buckets that are not empty, from low to high, with the bounds of their values. */
  forEachBucket(visit: (lower: number, upper: number, count: number) => void): void {
    if (this.zeros > 0) visit(0, 0, this.zeros);
    for (let i = 0; i < this.counts.length; i++) {
      if (this.counts[i] > 0) visit(valueAt(this.base + i), valueAt(this.base + i + 1), this.counts[i]);
    }
  }

  private middle(i: number): number {
    return (valueAt(this.base + i) + valueAt(this.base + i + 1)) / 2;
  }

  private recordAside(bucket: number): void {
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

function valueAt(bucket: number): number {
  words[0] = 0;
  words[1] = bucket << SHIFT;
  return bits[0];
}
