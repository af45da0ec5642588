import { assert } from './assert.ts';

/** Row part of a handle: 24 bits, so at most 16.7 million events can be pending. */
export const ROW_MASK = 0xffffff;
/** The kernel's limit on pending events is met long before. */
const MAX_ROWS = ROW_MASK + 1;

/** A row is 32 bytes, half a cache line: four float64, or eight int32. */
export const FLOAT_SHIFT = 2;
export const WORD_SHIFT = 3;

/** Places within a row, in int32; the time is at 0, as a float64. */
export const SEQUENCE = 2;
export const NEXT = 3;
/** Target · 256 + op: most of those who read it want both. */
export const TARGET_OP = 4;
export const MARK = 5;
export const A = 6;
export const B = 7;
export const OP_BITS = 8;
export const OP_MASK = 255;

/** What the mark of a row says in its lowest bits; `IN_LANE + i` is a timer in lane i. Above them it counts the row's uses. */
const FREE = 0;
const DEAD = 1;
export const MESSAGE = 2;
export const TIMER = 3;
export const IN_LANE = 4;
const STATE_BITS = 5;
const STATE_MASK = (1 << STATE_BITS) - 1;
const ONE_USE = 1 << STATE_BITS;

/** Row 0 is never a pending event, so that 0 can end a list; a message that was just popped is put there. */
export const NIL = 0;

/**
 * The table of events: one row for each pending event, given back when it is delivered or cancelled.
 * Everything about an event lies in one cache line, because a queue of a million events is bound by memory.
 * The arrays are replaced on growth, so read them through the table.
 */
export class QueueRows {
  floats: Float64Array;
  words: Int32Array;
  /** Rows ever used, with row 0. */
  used = 1;
  /** Rows cancelled that their structure still holds. */
  dead = 0;
  private capacity: number;
  private firstFree = NIL;

  constructor(capacity: number) {
    this.capacity = capacity;
    this.floats = new Float64Array(capacity << FLOAT_SHIFT);
    this.words = new Int32Array(this.floats.buffer);
    this.words[MARK] = MESSAGE;
  }

  /** Finds a row for an event; its handle is one that no event had before. */
  take(state: number): number {
    const row = this.firstFree;
    if (row === NIL) return this.add(state);
    const { words } = this;
    const word = row << WORD_SHIFT;
    this.firstFree = words[word | NEXT];
    words[word | MARK] |= state;
    return row;
  }

  /** Names the event in a row: uses of the row · 2²⁴ + row. */
  handleOf(row: number): number {
    return (this.words[(row << WORD_SHIFT) | MARK] >>> STATE_BITS) * (ROW_MASK + 1) + row;
  }

  stateOf(row: number): number {
    return this.words[(row << WORD_SHIFT) | MARK] & STATE_MASK;
  }

  /** Makes a row available to the next event, until when all but its mark stays readable. */
  give(row: number): void {
    const { words } = this;
    const mark = this.use(row, FREE);
    if (mark < 0) return; // all its handles are used up: the row is retired
    words[(row << WORD_SHIFT) | NEXT] = this.firstFree;
    this.firstFree = row;
  }

  /** Marks the row of a cancelled event that its structure still holds. */
  kill(row: number): void {
    this.use(row, DEAD);
    this.dead++;
  }

  /** The structure met a dead row and let go of it. */
  bury(row: number): void {
    this.dead--;
    this.give(row);
  }

  /** Whether (time, sequence) of one row is less than that of another. */
  precedes(time: number, row: number, otherTime: number, other: number): boolean {
    if (time !== otherTime) return time < otherTime;
    const { words } = this;
    return words[(row << WORD_SHIFT) | SEQUENCE] < words[(other << WORD_SHIFT) | SEQUENCE];
  }

  isDead(row: number): boolean {
    return this.stateOf(row) === DEAD;
  }

  /** From now on its handle names nothing. */
  private use(row: number, state: number): number {
    const { words } = this;
    const at = (row << WORD_SHIFT) | MARK;
    const mark = ((words[at] & ~STATE_MASK) + ONE_USE) | state;
    words[at] = mark;
    return mark;
  }

  private add(state: number): number {
    const row = this.used++;
    if (row === this.capacity) this.grow();
    this.words[(row << WORD_SHIFT) | MARK] = ONE_USE + state;
    return row;
  }

  private grow(): void {
    assert(this.capacity < MAX_ROWS, 'more than 16 million events pending');
    this.capacity *= 2;
    const { floats } = this;
    this.floats = new Float64Array(this.capacity << FLOAT_SHIFT);
    this.words = new Int32Array(this.floats.buffer);
    this.floats.set(floats);
  }
}
