import { OP_BITS, OP_MASK } from './queue-rows.ts';

/** One delivered event, as kept by the {@link TraceRing}. */
export interface TraceEntry {
  readonly time: number;
  readonly target: number;
  readonly op: number;
  readonly a: number;
  readonly b: number;
}

/** A power of two, so that the index wraps with a mask. */
export const TRACE_SIZE = 4096;
const MASK = TRACE_SIZE - 1;

/** Of the eight words of an entry five are used: the time (low word first), target · 256 + op, a, b. */
export const ENTRY_SHIFT = 3;

/** The last 4,096 delivered events: what to read when something went wrong, and what the fingerprint is made from. */
export class TraceRing {
  readonly words = new Int32Array(TRACE_SIZE << ENTRY_SHIFT);
  /** Events noted since the beginning. */
  count = 0;
  private readonly times = new Float64Array(this.words.buffer);

  note(timeLow: number, timeHigh: number, targetOp: number, a: number, b: number): void {
    const { words } = this;
    const at = (this.count++ & MASK) << ENTRY_SHIFT;
    words[at] = timeLow;
    words[at | 1] = timeHigh;
    words[at | 2] = targetOp;
    words[at | 3] = a;
    words[at | 4] = b;
  }

  /** Oldest first. */
  entries(): TraceEntry[] {
    const { words, times } = this;
    const length = Math.min(this.count, TRACE_SIZE);
    return Array.from({ length }, (_, k) => {
      const at = ((this.count - length + k) & MASK) << ENTRY_SHIFT;
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
