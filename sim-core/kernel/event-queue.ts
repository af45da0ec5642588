import { assert } from './assert.ts';
import { LadderQueue, MAX_RUNGS } from './ladder-queue.ts';
import { Lane } from './lane.ts';
import { earliest, laneFor, MAX_LANES } from './lane-list.ts';
import { MessageRing } from './message-ring.ts';
import {
  A,
  B,
  FLOAT_SHIFT,
  IN_LANE,
  MESSAGE,
  NIL,
  OP_BITS,
  OP_MASK,
  QueueRows,
  ROW_MASK,
  SEQUENCE,
  TARGET_OP,
  TIMER,
  WORD_SHIFT,
} from './queue-rows.ts';

/** Names one pending event: generation · 2²⁴ + row, exact in a float64. Never 0: that stands for no event. */
export type EventHandle = number;

/** Cancelled events are swept when they are more than the live ones, but not for fewer than these. */
const SWEEP_FROM = 256;
/** The ring of messages that take no time. */
const AT_ONCE = 0;
/** Sequences stay below 2²⁹: then sequence · 2²⁴ + row is an exact float64, which {@link EventQueue} sorts by. */
const SEQUENCE_END = 536870912;

export interface QueueOptions {
  /** Rows to begin with; the table doubles when it is full. */
  readonly capacity?: number;
  /** Where events go whose delays differ. The heap is there to test the ladder against. */
  readonly structure?: 'ladder' | 'heap';
  /** First sequence number: lets tests begin just before the numbers run out. */
  readonly sequence?: number;
}

/**
 * Pending events in the order (time, sequence), where sequence is the order of push. Three ways in:
 * {@link push} takes any time and goes to a ladder queue; {@link pushLane} is for a delay that many events
 * share, such as a timeout, and goes to a lane; {@link send} is for messages that all travel equally long, such
 * as no time at all, and goes to a ring. Targets are below 2²³, ops below 256, payloads int32.
 */
export class EventQueue {
  /** Events pending, and the most that ever were. */
  size = 0;
  peak = 0;
  /**
   * When the next event is due that is pushed or posted; finite, and not before the event last popped. Not an argument,
   * because engines box a float that is handed to a function which they do not inline.
   */
  due = 0.5;
  /** Called when more events are pending than ever before. */
  grown: () => void = () => {};
  /** The rows themselves, for whoever delivers: a popped row is readable until the next push. */
  readonly table: QueueRows;
  private readonly ladder: LadderQueue;
  private readonly lanes: Lane[] = [];
  private readonly rings: MessageRing[] = [];
  /** The lane, and the ring, whose head comes first. */
  private first: Lane;
  private firstRing = new MessageRing(0);
  /** When the earlier of the two heads is due. */
  private aside = Infinity;
  /** Delays for which there is no lane, or no ring, any more. */
  private readonly otherDelays: number[] = [];
  /** A message that is due at once stands ready here, and needs no place in any order. */
  isMessageReady = false;
  private readyAt = 0.5;
  readyTargetOp = 0;
  readyA = 0;
  readyB = 0;
  private sequence: number;
  private lastTime = -Number.MAX_VALUE;

  constructor({ capacity = 1024, structure = 'ladder', sequence = 0 }: QueueOptions = {}) {
    this.table = new QueueRows(capacity);
    this.ladder = new LadderQueue(this.table, structure === 'heap' ? 0 : MAX_RUNGS);
    this.sequence = sequence;
    this.first = new Lane(this.table, 0);
    this.rings.push(this.firstRing);
  }

  /** Schedules a timer for {@link due}. */
  push(target: number, op: number, a: number, b: number): EventHandle {
    return this.table.handleOf(this.add((target << OP_BITS) | op, TIMER, a, b));
  }

  /** As {@link push}. @returns the timer's row: with that and what it says it can be cancelled, and no handle is boxed. */
  set(target: number, op: number, a: number, b: number): number {
    return this.add((target << OP_BITS) | op, TIMER, a, b);
  }

  /** Schedules a message, which nobody will cancel, for {@link due}. */
  post(target: number, op: number, a: number, b: number): void {
    this.add((target << OP_BITS) | op, MESSAGE, a, b);
  }

  /** The lane of a constant delay: the same delay has the same lane. */
  lane(delay: number): number {
    return laneFor(this.lanes, delay, this.otherDelays, () => new Lane(this.table, delay));
  }

  /** The ring of a constant delay, for {@link send}: the same delay has the same ring. */
  ring(delay: number): number {
    return laneFor(this.rings, delay, this.otherDelays, () => new MessageRing(delay));
  }

  /** Schedules a timer at `now` plus the delay of the lane. `now` never decreases. */
  pushLane(lane: number, now: number, target: number, op: number, a: number, b: number): EventHandle {
    if (lane >= MAX_LANES) {
      this.due = now + this.otherDelays[lane - MAX_LANES];
      return this.push(target, op, a, b);
    }
    const timers = this.lanes[lane];
    const time = now + timers.delay;
    assert(time >= this.lastTime && time < Infinity, 'an event needs a time that is finite and not past');
    const row = this.enter(IN_LANE + lane, (target << OP_BITS) | op, a, b);
    this.table.floats[row << FLOAT_SHIFT] = time;
    if (timers.push(row)) {
      if (time < this.first.headTime) this.first = timers;
      this.lookAside();
    }
    return this.table.handleOf(row);
  }

  /** Schedules a message at `now` plus the delay of the ring; it cannot be cancelled. `now` never decreases. */
  send(ring: number, now: number, target: number, op: number, a: number, b: number): void {
    if (ring >= MAX_LANES) {
      this.due = now + this.otherDelays[ring - MAX_LANES];
      this.post(target, op, a, b);
      return;
    }
    assert(now >= this.lastTime, 'an event needs a time that is finite and not past');
    if (++this.size > this.peak) this.grow();
    if (ring === AT_ONCE && this.isNext(now)) {
      this.makeReady(now, (target << OP_BITS) | op, a, b);
      return;
    }
    if (this.sequence === SEQUENCE_END) this.renumber();
    const messages = this.rings[ring];
    if (messages.push(now, this.sequence++, (target << OP_BITS) | op, a, b)) {
      if (messages.headTime < this.firstRing.headTime) this.firstRing = messages;
      this.lookAside();
    }
  }

  /** False if the event was delivered or cancelled before. */
  cancel(handle: EventHandle): boolean {
    if (!this.isPending(handle)) return false;
    this.remove(handle & ROW_MASK);
    return true;
  }

  /** Cancels the timer in a row. False unless there is one that says just this. */
  cancelIn(row: number, target: number, op: number, a: number, b: number): boolean {
    const { words } = this.table;
    const word = row << WORD_SHIFT;
    if (row >= this.table.used || this.table.stateOf(row) < TIMER) return false;
    if (words[word | TARGET_OP] !== ((target << OP_BITS) | op)) return false;
    if (words[word | A] !== a || words[word | B] !== b) return false;
    this.remove(row);
    return true;
  }

  /** Cancels every timer of a target. */
  cancelTimers(target: number): void {
    const { table } = this;
    for (let row = 1; row < table.used; row++)
      if (table.stateOf(row) >= TIMER && this.targetOf(row) === target) this.remove(row);
  }

  isPending(handle: EventHandle): boolean {
    const row = handle & ROW_MASK;
    return row !== NIL && row < this.table.used && this.table.handleOf(row) === handle;
  }

  /** Time of the earliest event; Infinity when there is none. */
  peekTime(): number {
    if (this.isMessageReady) return this.readyAt;
    const { bottom } = this.ladder;
    const general = this.ladder.settle() ? bottom.times[bottom.head] : Infinity;
    return Math.min(general, this.aside);
  }

  /** Takes out the earliest event. @returns its row, readable until the next push or pop; −1 when there is none. */
  pop(): number {
    const row = this.popUntil(Infinity);
    if (row > NIL) this.table.give(row);
    return row;
  }

  /**
   * As {@link pop}, but leaves an event later than `limit` where it is and returns −1. Whoever has read the row gives it
   * back to the table, unless it is row 0.
   */
  popUntil(limit: number): number {
    if (this.isMessageReady) return this.popReady(limit);
    const { bottom } = this.ladder;
    if ((bottom.head === bottom.tail || this.table.dead > 0) && !this.ladder.settle())
      return this.popOther(limit);
    const general = bottom.times[bottom.head];
    if (general >= this.aside) return this.popOther(limit);
    if (general > limit) return -1;
    this.lastTime = general;
    return this.takeGeneral();
  }

  /** What was pushed, by row; seconds. */
  timeOf(row: number): number {
    return this.table.floats[row << FLOAT_SHIFT];
  }

  targetOf(row: number): number {
    return this.wordOf(row, TARGET_OP) >> OP_BITS;
  }

  opOf(row: number): number {
    return this.wordOf(row, TARGET_OP) & OP_MASK;
  }

  aOf(row: number): number {
    return this.wordOf(row, A);
  }

  bOf(row: number): number {
    return this.wordOf(row, B);
  }

  private grow(): void {
    this.peak = this.size;
    this.grown();
  }

  /**
   * Whether a message that is due now comes before all that is pending. What is pushed later comes later, so such a
   * message needs no place in any order. May say no where it would take a closer look.
   */
  private isNext(now: number): boolean {
    const { bottom } = this.ladder;
    if (bottom.head === bottom.tail || this.isMessageReady || this.table.dead > 0) return false;
    return bottom.times[bottom.head] > now && this.aside > now;
  }

  private makeReady(now: number, targetOp: number, a: number, b: number): void {
    this.readyAt = now;
    this.readyTargetOp = targetOp;
    this.readyA = a | 0;
    this.readyB = b | 0;
    this.lastTime = now;
    this.isMessageReady = true;
  }

  private popReady(limit: number): number {
    if (this.readyAt > limit) return -1;
    const { floats, words } = this.table;
    floats[NIL] = this.readyAt;
    words[TARGET_OP] = this.readyTargetOp;
    words[A] = this.readyA;
    words[B] = this.readyB;
    this.takeReady();
    return NIL;
  }

  /** The message that stands ready has been read. */
  takeReady(): void {
    this.isMessageReady = false;
    this.size--;
  }

  /** @returns its row. */
  private add(targetOp: number, state: number, a: number, b: number): number {
    const { due } = this;
    assert(due >= this.lastTime && due < Infinity, 'an event needs a time that is finite and not past');
    const row = this.enter(state, targetOp, a, b);
    this.table.floats[row << FLOAT_SHIFT] = due;
    this.ladder.insert(row);
    return row;
  }

  /** Finds a row and writes all but the time. */
  private enter(state: number, targetOp: number, a: number, b: number): number {
    if (this.sequence === SEQUENCE_END) this.renumber();
    const { table } = this;
    const row = table.take(state);
    const { words } = table;
    const word = row << WORD_SHIFT;
    words[word | SEQUENCE] = this.sequence++;
    words[word | TARGET_OP] = targetOp;
    words[word | A] = a | 0;
    words[word | B] = b | 0;
    if (++this.size > this.peak) this.grow();
    return row;
  }

  /** A lane's or a ring's head comes first, or several heads at the same time, of which sequence tells the first; or there is none. */
  private popOther(limit: number): number {
    const { bottom } = this.ladder;
    const { first, firstRing } = this;
    const isThere = bottom.head !== bottom.tail;
    const general = isThere ? bottom.times[bottom.head] : Infinity;
    const time = Math.min(general, this.aside);
    if (time === Infinity || time > limit) return -1;
    this.lastTime = time;
    const generalTurn =
      general === time ? this.table.words[(bottom.rows[bottom.head] << WORD_SHIFT) | SEQUENCE] : SEQUENCE_END;
    const timerTurn = first.headTime === time ? first.headSequence : SEQUENCE_END;
    const messageTurn = firstRing.headTime === time ? firstRing.headSequence : SEQUENCE_END;
    if (messageTurn < generalTurn && messageTurn < timerTurn) return this.takeMessage();
    return generalTurn < timerTurn ? this.takeGeneral() : this.takeTimer();
  }

  private takeGeneral(): number {
    const { bottom } = this.ladder;
    const row = bottom.rows[bottom.head];
    bottom.dropHead();
    this.size--;
    return row;
  }

  private takeTimer(): number {
    const { first } = this;
    const row = first.headRow();
    first.dropHead();
    this.findFirst();
    this.size--;
    return row;
  }

  private takeMessage(): number {
    this.firstRing.take(this.table);
    if (this.rings.length > 1) this.firstRing = earliest(this.rings);
    this.lookAside();
    this.size--;
    return NIL;
  }

  private wordOf(row: number, field: number): number {
    return this.table.words[(row << WORD_SHIFT) | field];
  }

  private remove(row: number): void {
    const { table } = this;
    const state = table.stateOf(row);
    this.size--;
    if (state >= IN_LANE) this.cancelInLane(this.lanes[state - IN_LANE], row);
    else {
      table.kill(row);
      if (table.dead > SWEEP_FROM && table.dead * 2 > this.ladder.span) this.ladder.sweep();
    }
  }

  private cancelInLane(lane: Lane, row: number): void {
    const { words } = this.table;
    const sequence = words[(row << WORD_SHIFT) | SEQUENCE];
    words[(row << WORD_SHIFT) | SEQUENCE] = -1; // the entry in the ring is dead from here on
    this.table.give(row);
    if (lane.cancel(sequence) && lane === this.first) this.findFirst();
  }

  private findFirst(): void {
    if (this.lanes.length > 1) this.first = earliest(this.lanes);
    this.lookAside();
  }

  private lookAside(): void {
    this.aside = Math.min(this.first.headTime, this.firstRing.headTime);
  }

  /** Numbers the pending events anew from 0 in the same order, so that a run may be of any length. */
  private renumber(): void {
    const { table } = this;
    this.ladder.sweep(); // a heap orders cancelled rows too: they must not keep old numbers
    for (const lane of this.lanes) lane.purge();
    const keys: number[] = [];
    for (let row = 1; row < table.used; row++) {
      if (table.stateOf(row) >= MESSAGE)
        keys.push(table.words[(row << WORD_SHIFT) | SEQUENCE] * (ROW_MASK + 1) + row);
    }
    for (const ring of this.rings)
      for (const sequence of ring.sequences()) keys.push(sequence * (ROW_MASK + 1));
    const inOrder = Float64Array.from(keys).sort();
    const ranks = new Map<number, number>();
    inOrder.forEach((key, i) => {
      const row = key & ROW_MASK;
      if (row === NIL) ranks.set(key / (ROW_MASK + 1), i);
      else table.words[(row << WORD_SHIFT) | SEQUENCE] = i;
    });
    for (const lane of this.lanes) lane.renumber();
    for (const ring of this.rings) ring.resequence((sequence) => ranks.get(sequence) ?? 0);
    this.sequence = keys.length;
  }
}
