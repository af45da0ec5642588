import type { Address } from '../kernel/component.ts';
import type { Simulation } from '../kernel/simulation.ts';
import type { Tally } from '../policy/rate-limit/rate-limit.ts';
import { keyedStream, stream, type KeyedRandom, type Random } from '../random/generator.ts';
import { Membership } from './membership.ts';
import type { Moments } from './moments.ts';
import type { Network } from './network/network.ts';
import type { Place } from './place.ts';
import type { Requests } from './requests.ts';

/**
 * Where to send a request that is meant for a node. A node of one instance is its own route; a store's
 * route knows who leads. The route is what a client library or a name service would know, so it may be
 * behind the truth.
 */
export interface Route {
  /** Address to send row `row` to, or −1 when nobody is known to serve it. */
  pick(row: number): Address;
  /** It leads to the first instance, whatever becomes of that. */
  readonly isPlain?: boolean;
}

/** Slows instances down. What several have turned multiplies, and each takes back only its own. */
export interface Speeds {
  /** @param factor how many times longer everything takes. @param by whoever turns it. */
  slow(address: Address, by: unknown, factor: number): void;
  endSlow(address: Address, by: unknown): void;
}

/** Ends processes and starts them again. */
export interface Processes {
  /**
   * The process at `address` dies, as with the fault `crash`; its machine stays.
   * @param by whoever holds it down until it lets go.
   */
  kill(address: Address, by: unknown): void;
  /** Lets go of it: it starts again, unless something else still holds it down. */
  revive(address: Address, by: unknown): void;
  /** A process that took its time to boot is ready. */
  booted(address: Address): void;
}

/** Told what faults do to an instance that does not run anyway. */
export interface FaultListener {
  /** A fault holds it down from now on. */
  struck(): void;
  /** No fault holds it down any more. */
  freed(): void;
}

/** Starts and stops processes that are meant to come and go: that is no fault, and nobody is told. */
export interface Power {
  /** What the instance holds is reset, and whatever faults do, it does not run until {@link run}. */
  stop(address: Address, listener: FaultListener): void;
  /** Starts a new process, unless a fault holds it down: then that starts when the fault is over. */
  run(address: Address): void;
  /** Whether a fault holds it down. */
  isHeld(address: Address): boolean;
}

/** What the components of one run share. */
export interface World {
  readonly seed: number;
  /** How long the run is meant to last, in seconds. */
  readonly duration: number;
  readonly simulation: Simulation;
  readonly requests: Requests;
  readonly network: Network;
  readonly moments: Moments;
  readonly places: readonly Place[];
  /** Who is in service, by node, for nodes whose replicas come and go. */
  readonly memberships: Map<string, Membership>;
  readonly speeds: Speeds;
  readonly processes: Processes;
  readonly power: Power;
  /** Counts that rate limits share, by the name of the limit and by key. */
  readonly tallies: Map<string, Map<number, Tally>>;
  /** Routes by node id. A kind may put its own here when it is built. */
  readonly routes: Map<string, Route>;
  /** Contents of the files that the scenario names, by name. */
  readonly files: ReadonlyMap<string, string>;
  /** Names of request classes over all clients; rows carry the index. */
  readonly classes: string[];
  /** Priorities of those classes, 0 the most important. */
  readonly priorities: number[];
}

export function streamOf(world: World, name: string): Random {
  return stream(world.seed, name);
}

export function keyedStreamOf(world: World, name: string): KeyedRandom {
  return keyedStream(world.seed, name);
}

/** Index of a class name, added if it is new. */
export function classIndex(world: World, name: string, priority: number): number {
  const known = world.classes.indexOf(name);
  if (known >= 0) return known;
  world.priorities.push(priority);
  return world.classes.push(name) - 1;
}

/** Every instance of a node, in order. */
export function instancesOf(world: World, node: string): Place[] {
  return world.places.filter((place) => place.node === node);
}

/** Who is in service at a node, made when first asked for. */
export function membershipOf(world: World, node: string): Membership {
  const known = world.memberships.get(node);
  if (known !== undefined) return known;
  const made = new Membership();
  world.memberships.set(node, made);
  return made;
}
