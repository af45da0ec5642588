import { disciplineNamed } from '../../policy/queueing/index.ts';
import type { Discipline } from '../../policy/queueing/discipline.ts';
import type { Place } from '../place.ts';
import { QUEUED_AT, RECEIVER_COUNT, RECEIVER_NOTE, STARTED_AT, STATE, WORK_LEFT } from '../request-rows.ts';
import { NO_REQUEST, QUEUED, WORKING, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import { streamOf, type World } from '../world.ts';
import { type Compartment, Compartments } from './compartments.ts';
import { Cores } from './cores.ts';
import type { Demand } from './demand.ts';
import { Patience } from './patience.ts';
import type { Processor } from './processor.ts';
import type { Params } from './server-settings.ts';
import { SharedBacklog, SharedCores, slotsOf } from './shared-cores.ts';
import type { Backlog, Station, StationOwner } from './station.ts';

/** Cores with a queue of any discipline, in compartments, whose requests may lose their patience or give way to others. */
export class DisciplinedStation implements Station {
  dropped = 0;
  timedOut = 0;
  preempted = 0;
  readonly waiting: Backlog;
  private readonly discipline: Discipline;
  private readonly queues: Compartments;
  private readonly patience: Patience;
  /** A request that was begun and has tasks which still wait for a core; nobody goes before those. */
  private unfinished: RequestHandle = NO_REQUEST;
  private readonly world: World;
  private readonly cores: Processor;
  private readonly demand: Demand;
  private readonly owner: StationOwner;
  private settings: Params;

  /** @param op timer that a request has waited for as long as it may. */
  constructor(
    place: Place,
    settings: Params,
    world: World,
    cores: Processor,
    demand: Demand,
    owner: StationOwner,
    op: number,
  ) {
    this.settings = settings;
    this.world = world;
    this.cores = cores;
    this.demand = demand;
    this.owner = owner;
    this.discipline = disciplineNamed(settings.discipline);
    this.patience = new Patience(settings.queueTimeout, world, place, op);
    const luck = streamOf(world, `${place.id}/queue`);
    this.queues = new Compartments(this.discipline, settings.queueing, settings.bulkheads, world, luck);
    this.waiting = cores instanceof SharedCores ? new SharedBacklog(this.queues, cores) : this.queues;
    this.configure(settings);
  }

  configure(settings: Params): void {
    this.settings = settings;
    if (this.cores instanceof SharedCores) this.cores.limit = slotsOf(settings);
  }

  admit(handle: RequestHandle, row: number): void {
    const { requests, simulation } = this.world;
    requests.floats[row + QUEUED_AT] = simulation.now;
    if (this.discipline.rank !== undefined) requests.floats[row + WORK_LEFT] = this.demand.of(row);
    const own = this.queues.of(row);
    if (this.isExpired(row)) this.owner.turnedAway(handle, status.DEADLINE_EXCEEDED);
    else if (!own.queue.admits()) this.drop(handle);
    else if (this.cores.hasFree && own.queue.length === 0 && own.running < own.cores)
      this.begin(handle, row, own);
    else if (this.isFull(own)) this.owner.turnedAway(handle, status.REJECTED);
    else if (this.makesWay(row, own)) this.begin(handle, row, own);
    else this.wait(handle, row, own);
  }

  taskDone(handle: RequestHandle, slot: number): void {
    const { requests } = this.world;
    this.cores.finish(slot);
    const row = requests.rowOf(handle);
    this.queues.of(row).running--;
    if (--requests.words[row + RECEIVER_COUNT] === 0) this.owner.worked(handle, row);
    this.startWaiting();
  }

  waitedTooLong(handle: RequestHandle): void {
    this.timedOut++;
    this.patience.over(handle);
    this.queues.remove(this.queues.of(this.world.requests.rowOf(handle)), handle);
    this.owner.turnedAway(handle, status.QUEUE_TIMEOUT);
  }

  withdraw(handle: RequestHandle, row: number): number {
    const { requests } = this.world;
    const own = this.queues.of(row);
    const saved = (requests.words[row + RECEIVER_NOTE] * this.workOf(row)) / this.settings.tasks;
    if (requests.words[row + RECEIVER_NOTE] > 0) {
      this.patience.over(handle);
      this.queues.remove(own, handle);
    }
    if (handle === this.unfinished) this.unfinished = NO_REQUEST;
    if (requests.words[row + STATE] !== WORKING) return saved;
    own.running -= requests.words[row + RECEIVER_COUNT] - requests.words[row + RECEIVER_NOTE];
    const left = this.cores.withdraw(handle);
    this.startWaiting();
    return saved + left;
  }

  clear(): void {
    this.cores.clear();
    this.queues.clear();
    this.patience.clear();
    this.unfinished = NO_REQUEST;
  }

  private isFull(own: Compartment): boolean {
    return this.queues.length >= this.room || own.queue.length >= own.room;
  }

  /** Where all share the cores nobody waits for one: the bound of the queue is one of those that share. */
  private get room(): number {
    const { queue, queueing } = this.settings;
    return this.discipline.isShared === true && queueing.slots === undefined ? 0 : queue;
  }

  private wait(handle: RequestHandle, row: number, own: Compartment): void {
    const { words } = this.world.requests;
    words[row + STATE] = QUEUED;
    words[row + RECEIVER_NOTE] = this.settings.tasks;
    this.patience.begin(handle, row, own.queue.patience());
    this.queues.push(own, handle, row);
  }

  /** Begins a request that has not waited; tasks for which there is no core yet go in front of all others. */
  private begin(handle: RequestHandle, row: number, own: Compartment): void {
    const { tasks } = this.settings;
    this.world.requests.words[row + RECEIVER_NOTE] = tasks;
    if (tasks > 1) {
      this.queues.push(own, handle, row);
      this.unfinished = handle;
      this.startWaiting();
    } else {
      own.queue.pass(row);
      this.startTask(handle, row, own);
    }
  }

  private startWaiting(): void {
    const { requests } = this.world;
    while (this.queues.length > 0 && this.cores.hasFree) {
      const handle = this.unfinished === NO_REQUEST ? this.next() : this.unfinished;
      if (handle === NO_REQUEST) return;
      const row = requests.rowOf(handle);
      const own = this.queues.of(row);
      const isLast = requests.words[row + RECEIVER_NOTE] === 1;
      if (isLast) this.queues.take(own, handle);
      this.unfinished = isLast ? NO_REQUEST : handle;
      this.patience.over(handle);
      this.startTask(handle, row, own);
    }
  }

  /** Whose turn it is, once those are gone that are dropped at their turn or too late. */
  private next(): RequestHandle {
    for (let own = this.queues.turn; own !== null; own = this.queues.turn) {
      const handle = own.queue.first;
      const row = this.world.requests.rowOf(handle);
      const isDropped = own.queue.drops(row);
      if (!isDropped && !(this.isFresh(row) && this.isExpired(row))) return handle;
      this.patience.over(handle);
      this.queues.remove(own, handle);
      if (isDropped) this.drop(handle);
      else this.owner.turnedAway(handle, status.DEADLINE_EXCEEDED);
    }
    return NO_REQUEST;
  }

  private startTask(handle: RequestHandle, row: number, own: Compartment): void {
    const { requests, simulation } = this.world;
    const { tasks } = this.settings;
    if (this.isFresh(row)) {
      requests.floats[row + STARTED_AT] = simulation.now;
      requests.words[row + RECEIVER_COUNT] = tasks;
      if (requests.ties !== null) this.owner.began(row);
    }
    requests.words[row + STATE] = WORKING;
    requests.words[row + RECEIVER_NOTE]--;
    own.running++;
    this.cores.start(handle, this.workOf(row) / tasks);
  }

  /** Seconds of work that are still to be done for a request that does not run. */
  private workOf(row: number): number {
    const isRanked = this.discipline.rank !== undefined;
    return isRanked ? this.world.requests.floats[row + WORK_LEFT] : this.demand.of(row);
  }

  /** Takes a core from the one in work that ranks last, if that ranks behind `row`. @returns whether a core is free now. */
  private makesWay(row: number, own: Compartment): boolean {
    const { cores, discipline } = this;
    if (discipline.isPreemptive !== true || !(cores instanceof Cores)) return false;
    const slot = this.lastOfThoseInWork(cores, own);
    const { requests } = this.world;
    const handle = cores.requestIn(slot);
    const other = requests.rowOf(handle);
    if (own.queue.rank(row) >= own.queue.rank(other)) return false;
    this.preempted++;
    cores.stop(slot);
    own.running--;
    requests.words[other + STATE] = QUEUED;
    requests.words[other + RECEIVER_NOTE] = 1;
    this.queues.putBack(own, handle, other);
    return true;
  }

  /** Slot of the request in work that ranks last, of equals the one that came last; all are brought up to date. */
  private lastOfThoseInWork(cores: Cores, { queue }: Compartment): number {
    const { requests } = this.world;
    let [last, lastRank, lastSince] = [-1, 0, 0];
    for (let slot = 0; slot < cores.slots; slot++) {
      if (cores.requestIn(slot) === NO_REQUEST) continue;
      const row = requests.rowOf(cores.requestIn(slot));
      requests.floats[row + WORK_LEFT] = cores.leftOf(slot);
      const rank = queue.rank(row);
      const since = requests.floats[row + QUEUED_AT];
      if (last >= 0 && (rank < lastRank || (rank === lastRank && since < lastSince))) continue;
      [last, lastRank, lastSince] = [slot, rank, since];
    }
    return last;
  }

  private drop(handle: RequestHandle): void {
    this.dropped++;
    this.owner.turnedAway(handle, status.DROPPED);
  }

  private isFresh(row: number): boolean {
    return this.world.requests.floats[row + STARTED_AT] < 0;
  }

  /** Nobody can be served any more: work on it would be for nothing. */
  private isExpired(row: number): boolean {
    const { requests, simulation } = this.world;
    return requests.timeLeft(row, simulation.now) <= 0;
  }
}
