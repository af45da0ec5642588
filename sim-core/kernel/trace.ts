import { OP_BITS, OP_MASK } from './queue-rows.ts';

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
  /** An entry is eight words, five of them used: the time (low word first), target · 256 + op, a, b. */
  private readonly words = new Int32Array(SIZE << 3);
  private readonly times = new Float64Array(this.words.buffer);
  private count = 0;

  note(timeLow: number, timeHigh: number, targetOp: number, a: number, b: number): void {
    const { words } = this;
    const at = (this.count++ & (SIZE - 1)) << 3;
    words[at] = timeLow;
    words[at | 1] = timeHigh;
    words[at | 2] = targetOp;
    words[at | 3] = a;
    words[at | 4] = b;
  }

  /** Oldest first. */
  entries(): TraceEntry[] {
    const { words, times } = this;
    const length = Math.min(this.count, SIZE);
    return Array.from({ length }, (_, k) => {
      const at = ((this.count - length + k) & (SIZE - 1)) << 3;
      return {
        time: times[at >> 1],
        target: words[at | 2] >> OP_BITS,
        op: words[at | 2] & OP_MASK,
        a: words[at | 3],
        b: words[at | 4],
      };
    });
  }
}
