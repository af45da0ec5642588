import type { Address } from '../../kernel/component.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import type { RequestHandle } from '../requests.ts';

/**
 * The cores of one server as those see them who give them work, slow them down or measure them. The speed may change
 * while tasks run; what is left of them then takes longer or shorter. At speed 0 all stand still: they keep their cores
 * and go on where they were.
 */
export abstract class Processor {
  readonly count: number;
  busy = 0;
  /** Told after a task has come or gone, and after a change of speed. */
  watcher: (() => void) | null = null;
  protected speed = 1;
  protected readonly simulation: Simulation;
  protected readonly address: Address;
  protected readonly op: number;
  /** Integral of `busy` over time up to `changedAt`, in core · seconds. */
  private busyArea = 0;
  private changedAt = 0;
  /** Integral of `busy` over the time that the cores stood still. */
  private stoppedArea = 0;
  private stoppedFrom = 0;

  /** @param op timer that the owner gets when a task ends, with the request's handle and the slot. */
  constructor(count: number, simulation: Simulation, address: Address, op: number) {
    this.count = count;
    this.simulation = simulation;
    this.address = address;
    this.op = op;
  }

  /** Whether another task may begin. */
  abstract get hasFree(): boolean;
  /** @param work seconds on one core at full speed. */
  abstract start(request: RequestHandle, work: number): void;
  /** To be called when the timer of `slot` arrives. */
  abstract finish(slot: number): void;
  /** Takes all tasks of a request off their cores. @returns seconds of work at full speed that are left of them. */
  abstract withdraw(request: RequestHandle): number;
  /** Drops all tasks; their timers die with the incarnation. */
  abstract clear(): void;
  /** @param speed 0 stands still. */
  abstract setSpeed(speed: number): void;

  /** Core · seconds that tasks had their cores up to `now`, whether these stood still or not. */
  area(now: number): number {
    return this.busyArea + this.busy * (now - this.changedAt);
  }

  /** As {@link area}, without the time that the cores stood still. */
  worked(now: number): number {
    return (this.speed === 0 ? this.stoppedFrom : this.area(now)) - this.stoppedArea;
  }

  protected account(change: number): void {
    const { now } = this.simulation;
    this.busyArea += this.busy * (now - this.changedAt);
    this.changedAt = now;
    this.busy += change;
    if (this.watcher !== null) this.watcher();
  }

  protected accountSpeed(speed: number): void {
    const { now } = this.simulation;
    if (this.speed === 0) this.stoppedArea += this.area(now) - this.stoppedFrom;
    else if (speed === 0) this.stoppedFrom = this.area(now);
    this.speed = speed;
    this.watcher?.();
  }
}
