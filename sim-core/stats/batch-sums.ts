const MOST = 8192;
const FIRST_SIZE = 5;
const FIRST_ROOM = 512;

/**
 * Sums of consecutive batches of equal size. The size begins with five (MSER-5) and doubles whenever there
 * are 8,192 batches, so room stays the same for any number of values.
 */
export class BatchSums {
  /** Values per batch. */
  size = FIRST_SIZE;
  /** Batches that are full. */
  count = 0;
  private sums = new Float64Array(FIRST_ROOM);
  private open = 0;
  private inOpen = 0;

  add(value: number): void {
    this.open += value;
    if (++this.inOpen === this.size) this.close();
  }

  /** The values at `from` up to `to`. */
  addAll(values: Float64Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.add(values[i]);
  }

  /** Means of the full batches from batch `first` on, in order. */
  meansFrom(first: number): Float64Array {
    const means = this.sums.slice(Math.min(first, this.count), this.count);
    for (let i = 0; i < means.length; i++) means[i] /= this.size;
    return means;
  }

  private close(): void {
    this.sums[this.count++] = this.open;
    this.open = 0;
    this.inOpen = 0;
    if (this.count < this.sums.length) return;
    if (this.count < MOST) {
      const wide = new Float64Array(2 * this.count);
      wide.set(this.sums);
      this.sums = wide;
      return;
    }
    this.count = MOST / 2;
    for (let i = 0; i < this.count; i++) this.sums[i] = this.sums[2 * i] + this.sums[2 * i + 1];
    this.size *= 2;
  }
}
