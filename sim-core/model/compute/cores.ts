import type { Address } from '../../kernel/component.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import type { RequestHandle } from '../requests.ts';

const FIRST = 8;

/**
 * The cores of one server: each runs one task at a time to its end. A task's end is a timer that carries
 * the request and the slot. The speed may change while tasks run; what is left of them then takes longer
 * or shorter. At speed 0 all stand still: they keep their cores and go on where they were.
 */
export class Cores {
  readonly count: number;
  busy = 0;
  /** Integral of `busy` over time up to `changedAt`, in core · seconds. */
  private busyArea = 0;
  private changedAt = 0;
  private speed = 1;
  /** Integral of `busy` over the time that the cores stood still. */
  private stoppedArea = 0;
  private stoppedFrom = 0;
  private request = new Int32Array(FIRST);
  private timer = new Float64Array(FIRST);
  private endsAt = new Float64Array(FIRST);
  /** While the cores stand still: seconds of work at full speed that are left of each task. */
  private left = new Float64Array(FIRST);
  /** Stack of free slots among those ever used. */
  private free = new Int32Array(FIRST);
  private freeCount = 0;
  private used = 0;
  private readonly simulation: Simulation;
  private readonly address: Address;
  private readonly op: number;
  /** Told after a task has come or gone, and after a change of speed. */
  watcher: (() => void) | null = null;

  /** @param op timer that the owner gets when a task ends, with the request's handle and the slot. */
  constructor(count: number, simulation: Simulation, address: Address, op: number) {
    this.count = count;
    this.simulation = simulation;
    this.address = address;
    this.op = op;
  }

  get hasFree(): boolean {
    return this.busy < this.count;
  }

  /** @param demand seconds of work at full speed. */
  start(request: RequestHandle, demand: number): void {
    if (this.freeCount === 0) this.addSlot();
    const slot = this.free[--this.freeCount];
    this.account(1);
    this.request[slot] = request;
    if (this.speed === 0) this.left[slot] = demand;
    else this.setEnd(slot, demand / this.speed);
  }

  /** To be called when the timer of `slot` arrives. */
  finish(slot: number): void {
    this.account(-1);
    this.request[slot] = 0;
    this.free[this.freeCount++] = slot;
  }

  /** Drops all tasks; their timers die with the incarnation. */
  clear(): void {
    this.account(-this.busy);
    this.freeCount = 0;
    for (let slot = this.used - 1; slot >= 0; slot--) {
      this.request[slot] = 0;
      this.free[this.freeCount++] = slot;
    }
  }

  /** @param speed 0 stands still. */
  setSpeed(speed: number): void {
    if (speed === this.speed) return;
    const { now } = this.simulation;
    const isStopped = this.speed === 0;
    for (let slot = 0; slot < this.used; slot++) {
      if (this.request[slot] === 0) continue;
      const left = isStopped ? this.left[slot] : (this.endsAt[slot] - now) * this.speed;
      if (!isStopped) this.simulation.cancel(this.timer[slot]);
      if (speed === 0) this.left[slot] = left;
      else this.setEnd(slot, left / speed);
    }
    if (isStopped) this.stoppedArea += this.area(now) - this.stoppedFrom;
    else if (speed === 0) this.stoppedFrom = this.area(now);
    this.speed = speed;
    this.watcher?.();
  }

  /** Core · seconds that tasks had their cores up to `now`, whether these stood still or not. */
  area(now: number): number {
    return this.busyArea + this.busy * (now - this.changedAt);
  }

  /** As {@link area}, without the time that the cores stood still. */
  worked(now: number): number {
    return (this.speed === 0 ? this.stoppedFrom : this.area(now)) - this.stoppedArea;
  }

  private account(change: number): void {
    const { now } = this.simulation;
    this.busyArea += this.busy * (now - this.changedAt);
    this.changedAt = now;
    this.busy += change;
    if (this.watcher !== null) this.watcher();
  }

  private setEnd(slot: number, duration: number): void {
    const { simulation } = this;
    this.endsAt[slot] = simulation.now + duration;
    this.timer[slot] = simulation.timer(this.address, duration, this.op, this.request[slot], slot);
  }

  private addSlot(): void {
    if (this.used === this.request.length) {
      this.request = doubled(this.request, Int32Array);
      this.timer = doubled(this.timer, Float64Array);
      this.endsAt = doubled(this.endsAt, Float64Array);
      this.left = doubled(this.left, Float64Array);
      this.free = doubled(this.free, Int32Array);
    }
    this.free[this.freeCount++] = this.used++;
  }
}

function doubled<T extends Float64Array | Int32Array>(old: T, Type: new (length: number) => T): T {
  const wide = new Type(old.length * 2);
  wide.set(old);
  return wide;
}
