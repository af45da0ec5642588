import type { Address } from '../../kernel/component.ts';
import { STATE, TO } from '../request-rows.ts';
import { REPLYING } from '../requests.ts';
import type { World } from '../world.ts';

/** Of some instances, those that nobody waits for any more: they hold no request and none is on its way to them. */
export function emptied(world: World, addresses: readonly Address[]): Set<Address> {
  const { requests, simulation } = world;
  const empty = new Set(addresses.filter((address) => heldBy(simulation.components[address]) === 0));
  if (empty.size === 0) return empty;
  requests.forEachLive((row) => {
    if (requests.isCarried(row) && requests.words[row + STATE] !== REPLYING)
      empty.delete(requests.words[row + TO]);
  });
  return empty;
}

function heldBy(component: object): number {
  return (component as { readonly held?: number }).held ?? 0;
}
