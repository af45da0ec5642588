import type { RequestHandle } from '../requests.ts';
import { Processor } from './processor.ts';

const FIRST = 8;

/** Cores that run one task each, to its end unless it is stopped. A task's end is a timer that carries request and slot. */
export class Cores extends Processor {
  private request = new Int32Array(FIRST);
  /** Where the timer of its end is. */
  private timer = new Int32Array(FIRST);
  private endsAt = new Float64Array(FIRST);
  /** While the cores stand still: seconds of work at full speed that are left of each task. */
  private left = new Float64Array(FIRST);
  /** Stack of free slots among those ever used. */
  private free = new Int32Array(FIRST);
  private freeCount = 0;
  private used = 0;

  get hasFree(): boolean {
    return this.busy < this.count;
  }

  /** @param work seconds on one core at full speed. */
  start(request: RequestHandle, work: number): void {
    if (this.freeCount === 0) this.addSlot();
    const slot = this.free[--this.freeCount];
    this.account(1);
    this.request[slot] = request;
    if (this.speed === 0) this.left[slot] = work;
    else this.setEnd(slot, work / this.speed);
  }

  finish(slot: number): void {
    this.account(-1);
    this.request[slot] = 0;
    this.free[this.freeCount++] = slot;
  }

  /** Slots are numbered from 0 up to here; some may be free. */
  get slots(): number {
    return this.used;
  }

  /** What runs in a slot, or `NO_REQUEST`. */
  requestIn(slot: number): RequestHandle {
    return this.request[slot];
  }

  /** Seconds of work at full speed that are left of the task in a slot. */
  leftOf(slot: number): number {
    return this.speed === 0
      ? this.left[slot]
      : Math.max(0, this.endsAt[slot] - this.simulation.now) * this.speed;
  }

  /** Takes a task off its core. @returns seconds of work at full speed that are left of it. */
  stop(slot: number): number {
    const left = this.leftOf(slot);
    if (this.speed !== 0) this.cancel(slot);
    this.finish(slot);
    return left;
  }

  withdraw(request: RequestHandle): number {
    let left = 0;
    for (let slot = 0; slot < this.used; slot++) if (this.request[slot] === request) left += this.stop(slot);
    return left;
  }

  clear(): void {
    this.account(-this.busy);
    this.freeCount = 0;
    for (let slot = this.used - 1; slot >= 0; slot--) {
      this.request[slot] = 0;
      this.free[this.freeCount++] = slot;
    }
  }

  setSpeed(speed: number): void {
    if (speed === this.speed) return;
    const { now } = this.simulation;
    const isStopped = this.speed === 0;
    for (let slot = 0; slot < this.used; slot++) {
      if (this.request[slot] === 0) continue;
      const left = isStopped ? this.left[slot] : (this.endsAt[slot] - now) * this.speed;
      if (!isStopped) this.cancel(slot);
      if (speed === 0) this.left[slot] = left;
      else this.setEnd(slot, left / speed);
    }
    this.accountSpeed(speed);
  }

  private setEnd(slot: number, duration: number): void {
    const { simulation } = this;
    this.endsAt[slot] = simulation.now + duration;
    this.timer[slot] = simulation.after(duration).timerDue(this.address, this.op, this.request[slot], slot);
  }

  private cancel(slot: number): void {
    this.simulation.cancelDue(this.timer[slot], this.address, this.op, this.request[slot], slot);
  }

  private addSlot(): void {
    if (this.used === this.request.length) {
      this.request = doubled(this.request, Int32Array);
      this.timer = doubled(this.timer, Int32Array);
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
