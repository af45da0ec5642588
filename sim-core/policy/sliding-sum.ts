/**
 * Sum of what was added over the last `span` seconds, in slices of equal length on a fixed grid: the slice that
 * `now` is in and those before it, so that an amount counts for between (slices − 1) / slices and the whole of
 * the span.
 */
export class SlidingSum {
  private readonly slices: Float64Array;
  private readonly width: number;
  private newest = 0;
  private total = 0;

  constructor(span: number, slices: number) {
    this.slices = new Float64Array(slices);
    this.width = span / slices;
  }

  add(now: number, amount: number): void {
    this.moveTo(now);
    this.slices[this.newest % this.slices.length] += amount;
    this.total += amount;
  }

  sum(now: number): number {
    this.moveTo(now);
    return this.total;
  }

  private moveTo(now: number): void {
    const slice = Math.floor(now / this.width);
    const { slices } = this;
    if (slice - this.newest >= slices.length) {
      slices.fill(0);
      this.total = 0;
      this.newest = slice;
    }
    while (this.newest < slice) {
      const at = ++this.newest % slices.length;
      this.total -= slices[at];
      slices[at] = 0;
    }
  }
}
