import { assert } from './assert.ts';
import { LadderQueue, MAX_RUNGS } from './ladder-queue.ts';
import { Lane } from './lane.ts';
import {
  A,
  B,
  EPOCH,
  FLOAT_SHIFT,
  GENERAL,
  HANDLE,
  IN_LANE,
  OP,
  QueueRows,
  ROW_MASK,
  SEQUENCE,
  STATE,
  TARGET,
  WORD_SHIFT,
} from './queue-rows.ts';

/** Names one pending event: generation · 2²⁴ + row, exact in a float64. Never 0: that stands for no event. */
export type EventHandle = number;

/** Constant delays beyond this many go through the general structure. */
const MAX_LANES = 16;
/** Cancelled events are swept when they are more than the live ones, but not for fewer than these. */
const SWEEP_FROM = 256;
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
 * Pending events in the order (time, sequence), where sequence is the order of push. Two ways in:
 * {@link push} takes any time and goes to a ladder queue; {@link pushLane} is for a delay that many events
 * share, such as no delay at all, and goes to a ring.
 */
export class EventQueue {
  /** Events pending, and the most that ever were. */
  size = 0;
  peak = 0;
  /** The rows themselves, for whoever delivers: a popped row is readable until the next push. */
  readonly table: QueueRows;
  private readonly ladder: LadderQueue;
  private readonly lanes: Lane[] = [];
  /** The lane whose head comes first. */
  private first: Lane;
  private readonly otherDelays: number[] = [];
  private readonly otherLanes = new Map<number, number>();
  private sequence: number;
  private lastTime = -Number.MAX_VALUE;

  constructor({ capacity = 1024, structure = 'ladder', sequence = 0 }: QueueOptions = {}) {
    this.table = new QueueRows(capacity);
    this.ladder = new LadderQueue(this.table, structure === 'heap' ? 0 : MAX_RUNGS);
    this.sequence = sequence;
    this.first = new Lane(this.table, 0);
    this.lanes.push(this.first);
  }

  /** Schedules an event. `time` is finite and not before that of the event last popped. */
  push(time: number, target: number, op: number, epoch: number, a: number, b: number): EventHandle {
    return this.handleOf(this.add(time, target, op, epoch, a, b));
  }

  /** As {@link push}, for an event that nobody will cancel. @returns its row: a handle has to be boxed. */
  add(time: number, target: number, op: number, epoch: number, a: number, b: number): number {
    assert(time >= this.lastTime && time < Infinity, 'an event needs a time that is finite and not past');
    const row = this.enter(GENERAL, target, op, epoch);
    const { floats } = this.table;
    const float = row << FLOAT_SHIFT;
    floats[float] = time;
    floats[float | A] = a;
    floats[float | B] = b;
    this.ladder.insert(row);
    return row;
  }

  /** The lane of a constant delay: the same delay has the same lane. */
  lane(delay: number): number {
    assert(delay >= 0 && delay < Infinity, 'a lane needs a delay that is finite and not negative');
    for (let i = 0; i < this.lanes.length; i++) if (this.lanes[i].delay === delay) return i;
    if (this.lanes.length < MAX_LANES) return this.lanes.push(new Lane(this.table, delay)) - 1;
    let other = this.otherLanes.get(delay);
    if (other === undefined) {
      other = MAX_LANES + this.otherDelays.push(delay) - 1;
      this.otherLanes.set(delay, other);
    }
    return other;
  }

  /** Schedules an event at `now` plus the delay of the lane. `now` never decreases. */
  pushLane(
    lane: number,
    now: number,
    target: number,
    op: number,
    epoch: number,
    a: number,
    b: number,
  ): EventHandle {
    return this.handleOf(this.addToLane(lane, now, target, op, epoch, a, b));
  }

  /** As {@link pushLane}, for an event that nobody will cancel. @returns its row. */
  addToLane(
    lane: number,
    now: number,
    target: number,
    op: number,
    epoch: number,
    a: number,
    b: number,
  ): number {
    if (lane >= MAX_LANES) {
      return this.add(now + this.otherDelays[lane - MAX_LANES], target, op, epoch, a, b);
    }
    const ring = this.lanes[lane];
    const time = now + ring.delay;
    assert(time >= this.lastTime && time < Infinity, 'an event needs a time that is finite and not past');
    const row = this.enter(IN_LANE + lane, target, op, epoch);
    const { floats } = this.table;
    const float = row << FLOAT_SHIFT;
    floats[float] = time;
    floats[float | A] = a;
    floats[float | B] = b;
    if (ring.push(row) && time < this.first.headTime) this.first = ring;
    return row;
  }

  /** The handle of a row that holds a pending event. */
  private handleOf(row: number): EventHandle {
    return this.table.floats[(row << FLOAT_SHIFT) | HANDLE];
  }

  /** False if the event was delivered or cancelled before. */
  cancel(handle: EventHandle): boolean {
    if (!this.isPending(handle)) return false;
    const { table } = this;
    const row = handle & ROW_MASK;
    const state = table.words[(row << WORD_SHIFT) | STATE];
    this.size--;
    if (state >= IN_LANE) this.cancelInLane(this.lanes[state - IN_LANE], row);
    else {
      table.kill(row);
      if (table.dead > SWEEP_FROM && table.dead * 2 > this.ladder.span) this.ladder.sweep();
    }
    return true;
  }

  isPending(handle: EventHandle): boolean {
    const { table } = this;
    const row = handle & ROW_MASK;
    if (row >= table.used || table.floats[(row << FLOAT_SHIFT) | HANDLE] !== handle) return false;
    return table.words[(row << WORD_SHIFT) | STATE] >= GENERAL;
  }

  /** Time of the earliest event; Infinity when there is none. */
  peekTime(): number {
    const { headTime } = this.first;
    if (!this.ladder.settle()) return headTime;
    const { bottom } = this.ladder;
    return Math.min(bottom.times[bottom.head], headTime);
  }

  /** Takes out the earliest event. @returns its row, readable until the next push; −1 when there is none. */
  pop(): number {
    return this.popUntil(Infinity);
  }

  /** As {@link pop}, but leaves an event later than `limit` where it is and returns −1. */
  popUntil(limit: number): number {
    const { bottom } = this.ladder;
    const { table } = this;
    if ((bottom.head === bottom.tail || table.dead > 0) && !this.ladder.settle()) return this.popLane(limit);
    const time = bottom.times[bottom.head];
    if (time >= this.first.headTime && !this.ladderIsFirst()) return this.popLane(limit);
    if (time > limit) return -1;
    const row = bottom.rows[bottom.head];
    bottom.dropHead();
    this.lastTime = time;
    this.size--;
    table.give(row);
    return row;
  }

  /** What was pushed, by row; seconds. */
  timeOf(row: number): number {
    return this.table.floats[row << FLOAT_SHIFT];
  }

  targetOf(row: number): number {
    return this.table.words[(row << WORD_SHIFT) | TARGET];
  }

  opOf(row: number): number {
    return this.table.words[(row << WORD_SHIFT) | OP];
  }

  epochOf(row: number): number {
    return this.table.words[(row << WORD_SHIFT) | EPOCH];
  }

  aOf(row: number): number {
    return this.table.floats[(row << FLOAT_SHIFT) | A];
  }

  bOf(row: number): number {
    return this.table.floats[(row << FLOAT_SHIFT) | B];
  }

  /** Finds a row and writes the integers. Floats are left to the caller: handing them on would box them. */
  private enter(state: number, target: number, op: number, epoch: number): number {
    if (this.sequence === SEQUENCE_END) this.renumber();
    const { table } = this;
    const row = table.take();
    const { words } = table;
    const word = row << WORD_SHIFT;
    words[word | SEQUENCE] = this.sequence++;
    words[word | TARGET] = target | 0;
    words[word | OP] = op | 0;
    words[word | EPOCH] = epoch | 0;
    words[word | STATE] = state;
    if (++this.size > this.peak) this.peak = this.size;
    return row;
  }

  /** Whether the head of the ladder comes before the first of the lanes; only sequence tells, when times are equal. */
  private ladderIsFirst(): boolean {
    const { bottom } = this.ladder;
    const { first, table } = this;
    const row = bottom.rows[bottom.head];
    return (
      table.floats[row << FLOAT_SHIFT] === first.headTime &&
      table.words[(row << WORD_SHIFT) | SEQUENCE] < first.headSequence
    );
  }

  private popLane(limit: number): number {
    const { first } = this;
    const time = first.headTime;
    if (time > limit || time === Infinity) return -1;
    const row = first.headRow();
    first.dropHead();
    this.findFirst();
    this.lastTime = time;
    this.size--;
    this.table.give(row);
    return row;
  }

  private cancelInLane(lane: Lane, row: number): void {
    const { words } = this.table;
    const sequence = words[(row << WORD_SHIFT) | SEQUENCE];
    words[(row << WORD_SHIFT) | SEQUENCE] = -1; // the entry in the ring is dead from here on
    this.table.give(row);
    if (lane.cancel(sequence) && lane === this.first) this.findFirst();
  }

  /** Times of different lanes may be equal; then sequence decides. */
  private findFirst(): void {
    const { lanes } = this;
    let first = lanes[0];
    for (let i = 1; i < lanes.length; i++) {
      const lane = lanes[i];
      if (lane.headTime > first.headTime) continue;
      if (lane.headTime < first.headTime || lane.headSequence < first.headSequence) first = lane;
    }
    this.first = first;
  }

  /** Numbers the pending events anew from 0 in the same order, so that a run may be of any length. */
  private renumber(): void {
    const { table } = this;
    this.ladder.sweep(); // a heap orders cancelled rows too: they must not keep old numbers
    for (const lane of this.lanes) lane.purge();
    const keys: number[] = [];
    for (let row = 1; row < table.used; row++) {
      const word = row << WORD_SHIFT;
      if (table.words[word | STATE] >= GENERAL)
        keys.push(table.words[word | SEQUENCE] * (ROW_MASK + 1) + row);
    }
    Float64Array.from(keys)
      .sort()
      .forEach((key, i) => {
        table.words[((key & ROW_MASK) << WORD_SHIFT) | SEQUENCE] = i;
      });
    for (const lane of this.lanes) lane.renumber();
    this.sequence = keys.length;
  }
}
