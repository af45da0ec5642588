/** One delivered event, as kept by the {@link TraceRing}. */
export interface TraceEntry {
  readonly time: number;
  readonly target: number;
  readonly op: number;
  readonly a: number;
  readonly b: number;
}

const SIZE = 4096; // a power of two, so that the index wraps with a mask

/** The last 4,096 delivered events: what to read when something went wrong. */
export class TraceRing {
  private readonly kept = new Float64Array(SIZE << 2);
  private count = 0;

  note(time: number, target: number, op: number, a: number, b: number): void {
    const { kept } = this;
    const at = (this.count++ & (SIZE - 1)) << 2;
    kept[at] = time;
    kept[at | 1] = target * 256 + op;
    kept[at | 2] = a;
    kept[at | 3] = b;
  }

  /** Oldest first. */
  entries(): TraceEntry[] {
    const length = Math.min(this.count, SIZE);
    return Array.from({ length }, (_, k) => {
      const at = ((this.count - length + k) & (SIZE - 1)) << 2;
      const op = this.kept[at | 1] % 256;
      return {
        time: this.kept[at],
        target: (this.kept[at | 1] - op) / 256,
        op,
        a: this.kept[at | 2],
        b: this.kept[at | 3],
      };
    });
  }
}
