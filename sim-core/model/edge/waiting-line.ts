import type { Address } from '../../kernel/component.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import type { RequestHandle } from '../requests.ts';

/**
 * Requests that wait at the balancer until a backend has room, in order of arrival: HAProxy's queue of a
 * backend with `maxconn`, `timeout queue`. Bounded; each waits for so long at most.
 */
export class WaitingLine {
  private readonly simulation: Simulation;
  private readonly address: Address;
  private readonly op: number;
  /** Timer of everybody who waits; 0 without a time limit. */
  private readonly timers = new Map<RequestHandle, number>();
  /** In order of arrival; those who gave up are still in it. */
  private line: RequestHandle[] = [];
  private head = 0;
  private areaBefore = 0;
  private since = 0;

  /** @param op of the timer that tells the owner that somebody has waited too long. */
  constructor(simulation: Simulation, address: Address, op: number) {
    this.simulation = simulation;
    this.address = address;
    this.op = op;
  }

  get length(): number {
    return this.timers.size;
  }

  /** Integral of the length over time. */
  area(now: number): number {
    return this.areaBefore + this.length * (now - this.since);
  }

  /** @param patience seconds; undefined for ever. */
  push(handle: RequestHandle, patience: number | undefined): void {
    const { simulation } = this;
    this.count();
    const timer =
      patience === undefined
        ? 0
        : simulation.timerInLane(simulation.lane(patience), this.address, this.op, handle);
    this.timers.set(handle, timer);
    this.line.push(handle);
  }

  /** Takes out who has waited longest; there must be somebody. */
  shift(): RequestHandle {
    let handle = this.line[this.head++];
    while (!this.timers.has(handle)) handle = this.line[this.head++];
    const timer = this.timers.get(handle)!;
    if (timer !== 0) this.simulation.cancel(timer);
    this.remove(handle);
    return handle;
  }

  has(handle: RequestHandle): boolean {
    return this.timers.has(handle);
  }

  /** Takes out one that nobody wants any more. */
  withdraw(handle: RequestHandle): void {
    const timer = this.timers.get(handle)!;
    if (timer !== 0) this.simulation.cancel(timer);
    this.giveUp(handle);
  }

  /** Takes out one whose time is up. */
  giveUp(handle: RequestHandle): void {
    this.remove(handle);
    // Mostly the time is the same for all, and whoever gives up has waited longest.
    while (this.head < this.line.length && !this.timers.has(this.line[this.head])) this.head++;
    this.tidy();
  }

  clear(): void {
    this.count();
    this.timers.clear();
    this.line = [];
    this.head = 0;
  }

  private remove(handle: RequestHandle): void {
    this.count();
    this.timers.delete(handle);
    this.tidy();
  }

  private tidy(): void {
    if (this.head < 64 || this.head * 2 < this.line.length) return;
    this.line = this.line.slice(this.head);
    this.head = 0;
  }

  private count(): void {
    const { now } = this.simulation;
    this.areaBefore = this.area(now);
    this.since = now;
  }
}
