import { defineBalancer } from './balancer.ts';
import { type HashState, hashState, walkWeights } from './hash-walk.ts';
import { lowerWeight } from './smooth-weights.ts';

const START = 89;
const FACTOR = 113;
const MODULUS = 6271;
const OCTETS = 3;

interface State extends HashState {
  readonly octets: Uint8Array;
}

/**
 * nginx 1.22.1, `ip_hash`: the first three octets of the client's IPv4 address decide, so a whole /24 goes
 * to one backend. The same hash goes on over the octets when the backend cannot be used. With few values to
 * hash to, weights beyond 6271 in all starve the last backends, as they do in nginx. Left out: IPv6.
 */
export const ipHash = defineBalancer<State>({
  name: 'ip-hash',
  summary: 'The client’s /24 network decides (nginx’s ip_hash).',
  init: (view) => ({ ...hashState(view), octets: new Uint8Array(OCTETS) }),
  pick(view, key, state) {
    readOctets(view.address(key), state.octets);
    state.value = START;
    return walkWeights(view, state, hashOn);
  },
  failed: lowerWeight,
});

function hashOn(state: State): void {
  for (let i = 0; i < OCTETS; i++) state.value = (state.value * FACTOR + state.octets[i]) % MODULUS;
}

const DOT = 46;
const ZERO = 48;

function readOctets(address: string, octets: Uint8Array): void {
  octets.fill(0);
  for (let i = 0, octet = 0; i < address.length && octet < OCTETS; i++) {
    const code = address.charCodeAt(i);
    if (code === DOT) octet++;
    else octets[octet] = octets[octet] * 10 + code - ZERO;
  }
}
