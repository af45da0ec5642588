import { assert } from './assert.ts';
import type { Address, Component } from './component.ts';
import { EventQueue, type EventHandle } from './event-queue.ts';
import { Fingerprint } from './fingerprint.ts';
import { DEFAULT_LIMITS, type LimitHit, type Limits } from './limits.ts';
import { A, B, FLOAT_SHIFT, MESSAGE, NIL, OP_BITS, OP_MASK, TARGET_OP, WORD_SHIFT } from './queue-rows.ts';
import { TRACE_SIZE, TraceRing } from './trace.ts';

const GROWTH = 16;

/** Told of a message that found its receiver down. */
export type Undelivered = (target: Address, op: number, a: number, b: number) => void;

/**
 * Clock, event queue and the rule of delivery. Time is in seconds; events are ordered by (time, sequence).
 *
 * The one subtle concept: a **message** is lost if its receiver is down when it arrives; a **timer** dies
 * with the incarnation of the component that set it: a crash cancels all of them.
 */
export class Simulation {
  readonly queue = new EventQueue();
  readonly trace = new TraceRing();
  readonly fingerprint = new Fingerprint(this.trace);
  readonly components: Component[] = [];
  readonly limits: Limits;
  /** Simulated seconds. */
  now = 0;
  /** Messages that found their receiver down. */
  lost = 0;
  /** Set once a limit was met; the run goes no further. */
  stopped: LimitHit | null = null;
  undelivered: Undelivered = () => {};
  /** At so many events {@link advance} pauses; −1 once the run was stopped. */
  private pauseAt = 0;
  private up = new Uint8Array(GROWTH);
  private sameInstant = 0;
  private nextSecond = 1;

  constructor(limits: Partial<Limits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.queue.grown = () => {
      if (this.queue.size > this.limits.pendingEvents) this.stop('pendingEvents');
    };
  }

  /** Events delivered. */
  get delivered(): number {
    return this.trace.count;
  }

  /** Adds a component; addresses are handed out in order, from 0. */
  add(component: Component): Address {
    const address = this.components.push(component) - 1;
    if (address >= this.up.length) this.growComponents();
    this.up[address] = 1;
    return address;
  }

  start(): void {
    for (const component of this.components) component.start?.();
  }

  /**
   * For `after(delay).messageDue(…)` and `.timerDue(…)`, which say the same as {@link message} and {@link timer}: small
   * enough for engines to inline it wherever it is called, so that the delay is never boxed.
   */
  after(delay: number): this {
    this.queue.due = this.now + delay;
    return this;
  }

  messageDue(target: Address, op: number, a: number, b: number): void {
    this.queue.post(target, op, a, b);
  }

  /** @returns where it is, for {@link cancelDue}. */
  timerDue(target: Address, op: number, a: number, b: number): number {
    return this.queue.set(target, op, a, b);
  }

  /** Schedules a message: lost if `target` is down when it arrives. */
  message(target: Address, delay: number, op: number, a = 0, b = 0): void {
    this.after(delay).messageDue(target, op, a, b);
  }

  /** As {@link message}, for a delay that was given to {@link ring}. */
  messageInRing(ring: number, target: Address, op: number, a = 0, b = 0): void {
    this.queue.send(ring, this.now, target, op, a, b);
  }

  /** Schedules a timer of `target`'s own: dies if it crashes first. */
  timer(target: Address, delay: number, op: number, a = 0, b = 0): EventHandle {
    return this.after(delay).queue.push(target, op, a, b);
  }

  /** As {@link timer}, for a delay that was given to {@link lane}. */
  timerInLane(lane: number, target: Address, op: number, a = 0, b = 0): EventHandle {
    return this.queue.pushLane(lane, this.now, target, op, a, b);
  }

  /** A FIFO for timers that all wait the same `delay`: cheaper than the general queue. */
  lane(delay: number): number {
    return this.queue.lane(delay);
  }

  /** A FIFO for messages that all travel for `delay`. */
  ring(delay: number): number {
    return this.queue.ring(delay);
  }

  /** False if it was delivered or cancelled before. */
  cancel(handle: EventHandle): boolean {
    return this.queue.cancel(handle);
  }

  /** Cancels what {@link timerDue} has set. False unless it is pending. */
  cancelDue(where: number, target: Address, op: number, a: number, b: number): boolean {
    return this.queue.cancelIn(where, target, op, a, b);
  }

  isUp(address: Address): boolean {
    return this.up[address] === 1;
  }

  /** @param abrupt the whole machine is gone: its peers hear nothing, not even a reset connection. */
  crash(address: Address, abrupt: boolean): void {
    if (this.up[address] === 0) return;
    this.up[address] = 0;
    this.queue.cancelTimers(address);
    this.components[address].crash?.(abrupt);
  }

  restart(address: Address): void {
    if (this.up[address] === 1) return;
    this.up[address] = 1;
    this.components[address].restart?.();
  }

  /** Stops the run at the end of the current event. */
  stop(limit: keyof Limits): void {
    this.stopped ??= { limit, value: this.limits[limit], at: this.now, busiest: this.busiest() };
    this.pauseAt = -1;
  }

  /**
   * Delivers every event up to and including time `until`, at most `budget` of them, and moves the clock
   * there if it got through. Cutting a run into several calls never changes it.
   * @returns whether `until` was reached.
   */
  advance(until: number, budget = Infinity): boolean {
    assert(until >= this.now, `cannot go back from ${this.now} to ${until}`);
    const { queue, limits, trace } = this;
    this.pauseAt = this.stopped === null ? Math.min(trace.count + budget, limits.events) : -1;
    while (trace.count < this.pauseAt) {
      if (queue.isMessageReady) {
        this.deliverReady();
        continue;
      }
      const row = queue.popUntil(until);
      if (row < 0) {
        this.moveTo(until);
        return true;
      }
      this.deliver(row);
    }
    if (this.stopped !== null) return false;
    if (queue.peekTime() > until) {
      this.moveTo(until);
      return true;
    }
    if (this.delivered >= limits.events) this.stop('events');
    return false;
  }

  /** The fingerprint's second marks fall *between* events, so they do not depend on how a run was cut. */
  private moveTo(time: number): void {
    if (time >= this.nextSecond) {
      const second = Math.floor(time);
      this.fingerprint.mark(second);
      this.nextSecond = second + 1;
    }
    this.now = time;
  }

  /** Moves the clock to an event and hands it to its target. */
  private deliver(row: number): void {
    const { table } = this.queue;
    const { floats, words } = table;
    const word = row << WORD_SHIFT;
    const time = floats[row << FLOAT_SHIFT];
    const targetOp = words[word | TARGET_OP];
    const a = words[word | A];
    const b = words[word | B];
    const isLost = this.up[targetOp >> OP_BITS] === 0 && table.stateOf(row) === MESSAGE;
    if (row !== NIL) table.give(row);
    if (time !== this.now) {
      this.sameInstant = 0;
      if (time >= this.nextSecond) this.moveTo(time);
      else this.now = time;
    } else if (++this.sameInstant > this.limits.sameInstant) this.stop('sameInstant');
    this.note(targetOp, a, b);
    if (isLost) this.lose(targetOp >> OP_BITS, targetOp & OP_MASK, a, b);
    else this.components[targetOp >> OP_BITS].on(targetOp & OP_MASK, a, b);
  }

  /** As {@link deliver}, for a message that took no time. */
  private deliverReady(): void {
    const { queue } = this;
    const { readyTargetOp, readyA, readyB } = queue;
    queue.takeReady();
    if (++this.sameInstant > this.limits.sameInstant) this.stop('sameInstant');
    this.note(readyTargetOp, readyA, readyB);
    const target = readyTargetOp >> OP_BITS;
    if (this.up[target] === 0) this.lose(target, readyTargetOp & OP_MASK, readyA, readyB);
    else this.components[target].on(readyTargetOp & OP_MASK, readyA, readyB);
  }

  private note(targetOp: number, a: number, b: number): void {
    const { trace } = this;
    trace.note(this.now, targetOp, a, b);
    if ((trace.count & (TRACE_SIZE - 1)) === 0) this.fingerprint.catchUp();
  }

  private lose(target: Address, op: number, a: number, b: number): void {
    this.lost++;
    this.undelivered(target, op, a, b);
  }

  private busiest(): string[] {
    const counts = new Map<number, number>();
    for (const { target } of this.trace.entries()) counts.set(target, (counts.get(target) ?? 0) + 1);
    return [...counts]
      .sort((x, y) => y[1] - x[1] || x[0] - y[0])
      .slice(0, 3)
      .map(([target]) => this.components[target].id);
  }

  private growComponents(): void {
    const up = new Uint8Array(this.up.length * 2);
    up.set(this.up);
    this.up = up;
  }
}
