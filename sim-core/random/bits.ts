/**
 * One float64 seen as two 32-bit words: how portable mathematics takes numbers apart and keyed streams hash
 * their keys. Write `float[0]`, then read `word[HIGH]` and `word[LOW]`, or the other way round.
 */
export const float = new Float64Array(1);
export const word = new Int32Array(float.buffer);

float[0] = 1;

/** Index of the word with sign, exponent and the first 20 bits of the fraction; depends on the byte order. */
export const HIGH = word[1] === 0x3ff00000 ? 1 : 0;

/** Index of the word with the last 32 bits of the fraction. */
export const LOW = 1 - HIGH;
