import type { Address, Component } from '../kernel/component.ts';
import type { Limits } from '../kernel/limits.ts';
import { Simulation } from '../kernel/simulation.ts';
import { Knobs } from '../model/knobs.ts';
import { Moments } from '../model/moments.ts';
import { Network } from '../model/network/network.ts';
import type { Place } from '../model/place.ts';
import { Requests } from '../model/requests.ts';
import type { Route, World } from '../model/world.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** A world, and what faults and scalers turn in it. */
export interface Built {
  readonly world: World;
  readonly knobs: Knobs;
}

/** Turns a scenario into a world at time zero: places, then the network, then a component per place. */
export function build(scenario: Scenario, seed: number, duration: number, limits: Partial<Limits>): Built {
  const simulation = new Simulation({ ...scenario.limits, ...limits });
  const requests = new Requests(simulation.limits.liveRequests, simulation);
  requests.overflow = () => simulation.stop('liveRequests');
  const places = placesOf(scenario);
  const knobs = new Knobs();
  const world: World = {
    seed,
    duration,
    simulation,
    requests,
    network: new Network(simulation, requests, places, scenario.linkRule, seed),
    moments: new Moments(),
    places,
    memberships: new Map(),
    tallies: new Map(),
    speeds: knobs,
    processes: knobs,
    power: knobs,
    routes: new Map<string, Route>(),
    classes: [],
    priorities: [],
    files: scenario.files,
  };
  knobs.world = world;
  addRoutes(world);
  for (const component of componentsOf(scenario, world)) simulation.add(component);
  world.network.complete();
  simulation.start();
  return { world, knobs };
}

function placesOf(scenario: Scenario): Place[] {
  const places: Place[] = [];
  for (const { id, kind, params, zones } of scenario.nodes) {
    const replicas = kind.replicas(params);
    for (let index = 0; index < replicas; index++) {
      places.push({
        id: replicas === 1 ? id : `${id}-${index + 1}`,
        node: id,
        index,
        address: places.length,
        zone: zones.length === 0 ? '' : zones[index % zones.length],
      });
    }
  }
  return places;
}

/** The plain route leads to the first instance; kinds that know better replace it when they are built. */
function addRoutes(world: World): void {
  for (const place of world.places) {
    if (place.index === 0)
      world.routes.set(place.node, { pick: (): Address => place.address, isPlain: true });
  }
}

function* componentsOf(scenario: Scenario, world: World): Iterable<Component> {
  for (const node of scenario.nodes) {
    for (const place of world.places) {
      if (place.node === node.id) yield node.kind.build(place, node.params, world);
    }
  }
}
