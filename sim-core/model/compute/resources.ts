import { FIRST_TIMER } from '../op.ts';
import type { Place } from '../place.ts';
import { KIND, STATE } from '../request-rows.ts';
import { CHECK, REPLYING, type RequestHandle } from '../requests.ts';
import type { World } from '../world.ts';
import { ColdStart } from './cold-start.ts';
import type { Processor } from './processor.ts';
import { CpuLimit } from './cpu-limit.ts';
import { Disk, type DiskUser } from './disk.ts';
import { GarbageCollector } from './garbage-collector.ts';
import { MemoryGuard } from './memory-guard.ts';
import { NoisyNeighbour } from './noisy-neighbour.ts';
import type { ResourceSettings } from './resource-settings.ts';

/** Timers of a server from here on belong to its resources. */
export const FIRST_RESOURCE_TIMER = FIRST_TIMER + 32;
const PAUSE_OVER = FIRST_RESOURCE_TIMER;
const NEIGHBOUR_TURNS = FIRST_RESOURCE_TIMER + 1;
const QUOTA = FIRST_RESOURCE_TIMER + 2;
const BOOTED = FIRST_RESOURCE_TIMER + 3;
const WARMER = FIRST_RESOURCE_TIMER + 4;
const REVIVE = FIRST_RESOURCE_TIMER + 5;
const DISK_DONE = FIRST_RESOURCE_TIMER + 6;

/** What resources see of their server. */
export interface Host extends DiskUser {
  readonly cores: Processor;
  /** Bytes in use. */
  readonly memory: number;
}

/** What disturbs a server and what bounds it: only servers that have anything of the kind have one of these. */
export class Resources {
  readonly collector: GarbageCollector | null;
  readonly neighbour: NoisyNeighbour | null;
  readonly cpuLimit: CpuLimit | null;
  readonly coldStart: ColdStart | null;
  readonly memory: MemoryGuard;
  readonly disk: Disk | null;
  private readonly host: Host;
  private readonly world: World;

  constructor(place: Place, settings: ResourceSettings, world: World, host: Host) {
    const { garbageCollection, noisyNeighbour, cpuLimit, coldStart, disk } = settings;
    this.host = host;
    this.world = world;
    this.collector = given(garbageCollection, (own) => new GarbageCollector(own, world, place, PAUSE_OVER));
    this.neighbour = given(noisyNeighbour, (own) => new NoisyNeighbour(own, world, place, NEIGHBOUR_TURNS));
    this.cpuLimit = given(cpuLimit, (own) => new CpuLimit(own, world, place, host.cores, QUOTA));
    this.coldStart = given(coldStart, (own) => new ColdStart(own, world, place, BOOTED, WARMER));
    this.disk = given(disk, (own) => new Disk(own, world, place, host, DISK_DONE));
    const { memoryLimit: limit = Infinity, memoryLeak: leak, restartAfter } = settings;
    this.memory = new MemoryGuard({ limit, leak, restartAfter }, world, place, REVIVE);
  }

  started(): void {
    this.neighbour?.started();
    this.cpuLimit?.started();
  }

  /** @returns whether the process needs time before it serves. */
  boot(): boolean {
    return this.coldStart?.boot() ?? false;
  }

  restarted(): void {
    this.started();
    this.coldStart?.restarted();
  }

  crashed(): void {
    this.collector?.crashed();
    this.neighbour?.crashed();
    this.cpuLimit?.crashed();
    this.coldStart?.crashed();
    this.memory.crashed();
    this.disk?.crashed();
  }

  /** A request has arrived and, unless it was turned away at once, is here now. This may be the end of the process. */
  arrived(row: number): void {
    const { words } = this.world.requests;
    if (words[row + STATE] === REPLYING || words[row + KIND] === CHECK) return;
    this.collector?.requestArrived();
    this.memory.requestArrived();
    this.memory.check(this.host.memory);
  }

  on(op: number, a: RequestHandle, b: number): void {
    if (op === DISK_DONE) this.disk!.done(a, b);
    else if (op === PAUSE_OVER) this.collector!.pauseOver();
    else if (op === NEIGHBOUR_TURNS) this.neighbour!.turned();
    else if (op === QUOTA) this.cpuLimit!.due();
    else if (op === BOOTED) this.coldStart!.booted();
    else if (op === WARMER) this.coldStart!.warmer();
    else this.memory.revive();
  }
}

/** Null for a server without any of it, so that it costs nothing. */
export function resourcesOf(
  place: Place,
  settings: ResourceSettings,
  world: World,
  host: Host,
): Resources | null {
  const { garbageCollection, noisyNeighbour, cpuLimit, coldStart, disk, memoryLimit, memoryLeak } = settings;
  const some = [garbageCollection, noisyNeighbour, cpuLimit, coldStart, disk, memoryLimit];
  if (memoryLeak === 0 && some.every((setting) => setting === undefined)) return null;
  return new Resources(place, settings, world, host);
}

function given<S, R>(settings: S | undefined, make: (settings: S) => R): R | null {
  return settings === undefined ? null : make(settings);
}
