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
  private readonly time = new Float64Array(SIZE);
  private readonly targetOp = new Float64Array(SIZE);
  private readonly a = new Float64Array(SIZE);
  private readonly b = new Float64Array(SIZE);
  private count = 0;

  note(time: number, target: number, op: number, a: number, b: number): void {
    const i = this.count++ & (SIZE - 1);
    this.time[i] = time;
    this.targetOp[i] = target * 256 + op;
    this.a[i] = a;
    this.b[i] = b;
  }

  /** Oldest first. */
  entries(): TraceEntry[] {
    const kept = Math.min(this.count, SIZE);
    return Array.from({ length: kept }, (_, k) => {
      const i = (this.count - kept + k) & (SIZE - 1);
      const op = this.targetOp[i] % 256;
      return { time: this.time[i], target: (this.targetOp[i] - op) / 256, op, a: this.a[i], b: this.b[i] };
    });
  }
}
