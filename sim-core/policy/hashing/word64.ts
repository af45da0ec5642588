/**
 * A 64-bit word that is worked on in place, for hashes that real systems compute in 64 bits. Two 32-bit halves
 * and Math.imul: exact, and many times faster than BigInt. Every method returns the word itself.
 */
export class Word64 {
  /** The halves as signed 32-bit integers. */
  high = 0;
  low = 0;

  set(high: number, low: number): this {
    this.high = high | 0;
    this.low = low | 0;
    return this;
  }

  copy(other: Word64): this {
    this.high = other.high;
    this.low = other.low;
    return this;
  }

  add(high: number, low: number): this {
    const sum = (this.low >>> 0) + (low >>> 0);
    this.high = (this.high + high + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.low = sum | 0;
    return this;
  }

  xor(high: number, low: number): this {
    this.high ^= high;
    this.low ^= low;
    return this;
  }

  /** Modulo 2⁶⁴. The product of the low halves is put together from four products of 16 bits. */
  multiply(high: number, low: number): this {
    const a = this.low;
    const a0 = a & 0xffff;
    const a1 = a >>> 16;
    const b0 = low & 0xffff;
    const b1 = low >>> 16;
    const low0 = Math.imul(a0, b0) >>> 0;
    const middle = a1 * b0 + (low0 >>> 16);
    const other = a0 * b1 + (middle % 65536);
    const carried = a1 * b1 + Math.floor(middle / 65536) + Math.floor(other / 65536);
    this.high = (carried + Math.imul(this.high, low) + Math.imul(a, high)) | 0;
    this.low = Math.imul(a, low);
    return this;
  }

  /** Rotates left by 1 to 31 bits. */
  rotate(bits: number): this {
    const { high, low } = this;
    this.high = (high << bits) | (low >>> (32 - bits));
    this.low = (low << bits) | (high >>> (32 - bits));
    return this;
  }

  /** Exclusive or with itself shifted right by 1 to 63 bits. */
  xorShifted(bits: number): this {
    const { high, low } = this;
    if (bits >= 32) return this.xor(0, high >>> (bits - 32));
    return this.xor(high >>> bits, (low >>> bits) | (high << (32 - bits)));
  }

  /** The unsigned word modulo `m`, from 1 to 2²⁶. */
  modulo(m: number): number {
    return (((this.high >>> 0) % m) * (4294967296 % m) + (this.low >>> 0)) % m;
  }
}
