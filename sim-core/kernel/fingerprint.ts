/**
 * A running 64-bit hash of every delivered event `(time, target, op, a, b)`. Two runs are the same run if
 * and only if (but for hash accidents) their fingerprints agree; the marks, one per simulated second, name
 * the first second in which they differ.
 *
 * Two 32-bit lanes in the manner of MurmurHash3's body (Appleby, public domain algorithm); not
 * cryptographic.
 */
export class Fingerprint {
  private high = 0x6272_6f77 | 0;
  private low = 0x6e6f_7574 | 0;
  private readonly bits = new Float64Array(1);
  private readonly words = new Int32Array(this.bits.buffer);
  private marksHigh = new Uint32Array(64);
  private marksLow = new Uint32Array(64);
  /** Whole simulated seconds marked so far. */
  seconds = 0;

  mix(time: number, target: number, op: number, a: number, b: number): void {
    this.bits[0] = time;
    this.mixWords(this.words[0], this.words[1], (target << 8) + op, a, b);
  }

  /** As {@link mix}, with the time as its two words, low first, and target · 256 + op. */
  mixWords(timeLow: number, timeHigh: number, targetOp: number, a: number, b: number): void {
    let low = Math.imul(this.low ^ timeLow, 0xcc9e2d51 | 0);
    low = Math.imul((low ^ (low >>> 15)) + targetOp, 0x1b873593);
    let high = Math.imul(this.high ^ timeHigh ^ (a | 0), 0x85ebca6b | 0);
    high = Math.imul((high ^ (high >>> 13)) + (b | 0) + low, 0xc2b2ae35 | 0);
    this.low = low ^ (high >>> 16);
    this.high = high;
  }

  /** Mixes a text, such as an intervention: what people do to a run is part of the run. */
  mixText(time: number, text: string): void {
    for (let i = 0; i < text.length; i++) this.mix(time, i, 0, text.charCodeAt(i), text.length);
  }

  /** Notes the state at the end of every whole second up to `second`. */
  mark(second: number): void {
    while (this.marksLow.length < second) this.grow();
    for (; this.seconds < second; this.seconds++) {
      this.marksHigh[this.seconds] = this.high;
      this.marksLow[this.seconds] = this.low;
    }
  }

  /** Sixteen hexadecimal digits. */
  get value(): string {
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

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
