import type { Discipline, QueuedRequest, QueueView } from '../../policy/queueing/discipline.ts';
import type { QueueingOptions } from '../../policy/queueing/options.ts';
import type { Random } from '../../random/generator.ts';
import { CLASS, QUEUED_AT, WORK_LEFT } from '../request-rows.ts';
import type { RequestHandle } from '../requests.ts';
import type { World } from '../world.ts';
import { Fifo } from './fifo.ts';
import { RankedLine } from './ranked-line.ts';

/** What a request and the queue look like to a discipline; filled in anew for each question. */
interface Seen {
  readonly request: { -readonly [K in keyof QueuedRequest]: QueuedRequest[K] };
  readonly view: { -readonly [K in keyof QueueView]: QueueView[K] };
}

/** What a discipline remembers. */
export interface Memory {
  state: unknown;
}

/** Requests that wait in the order of a discipline. It asks the discipline and keeps the requests for it. */
export class DisciplinedQueue {
  readonly discipline: Discipline;
  private readonly line: Fifo | null;
  private readonly ranked: RankedLine | null;
  private readonly world: World;
  private readonly luck: Random;
  private readonly options: QueueingOptions;
  private readonly seen: Seen;
  private readonly memory: Memory;

  constructor(discipline: Discipline, options: QueueingOptions, memory: Memory, world: World, luck: Random) {
    const { requests, simulation } = world;
    this.memory = memory;
    this.discipline = discipline;
    this.options = options;
    this.world = world;
    this.luck = luck;
    this.line = discipline.rank === undefined ? new Fifo(requests, simulation) : null;
    this.ranked = discipline.rank === undefined ? null : new RankedLine(requests, simulation);
    this.seen = {
      request: { class: 0, priority: 0, weight: 1, deadline: Infinity, work: 0, since: 0 },
      view: { now: 0, length: 0, options },
    };
  }

  get waiting(): Fifo | RankedLine {
    return this.line ?? this.ranked!;
  }

  get length(): number {
    return this.waiting.length;
  }

  admits(): boolean {
    return this.discipline.admits?.(this.state, this.view(this.length), this.luck) ?? true;
  }

  /** Seconds that a request that comes now may wait. */
  patience(): number {
    return this.discipline.patience?.(this.state, this.view(this.length)) ?? Infinity;
  }

  push(handle: RequestHandle, row: number): void {
    if (this.ranked === null) this.line!.push(handle);
    else this.ranked.push(handle, this.rank(row));
  }

  /** A request that has given way comes back, in front of its equals. */
  putBack(handle: RequestHandle, row: number): void {
    this.ranked!.putBack(handle, this.rank(row));
  }

  rank(row: number): number {
    return this.discipline.rank!(this.state, this.request(row));
  }

  /** Whose turn it is, or no request; nothing is dropped. */
  get first(): RequestHandle {
    if (this.ranked !== null) return this.ranked.head;
    const line = this.line!;
    const { discipline, state } = this;
    const isNewest = discipline.newestFirst?.(state, this.view(line.length)) ?? false;
    return isNewest ? line.tail : line.head;
  }

  /** Its rank, if the discipline ranks. */
  get rankOfFirst(): number | undefined {
    return this.ranked?.rank;
  }

  /** Whether the request whose turn it is, is to be dropped. */
  drops(row: number): boolean {
    const { discipline, state, world } = this;
    if (discipline.drops === undefined) return false;
    const waited = world.simulation.now - world.requests.floats[row + QUEUED_AT];
    return discipline.drops(state, this.view(this.length - 1), waited);
  }

  /** A request begins, without having waited. */
  pass(row: number): void {
    if (this.discipline.began !== undefined) this.discipline.began(this.state, this.rank(row));
  }

  /** A request that waits begins. */
  take(handle: RequestHandle): void {
    if (this.ranked !== null) this.discipline.began?.(this.state, this.ranked.rankOf(handle));
    this.remove(handle);
  }

  /** A request waits no more. */
  remove(handle: RequestHandle): void {
    this.waiting.remove(handle);
    if (this.length === 0) this.discipline.emptied?.(this.state, this.world.simulation.now);
  }

  clear(): void {
    this.waiting.clear();
    this.memory.state = this.discipline.init(this.options);
  }

  private get state(): unknown {
    return this.memory.state;
  }

  private view(length: number): QueueView {
    const { view } = this.seen;
    view.now = this.world.simulation.now;
    view.length = length;
    return view;
  }

  private request(row: number): QueuedRequest {
    const { requests, priorities, classes } = this.world;
    const { request } = this.seen;
    request.class = requests.floats[row + CLASS];
    request.priority = priorities[request.class];
    request.weight = this.options.weights[classes[request.class]] ?? 1;
    request.deadline = requests.timeLeft(row, 0);
    request.work = requests.floats[row + WORK_LEFT];
    request.since = requests.floats[row + QUEUED_AT];
    return request;
  }
}
