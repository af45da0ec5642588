import type { Address } from '../kernel/component.ts';
import type { Place } from '../model/place.ts';
import type { World } from '../model/world.ts';
import type { Random } from '../random/generator.ts';

/** Whom a fault concerns. Which instances that are is decided when the fault strikes, not before. */
export type Target =
  /** An instance by its id, or every instance of a node by the node's. */
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'leader'; readonly node: string }
  /** One instance of a node, drawn at random among those that are up. */
  | { readonly kind: 'any'; readonly node: string }
  | { readonly kind: 'zone'; readonly zone: string };

/** Links between two sides, in one direction or both; one side alone stands for its links to everybody. */
export interface LinkTarget {
  readonly from: Target;
  readonly to: Target | null;
  readonly bothWays: boolean;
}

const ID = /^[a-z][a-z0-9-]{0,62}$/;

/** @returns null when the text is not `ID`, `leader of NODE`, `any of NODE` or `zone ZONE`. */
export function parseTarget(text: string): Target | null {
  const words = text.trim().split(/\s+/);
  if (!ID.test(words[words.length - 1])) return null;
  const last = words[words.length - 1];
  if (words.length === 1) return { kind: 'id', id: last };
  if (words.length === 2 && words[0] === 'zone') return { kind: 'zone', zone: last };
  if (words.length !== 3 || words[1] !== 'of') return null;
  if (words[0] === 'leader') return { kind: 'leader', node: last };
  return words[0] === 'any' ? { kind: 'any', node: last } : null;
}

/** Parses `A <-> B`, `A -> B`, or `A` alone for all links of A, both ways. */
export function parseLinkTarget(text: string): LinkTarget | null {
  const parts = text.split(/<->|->/);
  const from = parseTarget(parts[0]);
  const to = parts.length === 2 ? parseTarget(parts[1]) : null;
  if (from === null || parts.length > 2 || (parts.length === 2 && to === null)) return null;
  return { from, to, bothWays: to === null || text.includes('<->') };
}

/** Addresses that a target stands for just now; empty when, say, there is no leader. */
export function resolveTarget(target: Target, world: World, random: Random): Address[] {
  const { places, simulation } = world;
  const matching = places.filter((place) => concerns(target, place));
  const addresses = matching.map((place) => place.address);
  if (target.kind === 'leader') return addresses.filter((address) => isLeader(world, address)).slice(0, 1);
  if (target.kind !== 'any') return addresses;
  const up = addresses.filter((address) => simulation.isUp(address));
  return up.length === 0 ? [] : [up[random.int(up.length)]];
}

/** A test for links, with both sides resolved now. */
export function resolveLinks(
  target: LinkTarget,
  world: World,
  random: Random,
): (from: Place, to: Place) => boolean {
  const left = new Set(resolveTarget(target.from, world, random));
  const right = target.to === null ? null : new Set(resolveTarget(target.to, world, random));
  const along = (from: Place, to: Place) =>
    left.has(from.address) && (right === null ? !left.has(to.address) : right.has(to.address));
  return target.bothWays ? (from, to) => along(from, to) || along(to, from) : along;
}

function concerns(target: Target, place: Place): boolean {
  switch (target.kind) {
    case 'id':
      return place.id === target.id || place.node === target.id;
    case 'zone':
      return place.zone === target.zone;
    default:
      return place.node === target.node;
  }
}

function isLeader(world: World, address: Address): boolean {
  const component = world.simulation.components[address] as { readonly isLeader?: boolean };
  return component.isLeader === true && world.simulation.isUp(address);
}
