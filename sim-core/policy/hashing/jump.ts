import type { Word64 } from './word64.ts';

/**
 * Jump consistent hash (Lamping and Veach, arXiv:1406.2294, Figure 1): which of `buckets` a 64-bit key belongs
 * to. Every key that moves when a bucket is added at the end moves into that one. About ln(buckets) steps.
 *
 * @param key used up: it goes on to the generator's last state.
 * @returns 0 to buckets − 1; −1 when there are no buckets.
 */
export function jumpBucket(key: Word64, buckets: number): number {
  let bucket = -1;
  let next = 0;
  while (next < buckets) {
    bucket = next;
    key.multiply(0x27bb2ee6, 0x87b0b0fd).add(0, 1);
    next = Math.floor((bucket + 1) * (2147483648 / ((key.high >>> 1) + 1)));
  }
  return bucket;
}
