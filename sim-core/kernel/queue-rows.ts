import { assert } from './assert.ts';

/** Row part of a handle: 24 bits, so at most 16.7 million events can be pending. */
export const ROW_MASK = 0xffffff;
const GENERATION = ROW_MASK + 1;
/** The kernel's limit on pending events is met long before. */
const MAX_ROWS = GENERATION;
/** Beyond this a handle would no longer be an exact float64: the row is retired. */
const LAST_HANDLE = 9007199254740992 - GENERATION;

/** A row is 64 bytes, one cache line: eight float64, or sixteen int32. */
export const FLOAT_SHIFT = 3;
export const WORD_SHIFT = 4;

/** Places within a row, in float64; the time is at 0. */
export const HANDLE = 2;
/** Places within a row, in int32. */
export const SEQUENCE = 2;
export const NEXT = 3;
export const TARGET = 6;
export const OP = 7;
export const EPOCH = 8;
export const STATE = 9;
export const A = 10;
export const B = 11;

/** What the state of a row says; `IN_LANE + i` is lane i. */
export const FREE = 0;
export const DEAD = 1;
export const GENERAL = 2;
export const IN_LANE = 3;

/** Row 0 is never a pending event, so that 0 can end a list; a message that was just popped is put there. */
export const NIL = 0;

/**
 * The table of events: one row for each pending event, given back when it is delivered or cancelled.
 * Everything about an event lies in one cache line, because a queue of a million events is bound by memory.
 * The two views are replaced on growth, so read them through the table.
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
    const buffer = new ArrayBuffer(capacity << (FLOAT_SHIFT + 3));
    this.floats = new Float64Array(buffer);
    this.words = new Int32Array(buffer);
    this.floats[HANDLE] = -1; // no handle finds row 0
  }

  /** Finds a row for an event and gives it a handle that no event had before. */
  take(): number {
    const row = this.firstFree;
    if (row === NIL) return this.add();
    this.firstFree = this.words[(row << WORD_SHIFT) | NEXT];
    const handle = this.floats[(row << FLOAT_SHIFT) | HANDLE] + GENERATION;
    if (handle > LAST_HANDLE) return this.take();
    this.floats[(row << FLOAT_SHIFT) | HANDLE] = handle;
    return row;
  }

  /** Makes a row available to the next event; what it holds stays readable until then. */
  give(row: number): void {
    const { words } = this;
    const word = row << WORD_SHIFT;
    words[word | STATE] = FREE;
    words[word | NEXT] = this.firstFree;
    this.firstFree = row;
  }

  /** Marks the row of a cancelled event that its structure still holds. */
  kill(row: number): void {
    this.words[(row << WORD_SHIFT) | STATE] = DEAD;
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
    return this.words[(row << WORD_SHIFT) | STATE] === DEAD;
  }

  private add(): number {
    const row = this.used++;
    if (row === this.capacity) this.grow();
    this.floats[(row << FLOAT_SHIFT) | HANDLE] = GENERATION + row;
    return row;
  }

  private grow(): void {
    assert(this.capacity < MAX_ROWS, 'more than 16 million events pending');
    this.capacity *= 2;
    const floats = new Float64Array(this.capacity << FLOAT_SHIFT);
    floats.set(this.floats);
    this.floats = floats;
    this.words = new Int32Array(floats.buffer);
  }
}
