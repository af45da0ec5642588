import { assert } from './assert.ts';
import { A, B, TARGET_OP, type QueueRows } from './queue-rows.ts';

/** Entries to begin with; a power of two. */
const FIRST_CAPACITY = 64;

/** An entry is 32 bytes: its time as a float64, then int32. */
const FLOAT_SHIFT = 2;
const WORD_SHIFT = 3;
const AT_SEQUENCE = 2;
const AT_TARGET_OP = 3;
const AT_A = 4;
const AT_B = 5;

/**
 * Messages that all travel equally long, so that they arrive in the order they were sent. Nobody cancels a
 * message, so it needs neither row nor handle: what it says lies in the ring itself.
 */
export class MessageRing {
  readonly delay: number;
  /** Time and sequence at the head; time is Infinity when the ring is empty. */
  headTime = Infinity;
  headSequence = -1;
  private lastTime = -Infinity;
  private length = 0;
  private head = 0;
  private mask = FIRST_CAPACITY - 1;
  private floats = new Float64Array(FIRST_CAPACITY << FLOAT_SHIFT);
  private words = new Int32Array(this.floats.buffer);

  constructor(delay: number) {
    this.delay = delay;
  }

  /** @returns whether this is the new head. */
  push(now: number, sequence: number, targetOp: number, a: number, b: number): boolean {
    const time = now + this.delay;
    assert(time >= this.lastTime && time < Infinity, 'a ring takes messages in order of time');
    this.lastTime = time;
    if (this.length > this.mask) this.grow();
    const { words } = this;
    const at = (this.head + this.length) & this.mask;
    const word = at << WORD_SHIFT;
    this.floats[at << FLOAT_SHIFT] = time;
    words[word | AT_SEQUENCE] = sequence;
    words[word | AT_TARGET_OP] = targetOp;
    words[word | AT_A] = a | 0;
    words[word | AT_B] = b | 0;
    if (this.length++ > 0) return false;
    this.headTime = time;
    this.headSequence = sequence;
    return true;
  }

  /** Moves the head into row 0 of the table, where whoever delivers reads it. */
  take(table: QueueRows): void {
    const { words, floats } = this;
    const word = this.head << WORD_SHIFT;
    table.floats[0] = this.headTime;
    table.words[TARGET_OP] = words[word | AT_TARGET_OP];
    table.words[A] = words[word | AT_A];
    table.words[B] = words[word | AT_B];
    this.head = (this.head + 1) & this.mask;
    if (--this.length === 0) {
      this.headTime = Infinity;
      this.headSequence = -1;
      return;
    }
    this.headTime = floats[this.head << FLOAT_SHIFT];
    this.headSequence = words[(this.head << WORD_SHIFT) | AT_SEQUENCE];
  }

  /** Calls back with a message's sequence for each one, in order, and keeps what it answers instead. */
  resequence(next: (sequence: number) => number): void {
    for (let i = 0; i < this.length; i++) {
      const at = (((this.head + i) & this.mask) << WORD_SHIFT) | AT_SEQUENCE;
      this.words[at] = next(this.words[at]);
    }
    if (this.length > 0) this.headSequence = this.words[(this.head << WORD_SHIFT) | AT_SEQUENCE];
  }

  /** Sequences of all messages, in order. */
  sequences(): number[] {
    return Array.from(
      { length: this.length },
      (_, i) => this.words[(((this.head + i) & this.mask) << WORD_SHIFT) | AT_SEQUENCE],
    );
  }

  private grow(): void {
    const { floats, head } = this;
    const entries = this.mask + 1;
    const wide = new Float64Array(floats.length * 2);
    wide.set(floats.subarray(head << FLOAT_SHIFT));
    wide.set(floats.subarray(0, head << FLOAT_SHIFT), (entries - head) << FLOAT_SHIFT);
    this.floats = wide;
    this.words = new Int32Array(wide.buffer);
    this.head = 0;
    this.mask = entries * 2 - 1;
  }
}
