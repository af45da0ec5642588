import { assert } from './assert.ts';
import { SEQUENCE, WORD_SHIFT, type QueueRows } from './queue-rows.ts';

/** An entry is 16 bytes: float64 time, int32 sequence, int32 row. */
const ENTRY_FLOATS = 2;
const ENTRY_WORDS = 4;
const ENTRY_SEQUENCE = 2;
const ENTRY_ROW = 3;
const FIRST_CAPACITY = 64;

/**
 * Events that all wait the same time, so that they end in the order they began: a ring, where push and pop
 * touch one entry. Cancelling gives the row back at once; the entry stays and is known to be dead because
 * its sequence is no longer that of its row. The entry at the head is never dead.
 */
export class Lane {
  readonly delay: number;
  /** Time and sequence at the head; time is Infinity when the lane is empty. */
  headTime = Infinity;
  headSequence = 0;
  private lastTime = -Infinity;
  /** Events, and entries with those of cancelled events. */
  private live = 0;
  private length = 0;
  private head = 0;
  private mask = FIRST_CAPACITY - 1;
  private floats = new Float64Array(FIRST_CAPACITY * ENTRY_FLOATS);
  private words = new Int32Array(this.floats.buffer);
  private readonly table: QueueRows;

  constructor(table: QueueRows, delay: number) {
    this.table = table;
    this.delay = delay;
  }

  /** @returns whether this is the new head. */
  push(row: number, time: number, sequence: number): boolean {
    assert(time >= this.lastTime, 'a lane takes events in order of time');
    if (this.length > this.mask) this.makeRoom();
    const at = (this.head + this.length++) & this.mask;
    this.floats[at * ENTRY_FLOATS] = time;
    this.words[at * ENTRY_WORDS + ENTRY_SEQUENCE] = sequence;
    this.words[at * ENTRY_WORDS + ENTRY_ROW] = row;
    this.lastTime = time;
    if (this.live++ > 0) return false;
    this.headTime = time;
    this.headSequence = sequence;
    return true;
  }

  headRow(): number {
    return this.words[this.head * ENTRY_WORDS + ENTRY_ROW];
  }

  /** Moves on to the next entry that is alive. */
  dropHead(): void {
    this.live--;
    this.skip();
    if (this.live === 0) this.clear();
    else {
      while (!this.isLive(this.head)) this.skip();
      this.headTime = this.floats[this.head * ENTRY_FLOATS];
      this.headSequence = this.words[this.head * ENTRY_WORDS + ENTRY_SEQUENCE];
    }
  }

  /** The event with this sequence was cancelled. @returns whether it was the head. */
  cancel(sequence: number): boolean {
    if (sequence === this.headSequence) {
      this.dropHead();
      return true;
    }
    this.live--;
    return false;
  }

  /** Drops the entries of cancelled events. */
  purge(): void {
    this.moveTo(this.mask + 1);
  }

  /** Takes over sequences that were changed in the table; there must be no dead entry. */
  renumber(): void {
    for (let i = 0; i < this.length; i++) {
      const entry = ((this.head + i) & this.mask) * ENTRY_WORDS;
      const row = this.words[entry + ENTRY_ROW];
      this.words[entry + ENTRY_SEQUENCE] = this.table.words[(row << WORD_SHIFT) + SEQUENCE];
    }
    if (this.length > 0) this.headSequence = this.words[this.head * ENTRY_WORDS + ENTRY_SEQUENCE];
  }

  private isLive(at: number): boolean {
    const row = this.words[at * ENTRY_WORDS + ENTRY_ROW];
    return this.table.words[(row << WORD_SHIFT) + SEQUENCE] === this.words[at * ENTRY_WORDS + ENTRY_SEQUENCE];
  }

  private skip(): void {
    this.head = (this.head + 1) & this.mask;
    this.length--;
  }

  private clear(): void {
    this.length = 0;
    this.headTime = Infinity;
    this.headSequence = -1;
  }

  /** Grows only when most entries are alive: the ring stays within four times its events. */
  private makeRoom(): void {
    const capacity = this.mask + 1;
    this.moveTo(this.live > capacity / 2 ? capacity * 2 : capacity);
  }

  private moveTo(capacity: number): void {
    const { floats, words, head, length, mask } = this;
    this.floats = new Float64Array(capacity * ENTRY_FLOATS);
    this.words = new Int32Array(this.floats.buffer);
    let kept = 0;
    for (let i = 0; i < length; i++) {
      const from = (head + i) & mask;
      const row = words[from * ENTRY_WORDS + ENTRY_ROW];
      const sequence = words[from * ENTRY_WORDS + ENTRY_SEQUENCE];
      if (this.table.words[(row << WORD_SHIFT) + SEQUENCE] !== sequence) continue;
      this.floats[kept * ENTRY_FLOATS] = floats[from * ENTRY_FLOATS];
      this.words[kept * ENTRY_WORDS + ENTRY_SEQUENCE] = sequence;
      this.words[kept++ * ENTRY_WORDS + ENTRY_ROW] = row;
    }
    this.head = 0;
    this.length = kept;
    this.mask = capacity - 1;
  }
}
