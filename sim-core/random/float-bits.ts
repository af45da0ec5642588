/** One float64 seen as two 32-bit words: write `float[0]`, then read `word[HIGH]` and `word[LOW]`, or back. */
export interface FloatBits {
  readonly float: Float64Array;
  readonly word: Int32Array;
  /** Index of the word with sign, exponent and the first 20 bits of the fraction; depends on the byte order. */
  readonly HIGH: number;
  /** Index of the word with the last 32 bits of the fraction. */
  readonly LOW: number;
}

/** A view of its own for each file that needs one: engines reach a constant of the same file much faster. */
export function floatBits(): FloatBits {
  const float = Float64Array.of(1);
  const word = new Int32Array(float.buffer);
  const HIGH = word[1] === 0x3ff00000 ? 1 : 0;
  return { float, word, HIGH, LOW: 1 - HIGH };
}
