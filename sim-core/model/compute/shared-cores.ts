import type { Address } from '../../kernel/component.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import type { RequestHandle, Requests } from '../requests.ts';
import { Processor } from './processor.ts';
import { RankedLine } from './ranked-line.ts';
import type { Backlog } from './station.ts';

interface SharedSettings {
  readonly cores: number;
  readonly queue: number;
  readonly queueing: { readonly slots?: number | undefined };
}

/**
 * Cores that all tasks share alike: each gets the same part of them, at most one core. Tasks end in the order of the
 * work that each still had to be given when it came, so one clock of work given to each, and one timer, do for all.
 */
export class SharedCores extends Processor {
  /** Tasks by the reading of the clock at which each is done. */
  private readonly tasks: RankedLine;
  /** Tasks at most. */
  limit: number;
  /** Seconds of work that each task present all the time would have been given up to `clockAt`. */
  private clock = 0;
  private clockAt = 0;
  private timer = 0;
  private excessArea = 0;
  /** Most tasks beyond the cores so far. */
  excessPeak = 0;

  constructor(
    count: number,
    limit: number,
    requests: Requests,
    simulation: Simulation,
    address: Address,
    op: number,
  ) {
    super(count, simulation, address, op);
    this.limit = limit;
    this.tasks = new RankedLine(requests, simulation);
  }

  get hasFree(): boolean {
    return this.tasks.length < this.limit;
  }

  /** Tasks beyond those that the cores can work on at the same time. */
  get excess(): number {
    return this.tasks.length - this.busy;
  }

  /** Request · seconds that tasks were there beyond the cores, up to `now`. */
  excessUpTo(now: number): number {
    return this.excessArea + this.excess * (now - this.clockAt);
  }

  start(request: RequestHandle, work: number): void {
    this.advance();
    this.tasks.push(request, this.clock + work);
    this.changed();
  }

  finish(): void {
    this.advance();
    this.timer = 0;
    // What rounding has made of it is set right.
    this.clock = this.tasks.rank;
    this.tasks.remove(this.tasks.head);
    this.changed();
  }

  withdraw(request: RequestHandle): number {
    this.advance();
    const left = this.tasks.rankOf(request) - this.clock;
    this.tasks.remove(request);
    this.changed();
    return Math.max(0, left);
  }

  clear(): void {
    this.advance();
    this.tasks.clear();
    this.timer = 0;
    this.account(-this.busy);
  }

  setSpeed(speed: number): void {
    if (speed === this.speed) return;
    this.advance();
    this.accountSpeed(speed);
    this.setTimer();
  }

  /** Seconds of work that each task is given per second. */
  private get rate(): number {
    const { length } = this.tasks;
    return length > this.count ? (this.speed * this.count) / length : this.speed;
  }

  private advance(): void {
    const { now } = this.simulation;
    this.excessArea += this.excess * (now - this.clockAt);
    if (this.tasks.length > 0) this.clock += (now - this.clockAt) * this.rate;
    else this.clock = 0;
    this.clockAt = now;
  }

  private changed(): void {
    const { length } = this.tasks;
    this.account(Math.min(length, this.count) - this.busy);
    if (this.excess > this.excessPeak) this.excessPeak = this.excess;
    this.setTimer();
  }

  private setTimer(): void {
    const { simulation, tasks, rate } = this;
    if (this.timer !== 0) simulation.cancel(this.timer);
    this.timer = 0;
    if (tasks.length === 0 || rate === 0) return;
    const delay = Math.max(0, tasks.rank - this.clock) / rate;
    this.timer = simulation.timer(this.address, delay, this.op, tasks.head);
  }
}

/** Requests that wait, and those that share cores beyond one for each of these. */
export class SharedBacklog implements Backlog {
  private readonly waiting: Backlog;
  private readonly cores: SharedCores;

  constructor(waiting: Backlog, cores: SharedCores) {
    this.waiting = waiting;
    this.cores = cores;
  }

  get length(): number {
    return this.waiting.length + this.cores.excess;
  }

  get peak(): number {
    return this.waiting.peak + this.cores.excessPeak;
  }

  area(now: number): number {
    return this.waiting.area(now) + this.cores.excessUpTo(now);
  }
}

/** Requests that may share the cores of a server with these settings. */
export function slotsOf({ cores, queue, queueing }: SharedSettings): number {
  return queueing.slots ?? cores + queue;
}
