import { RECEIVER_COUNT, RECEIVER_NOTE, STARTED_AT, STATE } from '../request-rows.ts';
import { QUEUED, WORKING, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { World } from '../world.ts';
import type { Demand } from './demand.ts';
import { Fifo } from './fifo.ts';
import type { Processor } from './processor.ts';
import type { Params } from './server-settings.ts';
import type { Station, StationOwner } from './station.ts';

/**
 * Cores with a bounded queue in order of arrival, each task to its end: what every server is unless it says otherwise,
 * and therefore kept apart from the other disciplines and short.
 */
export class FifoStation implements Station {
  readonly waiting: Fifo;
  readonly dropped = 0;
  readonly timedOut = 0;
  readonly preempted = 0;
  private readonly world: World;
  private readonly cores: Processor;
  private readonly demand: Demand;
  private readonly owner: StationOwner;
  private settings: Params;

  constructor(settings: Params, world: World, cores: Processor, demand: Demand, owner: StationOwner) {
    this.settings = settings;
    this.world = world;
    this.cores = cores;
    this.demand = demand;
    this.owner = owner;
    this.waiting = new Fifo(world.requests, world.simulation);
  }

  configure(settings: Params): void {
    this.settings = settings;
  }

  admit(handle: RequestHandle, row: number): void {
    const { requests } = this.world;
    if (this.isExpired(row)) this.owner.turnedAway(handle, status.DEADLINE_EXCEEDED);
    else if (this.waiting.length === 0 && this.cores.hasFree) this.begin(handle, row);
    else if (this.waiting.length >= this.settings.queue) this.owner.turnedAway(handle, status.REJECTED);
    else {
      requests.words[row + STATE] = QUEUED;
      requests.words[row + RECEIVER_NOTE] = this.settings.tasks;
      this.waiting.push(handle);
    }
  }

  taskDone(handle: RequestHandle, slot: number): void {
    const { requests } = this.world;
    this.cores.finish(slot);
    const row = requests.rowOf(handle);
    if (--requests.words[row + RECEIVER_COUNT] === 0) this.owner.worked(handle, row);
    if (this.waiting.length > 0) this.startWaiting();
  }

  waitedTooLong(): void {}

  withdraw(handle: RequestHandle, row: number): number {
    const { words } = this.world.requests;
    const waiting = words[row + RECEIVER_NOTE];
    const saved = (waiting * this.demand.of(row)) / this.settings.tasks;
    if (waiting > 0) this.waiting.remove(handle);
    if (words[row + STATE] !== WORKING) return saved;
    const left = this.cores.withdraw(handle);
    this.startWaiting();
    return saved + left;
  }

  clear(): void {
    this.cores.clear();
    this.waiting.clear();
  }

  /** Starts a request that need not wait; tasks for which there is no core yet go in front of the queue. */
  private begin(handle: RequestHandle, row: number): void {
    const { requests } = this.world;
    const { tasks } = this.settings;
    requests.words[row + RECEIVER_NOTE] = tasks;
    if (tasks > 1) {
      this.waiting.push(handle);
      this.startWaiting();
    } else this.startTask(handle, row);
  }

  /** Gives free cores to the tasks of those who wait, in order. */
  private startWaiting(): void {
    const { requests } = this.world;
    while (this.waiting.length > 0 && this.cores.hasFree) {
      const handle = this.waiting.head;
      const row = requests.rowOf(handle);
      const isExpired = requests.floats[row + STARTED_AT] < 0 && this.isExpired(row);
      if (isExpired || requests.words[row + RECEIVER_NOTE] === 1) this.waiting.shift();
      if (isExpired) this.owner.turnedAway(handle, status.DEADLINE_EXCEEDED);
      else this.startTask(handle, row);
    }
  }

  /** Nobody can be served any more: work on it would be for nothing. */
  private isExpired(row: number): boolean {
    const { requests, simulation } = this.world;
    return requests.timeLeft(row, simulation.now) <= 0;
  }

  private startTask(handle: RequestHandle, row: number): void {
    const { requests, simulation } = this.world;
    if (requests.floats[row + STARTED_AT] < 0) {
      requests.floats[row + STARTED_AT] = simulation.now;
      requests.words[row + STATE] = WORKING;
      requests.words[row + RECEIVER_COUNT] = this.settings.tasks;
      if (requests.ties !== null) this.owner.began(row);
    }
    requests.words[row + RECEIVER_NOTE]--;
    this.cores.start(handle, this.demand.of(row) / this.settings.tasks);
  }
}
