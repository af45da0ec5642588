import type { Component } from '../kernel/component.ts';
import type { World } from '../model/world.ts';
import { presenceOf } from './presence.ts';

/** Numbers per instance: presence, queue, its capacity, busy, cores, in flight, leader, done, failed. */
export const INSTANCE_FIELDS = 9;

/** What parts that can be drawn have in common; each has what applies to it. */
interface Drawable extends Component {
  /** Requests that wait in its queue. */
  readonly queued?: number;
  readonly cores?: { readonly busy: number; readonly count: number };
  readonly settings?: { readonly queue?: number };
  readonly held?: number;
  readonly completed?: number;
  readonly answered?: number;
  readonly reads?: number;
  readonly writes?: number;
  readonly failed?: number;
  readonly rejected?: number;
  readonly isLeader?: boolean;
  readonly client?: { readonly inFlight: number; readonly completed: number; readonly failed: number };
}

/** Reads what a picture shows of every instance just now, from `offset` on. Reading never changes the run. */
export function readInstances(world: World, out: Float64Array, offset: number): void {
  const { simulation, places } = world;
  for (const { address } of places) {
    const component: Drawable = simulation.components[address];
    const at = offset + address * INSTANCE_FIELDS;
    const { queued, cores, client } = component;
    out[at] = presenceOf(world, address);
    out[at + 1] = queued ?? 0;
    out[at + 2] = queued === undefined ? 0 : (component.settings?.queue ?? 0);
    out[at + 3] = cores?.busy ?? 0;
    out[at + 4] = cores?.count ?? 0;
    out[at + 5] = client?.inFlight ?? component.held ?? 0;
    out[at + 6] = component.isLeader === true ? 1 : 0;
    out[at + 7] = doneBy(component);
    out[at + 8] = client?.failed ?? (component.failed ?? 0) + (component.rejected ?? 0);
  }
}

function doneBy({ client, completed, answered, reads, writes }: Drawable): number {
  return client?.completed ?? completed ?? answered ?? (reads ?? 0) + (writes ?? 0);
}
