import { disciplineNamed } from '../../policy/queueing/index.ts';
import type { Place } from '../place.ts';
import type { World } from '../world.ts';
import { Cores } from './cores.ts';
import type { Demand } from './demand.ts';
import { DisciplinedStation } from './disciplined-station.ts';
import { FifoStation } from './fifo-station.ts';
import type { Processor } from './processor.ts';
import type { Params } from './server-settings.ts';
import { SharedCores, slotsOf } from './shared-cores.ts';
import type { Station, StationOwner } from './station.ts';

/** The cores of a server. @param op timer that a task is done. */
export function coresOf(settings: Params, world: World, { address }: Place, op: number): Processor {
  const { requests, simulation } = world;
  return disciplineNamed(settings.discipline).isShared === true
    ? new SharedCores(settings.cores, slotsOf(settings), requests, simulation, address, op)
    : new Cores(settings.cores, simulation, address, op);
}

/** Its cores with the queue in front of them. @param op timer that a request has waited for as long as it may. */
export function stationOf(
  place: Place,
  settings: Params,
  world: World,
  cores: Processor,
  demand: Demand,
  owner: StationOwner,
  op: number,
): Station {
  const { discipline, queueTimeout, bulkheads } = settings;
  const isPlain = discipline === 'fifo' && queueTimeout === undefined && Object.keys(bulkheads).length === 0;
  return isPlain
    ? new FifoStation(settings, world, cores, demand, owner)
    : new DisciplinedStation(place, settings, world, cores, demand, owner, op);
}
