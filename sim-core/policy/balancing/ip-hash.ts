import { defineBalancer } from './balancer.ts';
import { type HashState, totalWeight, walkWeights } from './hash-walk.ts';
import { lowerWeight, smoothWeights } from './smooth-weights.ts';

const START = 89;
const FACTOR = 113;
const MODULUS = 6271;

/**
 * nginx 1.22.1, `ip_hash`: the first three octets of the client's IPv4 address decide, so a whole /24 goes
 * to one backend. The same hash goes on over the octets when the backend cannot be used.
 */
export const ipHash = defineBalancer<HashState>({
  name: 'ip-hash',
  summary: 'The client’s /24 network decides (nginx’s ip_hash).',
  init: (view) => ({ ...smoothWeights(view), total: totalWeight(view) }),
  pick(view, key, state) {
    const octets = view.address(key).split('.', 3).map(Number);
    let value = START;
    return walkWeights(view, state, () => {
      for (const octet of octets) value = (value * FACTOR + octet) % MODULUS;
      return value;
    });
  },
  failed: lowerWeight,
});
