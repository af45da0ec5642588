import { OP_BITS } from './queue-rows.ts';
import { ENTRY_SHIFT, TRACE_SIZE, type TraceRing } from './trace.ts';

/**
 * A running 64-bit hash of every delivered event `(time, target, op, a, b)`. Two runs are the same run if
 * and only if (but for hash accidents) their fingerprints agree; the marks, one per simulated second, name
 * the first second in which they differ.
 *
 * It follows the trace: whoever delivers calls {@link catchUp} before the trace overwrites what was not mixed
 * yet. Thousands of events in one go cost a third of what they cost one by one.
 *
 * Two 32-bit lanes in the manner of MurmurHash3's body (Appleby, public domain algorithm), each of which takes in what the
 * other was one event ago, so that a processor can mix both at the same time; not cryptographic.
 */
export class Fingerprint {
  private high = 0x6272_6f77 | 0;
  private low = 0x6e6f_7574 | 0;
  private readonly trace: TraceRing;
  /** Events of the trace that are mixed in. */
  private mixed = 0;
  private readonly bits = new Float64Array(1);
  private readonly words = new Int32Array(this.bits.buffer);
  private marksHigh = new Uint32Array(64);
  private marksLow = new Uint32Array(64);
  /** Whole simulated seconds marked so far. */
  seconds = 0;

  constructor(trace: TraceRing) {
    this.trace = trace;
  }

  /** Mixes in the events that the trace has noted since the last time. */
  catchUp(): void {
    const { words, count } = this.trace;
    let { high, low } = this;
    for (let i = this.mixed; i < count; i++) {
      const at = (i & (TRACE_SIZE - 1)) << ENTRY_SHIFT;
      const lowMix = mixLow(low, words[at], words[at | 2]);
      low = lowMix ^ (high >>> 16);
      high = mixHigh(high, lowMix, words[at | 1], words[at | 3], words[at | 4]);
    }
    this.mixed = count;
    this.high = high;
    this.low = low;
  }

  /** Mixes a text, such as an intervention: what people do to a run is part of the run. */
  mixText(time: number, text: string): void {
    this.catchUp();
    this.bits[0] = time;
    const [timeLow, timeHigh] = this.words;
    for (let i = 0; i < text.length; i++) {
      const lowMix = mixLow(this.low, timeLow, i << OP_BITS);
      this.low = lowMix ^ (this.high >>> 16);
      this.high = mixHigh(this.high, lowMix, timeHigh, text.charCodeAt(i), text.length);
    }
  }

  /** Notes the state at the end of every whole second up to `second`. */
  mark(second: number): void {
    this.catchUp();
    while (this.marksLow.length < second) this.grow();
    for (; this.seconds < second; this.seconds++) {
      this.marksHigh[this.seconds] = this.high;
      this.marksLow[this.seconds] = this.low;
    }
  }

  /** Sixteen hexadecimal digits. */
  get value(): string {
    this.catchUp();
    return hex(this.high) + hex(this.low);
  }

  /** The fingerprint as it stood at the end of simulated second `second` (from 0). */
  at(second: number): string {
    return hex(this.marksHigh[second]) + hex(this.marksLow[second]);
  }

  private grow(): void {
    const high = new Uint32Array(this.marksHigh.length * 2);
    const low = new Uint32Array(this.marksLow.length * 2);
    high.set(this.marksHigh);
    low.set(this.marksLow);
    this.marksHigh = high;
    this.marksLow = low;
  }
}

function mixLow(low: number, timeLow: number, targetOp: number): number {
  const mixed = Math.imul(low ^ timeLow, 0xcc9e2d51 | 0);
  return Math.imul((mixed ^ (mixed >>> 15)) + targetOp, 0x1b873593);
}

function mixHigh(high: number, lowMix: number, timeHigh: number, a: number, b: number): number {
  const mixed = Math.imul(high ^ timeHigh ^ a, 0x85ebca6b | 0);
  return Math.imul((mixed ^ (mixed >>> 13)) + b + lowMix, 0xc2b2ae35 | 0);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
