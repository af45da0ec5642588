import type { Component } from '../../kernel/component.ts';
import type { Place } from '../place.ts';
import * as status from '../status.ts';
import { membershipOf, type World } from '../world.ts';

/** The backend could not be reached or broke off: nginx's `error` and `timeout`. */
export function isUnreachable(result: number): boolean {
  return result === status.REFUSED || result === status.RESET || result === status.TIMEOUT;
}

/** A backend that keeps to a rate limit is well; Envoy's outlier detection does not count a 429 either. */
export function isHealthy(result: number): boolean {
  return result === status.OK || result === status.RATE_LIMITED;
}

/** The share of requests that a backend asks for by its settings. */
export function weightOf(component: Component): number {
  const { settings } = component as { readonly settings?: { readonly weight?: number } };
  return settings?.weight ?? 1;
}

/** Zones as numbers, the balancer's own being 0, or −1 if it is in none. */
export function zonesOf(
  own: string,
  backends: readonly Place[],
): { readonly zones: readonly number[]; readonly zone: number } {
  const names = own === '' ? [] : [own];
  const zones = backends.map(({ zone }) => {
    const known = names.indexOf(zone);
    return known >= 0 ? known : names.push(zone) - 1;
  });
  return { zones, zone: own === '' ? -1 : 0 };
}

/** Tells of replicas that an autoscaler adds and removes. @param primaries so many of the backends come first. */
export function followMembers(
  world: World,
  id: string,
  { backends, backup }: { readonly backends: string; readonly backup?: string | undefined },
  primaries: number,
  changed: (backend: number, serves: boolean) => void,
): void {
  const follow = (node: string, first: number) =>
    membershipOf(world, node).follow(id, (index, serves) => changed(first + index, serves));
  follow(backends, 0);
  if (backup !== undefined) follow(backup, primaries);
}
