import { defineBalancer } from './balancer.ts';
import { bytesOf, crc32 } from './crc32.ts';
import { type HashState, totalWeight, walkWeights } from './hash-walk.ts';
import { lowerWeight, smoothWeights } from './smooth-weights.ts';

/**
 * nginx 1.22.1, `hash KEY`: `(crc32([n] key) >> 16) & 0x7fff`, summed over the tries (`n` is the number of
 * the try, from the second on), modulo the total weight. A changed set of backends moves almost every key.
 */
export const hash = defineBalancer<HashState>({
  name: 'hash',
  summary: 'The key decides, modulo the total weight (nginx’s hash).',
  init: (view) => ({ ...smoothWeights(view), total: totalWeight(view) }),
  pick(view, key, state) {
    const text = view.keyText(key);
    let sum = 0;
    return walkWeights(view, state, (attempt) => {
      const hashed = crc32(bytesOf(attempt === 0 ? text : `${attempt}${text}`));
      return (sum += (hashed >>> 16) & 0x7fff);
    });
  },
  failed: lowerWeight,
});
