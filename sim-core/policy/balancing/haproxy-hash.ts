import { addressWord, pathHash } from '../hashing/haproxy.ts';
import { type Balancer, type BackendView, defineBalancer, NONE } from './balancer.ts';
import { remap, turnMap, type TurnMap, turnsOf } from './haproxy-map.ts';

/**
 * HAProxy's `hash-type map-based` (2.6.12, `lb_map.c`): the hash modulo the table of turns. One backend more
 * or less moves almost every key. If the key's backend cannot be used, the next one in the table is taken;
 * HAProxy itself would have the request wait for a backend that is full.
 */
function onMap(name: string, summary: string, hashOf: (view: BackendView, key: number) => number): Balancer {
  return defineBalancer<TurnMap>({
    name,
    summary,
    init: turnMap,
    pick: (view, key, map) => ownerInMap(view, turnsOf(view, map), hashOf(view, key)),
    changed: remap,
  });
}

function ownerInMap({ usable }: BackendView, turns: Int32Array, hash: number): number {
  for (let step = 0; step < turns.length; step++) {
    const backend = turns[(hash + step) % turns.length];
    if (usable[backend] === 1) return backend;
  }
  return NONE;
}

export const haproxyHash = onMap(
  'haproxy-hash',
  'The path decides, modulo a table of turns (HAProxy’s balance uri, hash-type map-based).',
  (view, key) => pathHash(view.keyText(key)),
);

export const haproxySourceHash = onMap(
  'haproxy-source-hash',
  'The client’s address decides, modulo a table of turns (HAProxy’s balance source, hash-type map-based).',
  (view, key) => addressWord(view.address(key)),
);
