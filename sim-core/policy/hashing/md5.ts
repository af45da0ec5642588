/**
 * MD5 (RFC 1321) of a text's low bytes, here for placing keys on rings, not for secrets.
 *
 * @param into receives the digest as four words, the lowest byte first.
 */
export function md5(text: string, into: Int32Array): Int32Array {
  into.set(START);
  const blocks = (text.length + 8) >>> 6;
  for (let i = 0; i <= blocks; i++) {
    readBlock(text, i * 64);
    if (i === blocks) block[14] = text.length << 3;
    digestBlock(into);
  }
  return into;
}

const START = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
/** The integer parts of 2³² |sin(i + 1)|. */
// prettier-ignore
const SINES = Int32Array.of(
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
  0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
  0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
  0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
  0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
);
const TURNS = Int32Array.of(7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21);

const block = new Int32Array(16);

/** Sixty-four bytes of the text, the closing 0x80 after it, zeroes after that. */
function readBlock(text: string, from: number): void {
  block.fill(0);
  const bytes = Math.min(64, text.length - from);
  for (let i = 0; i < bytes; i++) block[i >> 2] |= (text.charCodeAt(from + i) & 0xff) << ((i & 3) * 8);
  if (bytes >= 0 && bytes < 64) block[bytes >> 2] |= 0x80 << ((bytes & 3) * 8);
}

/** Four rounds of sixteen steps; each has its own function of b, c and d, and its own order of the words. */
function digestBlock(state: Int32Array): void {
  let a = state[0];
  let b = state[1];
  let c = state[2];
  let d = state[3];
  let mixed = 0;
  for (let i = 0; i < 64; i++) {
    if (i < 16) mixed = ((b & c) | (~b & d)) + block[i];
    else if (i < 32) mixed = ((d & b) | (~d & c)) + block[(5 * i + 1) & 15];
    else if (i < 48) mixed = (b ^ c ^ d) + block[(3 * i + 5) & 15];
    else mixed = (c ^ (b | ~d)) + block[(7 * i) & 15];
    mixed = (a + mixed + SINES[i]) | 0;
    const turn = TURNS[((i >> 4) << 2) | (i & 3)];
    a = d;
    d = c;
    c = b;
    b = (b + ((mixed << turn) | (mixed >>> (32 - turn)))) | 0;
  }
  state[0] += a;
  state[1] += b;
  state[2] += c;
  state[3] += d;
}
