import { assert } from './assert.ts';
import { FLOAT_SHIFT, SEQUENCE, WORD_SHIFT, type QueueRows } from './queue-rows.ts';

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
  headSequence = -1;
  private lastTime = -Infinity;
  /** Events, and entries with those of cancelled events. */
  private live = 0;
  private length = 0;
  private head = 0;
  private mask = FIRST_CAPACITY - 1;
  private rows = new Int32Array(FIRST_CAPACITY);
  private sequences = new Int32Array(FIRST_CAPACITY);
  private readonly table: QueueRows;

  constructor(table: QueueRows, delay: number) {
    this.table = table;
    this.delay = delay;
  }

  /** @returns whether this is the new head. */
  push(row: number): boolean {
    const { table } = this;
    const time = table.floats[row << FLOAT_SHIFT];
    const sequence = table.words[(row << WORD_SHIFT) | SEQUENCE];
    assert(time >= this.lastTime, 'a lane takes events in order of time');
    this.lastTime = time;
    if (this.length > this.mask) this.makeRoom();
    const at = (this.head + this.length++) & this.mask;
    this.rows[at] = row;
    this.sequences[at] = sequence;
    if (this.live++ > 0) return false;
    this.headTime = time;
    this.headSequence = sequence;
    return true;
  }

  /** Entries that the ring has room for. */
  get capacity(): number {
    return this.mask + 1;
  }

  headRow(): number {
    return this.rows[this.head];
  }

  /** Moves on to the next entry that is alive. */
  dropHead(): void {
    this.skip();
    if (--this.live === 0) this.clear();
    else {
      while (!this.isLive(this.head)) this.skip();
      this.headTime = this.table.floats[this.rows[this.head] << FLOAT_SHIFT];
      this.headSequence = this.sequences[this.head];
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
    this.moveTo(this.capacity);
  }

  /** Takes over sequences that were changed in the table; there must be no dead entry. */
  renumber(): void {
    const { words } = this.table;
    for (let i = 0; i < this.length; i++) {
      const at = (this.head + i) & this.mask;
      this.sequences[at] = words[(this.rows[at] << WORD_SHIFT) | SEQUENCE];
    }
    if (this.length > 0) this.headSequence = this.sequences[this.head];
  }

  private isLive(at: number): boolean {
    return this.table.words[(this.rows[at] << WORD_SHIFT) | SEQUENCE] === this.sequences[at];
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
    const { capacity } = this;
    this.moveTo(this.live > capacity / 2 ? capacity * 2 : capacity);
  }

  private moveTo(capacity: number): void {
    const rows = new Int32Array(capacity);
    const sequences = new Int32Array(capacity);
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      const at = (this.head + i) & this.mask;
      if (!this.isLive(at)) continue;
      rows[kept] = this.rows[at];
      sequences[kept++] = this.sequences[at];
    }
    this.rows = rows;
    this.sequences = sequences;
    this.head = 0;
    this.length = kept;
    this.mask = capacity - 1;
  }
}
