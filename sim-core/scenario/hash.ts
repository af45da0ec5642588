import { configure } from 'safe-stable-stringify';

const canonical = configure({ deterministic: true, bigint: false });

/** One text for all documents of the same content: keys sorted by code unit, no spaces. */
export function canonicalText(value: unknown): string {
  return canonical(value) ?? 'null';
}

/**
 * Sixteen hexadecimal digits of a text: two 32-bit lanes of multiply, rotate and add over UTF-16 code
 * units, with a final avalanche, after MurmurHash3 (Appleby, public domain algorithm). Made of integer
 * operations only, so every engine gives the same. Not cryptographic.
 */
export function hashText(text: string): string {
  let high = 0x6272_6f77;
  let low = 0x6e6f_7574;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(rotate(high ^ Math.imul(unit, 0xcc9e2d51), 13), 5) + 0x38b3_4ae5;
    low = Math.imul(rotate(low ^ Math.imul(unit, 0x1b873593), 17), 9) + (0x561c_cd1b ^ high);
  }
  high = avalanche(high ^ text.length);
  low = avalanche(low ^ Math.imul(high, 0x85eb_ca6b));
  return hex(avalanche(high + low)) + hex(low);
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function avalanche(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
