/**
 * CRC-32 (ISO 3309, reflected polynomial 0xEDB88320) as zlib and nginx compute it, of a text's low bytes:
 * keys and names are ASCII. `start` is the CRC of what goes before, so that pieces can be chained.
 */
export function crc32(text: string, start = 0): number {
  let crc = ~start;
  for (let i = 0; i < text.length; i++) crc = TABLE[(crc ^ text.charCodeAt(i)) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** The CRC-32 of a 32-bit word's four bytes, the lowest first. */
export function crc32OfWord(word: number, start = 0): number {
  let crc = ~start;
  for (let shift = 0; shift < 32; shift += 8) crc = TABLE[(crc ^ (word >>> shift)) & 0xff] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = (c & 1) === 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});
