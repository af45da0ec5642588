/** The hash of sdbm (Yigit), HAProxy's default for texts. Unsigned, 32 bits. */
export function sdbm(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (text.charCodeAt(i) + (hash << 6) + (hash << 16) - hash) | 0;
  return hash >>> 0;
}

/**
 * HAProxy 2.6's `full_hash`: every bit of the input moves every bit of the output (Jenkins' six shifts of a
 * 32-bit integer), then a multiplication that spreads small inputs over the ring. Unsigned, 32 bits.
 */
export function fullHash(value: number): number {
  let a = value | 0;
  a = (a + 0x7ed55d16 + (a << 12)) | 0;
  a = a ^ 0xc761c23c ^ (a >>> 19);
  a = (a + 0x165667b1 + (a << 5)) | 0;
  a = (a + (0xd3a2646c | 0)) ^ (a << 9);
  a = (a + (0xfd7046c5 | 0) + (a << 3)) | 0;
  a = a ^ 0xb55a4f09 ^ (a >>> 16);
  return Math.imul(a, 0xc0000001) >>> 0;
}

/** A dotted IPv4 address as an unsigned integer: how HAProxy hashes a source. */
export function addressWord(address: string): number {
  return address.split('.').reduce((word, octet) => word * 256 + Number(octet), 0);
}

/** What HAProxy's `balance uri` hashes: the path, up to a question mark. */
export function pathHash(uri: string): number {
  const end = uri.indexOf('?');
  return sdbm(end < 0 ? uri : uri.slice(0, end));
}
