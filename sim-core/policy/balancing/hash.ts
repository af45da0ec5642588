import { defineBalancer } from './balancer.ts';
import { crc32 } from './crc32.ts';
import { type HashState, hashState, walkWeights } from './hash-walk.ts';
import { lowerWeight, smoothTurn } from './smooth-weights.ts';

interface State extends HashState {
  text: string;
}

/**
 * nginx 1.22.1, `hash KEY` (ngx_http_upstream_hash_module, as in Cache::Memcached): the sum over the steps
 * of `(crc32([n] key) >> 16) & 0x7fff`, where `n` is the number of the step from the second on, modulo the
 * total weight. A changed set of backends moves almost every key. Without a key it takes turns.
 */
export const hash = defineBalancer<State>({
  name: 'hash',
  summary: 'The key decides, modulo the total weight (nginx’s hash).',
  init: (view) => ({ ...hashState(view), text: '' }),
  pick(view, key, state) {
    state.text = view.keyText(key);
    if (state.text === '') return smoothTurn(view, state);
    state.value = 0;
    return walkWeights(view, state, hashOn);
  },
  failed: lowerWeight,
});

function hashOn(state: State, step: number): void {
  const hashed = crc32(state.text, step === 0 ? 0 : crc32(`${step}`));
  state.value += (hashed >>> 16) & 0x7fff;
}
