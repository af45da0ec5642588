import type { Address } from '../kernel/component.ts';
import type { World } from '../model/world.ts';

/**
 * Whether an instance is there, as a number for series and pictures: down by a fault, up and in service, or in a stage
 * that is nobody's fault.
 */
export const PRESENCE = { down: 0, up: 1, off: 2, waiting: 3, booting: 4, draining: 5 } as const;

/** Reads it; reading never changes the run. */
export function presenceOf({ memberships, places, simulation }: World, address: Address): number {
  const { node, index } = places[address];
  const stage = memberships.get(node)?.stageOf(index) ?? 'serving';
  if (stage === 'serving' || stage === 'draining') {
    if (!simulation.isUp(address)) return PRESENCE.down;
    return stage === 'draining' ? PRESENCE.draining : PRESENCE.up;
  }
  return PRESENCE[stage];
}

/** Whether an instance of this presence could work, or should: whether it counts where replicas are averaged. */
export function isPresent(presence: number): boolean {
  return presence === PRESENCE.up || presence === PRESENCE.down || presence === PRESENCE.draining;
}
