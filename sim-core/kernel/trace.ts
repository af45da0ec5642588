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

/** An entry is 32 bytes: its time as a float64, then target · 256 + op, a and b as int32. */
export const ENTRY_SHIFT = 3;
const FLOAT_SHIFT = 2;

/** The last 4,096 delivered events: what to read when something went wrong, and what the fingerprint is made from. */
export class TraceRing {
  readonly words = new Int32Array(TRACE_SIZE << ENTRY_SHIFT);
  /** Events noted since the beginning. */
  count = 0;
  private readonly times = new Float64Array(this.words.buffer);

  note(time: number, targetOp: number, a: number, b: number): void {
    const { words } = this;
    const entry = this.count++ & MASK;
    const at = entry << ENTRY_SHIFT;
    this.times[entry << FLOAT_SHIFT] = time;
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
        time: times[at >> (ENTRY_SHIFT - FLOAT_SHIFT)],
        target: words[at | 2] >> OP_BITS,
        op: words[at | 2] & OP_MASK,
        a: words[at | 3],
        b: words[at | 4],
      };
    });
  }
}
