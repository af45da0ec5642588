/** CRC-32 (ISO 3309, reflected polynomial 0xEDB88320) of bytes, as zlib and nginx compute it. */
export function crc32(bytes: ArrayLike<number>, start = 0): number {
  let crc = ~start;
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The low bytes of a text's UTF-16 units: keys and names are ASCII. */
export function bytesOf(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

const TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
