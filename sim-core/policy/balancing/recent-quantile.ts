/** Quantiles of the last so many numbers, kept sorted: cheap for a hundred or so. */
export class RecentQuantile {
  private readonly ring: Float64Array;
  private readonly sorted: number[] = [];
  private next = 0;

  constructor(size: number) {
    this.ring = new Float64Array(size);
  }

  add(value: number): void {
    const { ring, sorted } = this;
    if (sorted.length === ring.length) sorted.splice(this.placeOf(ring[this.next]), 1);
    sorted.splice(this.placeOf(value), 0, value);
    ring[this.next] = value;
    this.next = (this.next + 1) % ring.length;
  }

  /** The smallest number that at least this share of all does not exceed; NaN of nothing. */
  quantile(share: number): number {
    const { sorted } = this;
    return sorted.length === 0 ? NaN : sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }

  /** Where the first number that is not less stands. */
  private placeOf(value: number): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
