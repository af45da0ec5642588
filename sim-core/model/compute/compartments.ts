import type { Discipline } from '../../policy/queueing/discipline.ts';
import type { QueueingOptions } from '../../policy/queueing/options.ts';
import type { Random } from '../../random/generator.ts';
import { CLASS, KIND, QUEUED_AT } from '../request-rows.ts';
import { CHECK, type RequestHandle } from '../requests.ts';
import type { World } from '../world.ts';
import { DisciplinedQueue, type Memory } from './disciplined-queue.ts';
import { Line } from './line.ts';
import type { Bulkheads } from './queueing-settings.ts';

/** A queue with the cores that its requests may have at the same time. */
export interface Compartment {
  readonly queue: DisciplinedQueue;
  /** Cores at most, and requests that may wait at most; Infinity for no bound of its own. */
  readonly cores: number;
  readonly room: number;
  /** Tasks in work. */
  running: number;
}

/**
 * The queue of one station, divided by bulkheads: each class that has one waits in a compartment of its own, everybody
 * else in the common one. Named after the partitions of a ship (Nygard, Release It!, 2007, §5.3). Health checks are
 * in the common compartment, whatever class they count as.
 */
export class Compartments extends Line {
  private readonly common: Compartment;
  private readonly all: Compartment[];
  private readonly byClass: (Compartment | undefined)[] = [];
  private readonly bulkheads: ReadonlyMap<string, Compartment>;
  private readonly world: World;

  constructor(
    discipline: Discipline,
    options: QueueingOptions,
    bulkheads: Bulkheads,
    world: World,
    luck: Random,
  ) {
    super(world.simulation);
    this.world = world;
    const remember = (): Memory => ({ state: discipline.init(options) });
    const shared = remember();
    const compartment = (cores = Infinity, room = Infinity): Compartment => {
      // Ranks are compared between compartments; what is dropped is a matter of each queue.
      const memory = discipline.rank === undefined ? remember() : shared;
      const queue = new DisciplinedQueue(discipline, options, memory, world, luck);
      return { queue, cores, room, running: 0 };
    };
    this.common = compartment();
    this.bulkheads = new Map(
      Object.entries(bulkheads).map(([name, { cores, queue }]) => [name, compartment(cores, queue)]),
    );
    this.all = [this.common, ...this.bulkheads.values()];
  }

  of(row: number): Compartment {
    const { requests, classes } = this.world;
    if (this.all.length === 1 || requests.words[row + KIND] === CHECK) return this.common;
    const index = requests.floats[row + CLASS];
    return (this.byClass[index] ??= this.bulkheads.get(classes[index]) ?? this.common);
  }

  /**
   * The compartment whose turn it is: of those in which somebody waits who may begin, the one whose next request ranks
   * first, or where there are no ranks has waited longest. Null if there is none.
   */
  get turn(): Compartment | null {
    let best: Compartment | null = null;
    for (const one of this.all) {
      if (one.queue.length === 0 || one.running >= one.cores) continue;
      if (best === null || this.isBefore(one, best)) best = one;
    }
    return best;
  }

  push({ queue }: Compartment, handle: RequestHandle, row: number): void {
    queue.push(handle, row);
    this.account(1);
  }

  putBack({ queue }: Compartment, handle: RequestHandle, row: number): void {
    queue.putBack(handle, row);
    this.account(1);
  }

  /** A request that waits begins. */
  take({ queue }: Compartment, handle: RequestHandle): void {
    queue.take(handle);
    this.account(-1);
  }

  /** A request waits no more. */
  remove({ queue }: Compartment, handle: RequestHandle): void {
    queue.remove(handle);
    this.account(-1);
  }

  clear(): void {
    this.account(-this.length);
    for (const compartment of this.all) {
      compartment.queue.clear();
      compartment.running = 0;
    }
  }

  private isBefore(one: Compartment, other: Compartment): boolean {
    const [rank, otherRank] = [one.queue.rankOfFirst ?? 0, other.queue.rankOfFirst ?? 0];
    return rank === otherRank ? this.cameBefore(one, other) : rank < otherRank;
  }

  private cameBefore(one: Compartment, other: Compartment): boolean {
    const { requests } = this.world;
    const [row, otherRow] = [requests.rowOf(one.queue.first), requests.rowOf(other.queue.first)];
    return requests.floats[row + QUEUED_AT] < requests.floats[otherRow + QUEUED_AT];
  }
}
