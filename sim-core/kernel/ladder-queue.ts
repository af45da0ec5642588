import { HeapQueue } from './heap-queue.ts';
import { Rung } from './ladder-rung.ts';
import { Run } from './ladder-run.ts';
import { FLOAT_SHIFT, NEXT, NIL, WORD_SHIFT, type QueueRows } from './queue-rows.ts';

/** Events a bucket is meant to hold. */
const PER_BUCKET = 1.5;
/**
 * A rung reaches so many times as far as twice the mean distance of the top's events: then most of what is pushed before it
 * is used up finds its bucket at once and never comes to the top.
 */
const REACH = 3;
/** A bucket with more than this is spread over a finer rung; one with fewer is sorted. */
const MAX_SORTED = 64;
/** So few events in all need no rung. */
const FEW = 16;
/** An insertion at the bottom that moves more than this shows that the bottom has become too long. */
const MAX_MOVED = 24;
/** Each rung takes at least a bucket apart; times that seven have not separated go to the heap. */
export const MAX_RUNGS = 7;
/** Events taken from the heap at a time. */
const BATCH = 16;

/**
 * A ladder queue (Tang, Goh and Thng 2005, ACM TOMACS 15(3)): a cost per event that does not grow with the
 * number of events. Far events lie unsorted in the *top*; when the rest is used up, most of them
 * are spread over the buckets of a *rung*; a bucket with too many is spread over a finer rung; one
 * with few is sorted into the *bottom*, from which events are taken. Times that buckets cannot separate
 * (spread over hundreds of orders of magnitude) end in a heap, the *refuge*, between bottom and rungs.
 *
 * Invariant: whatever lies in one part comes before everything in the parts above it, and events of the
 * same time are never in the wrong order within a part, so sequences need not be looked at.
 *
 * Departs from the paper: the span of a rung goes by the mean distance of the top's events instead of
 * the latest one, so one far event does not spoil the buckets; and the bottom overflows by the number of
 * events an insertion moves instead of by its length, so a burst at one instant stays where it is.
 */
export class LadderQueue {
  /** The bottom is public: taking its head is the step that every event of a run goes through. */
  readonly bottom: Run;
  private readonly table: QueueRows;
  private readonly refuge: HeapQueue;
  /** From this time on events that reach the refuge stay in it; Infinity when it is not in use. */
  private refugeStart = Infinity;
  private readonly rungs: Rung[] = [];
  private depth = 0;
  private readonly maxDepth: number;
  private readonly top: Run;
  /** From this time on events go to the top; Infinity while there are few. */
  private topStart = Infinity;

  /** @param maxDepth rungs at most; without any, the ladder is a heap. */
  constructor(table: QueueRows, maxDepth = MAX_RUNGS) {
    this.table = table;
    this.maxDepth = maxDepth;
    this.bottom = new Run(table, 1024);
    this.top = new Run(table, 1024);
    this.refuge = new HeapQueue(table);
  }

  /** What a sweep costs, in visits of a row, dead or alive: most buckets are empty, and looked over quickly. */
  get span(): number {
    let span = this.bottom.length + this.refuge.length + this.top.length;
    for (let i = 0; i < this.depth; i++) span += this.rungs[i].length + (this.rungs[i].buckets >> 2);
    return span;
  }

  insert(row: number): void {
    const time = this.table.floats[row << FLOAT_SHIFT];
    if (time >= this.topStart) {
      this.top.add(row);
      return;
    }
    for (let i = 0; i < this.depth; i++) if (this.rungs[i].insert(row)) return;
    if (time >= this.refugeStart) this.refuge.insert(row);
    else if (this.bottom.insert(row) > MAX_MOVED) this.overflow();
  }

  /** Brings the earliest live event to the head of the bottom; false if there is none. */
  settle(): boolean {
    const { bottom, table } = this;
    for (;;) {
      if (bottom.head === bottom.tail) {
        if (!this.refill()) return false;
      } else {
        const row = bottom.rows[bottom.head];
        if (table.dead === 0 || !table.isDead(row)) return true;
        bottom.dropHead();
        table.bury(row);
      }
    }
  }

  /** Gives back every dead row. */
  sweep(): void {
    this.bottom.sweep();
    this.refuge.sweep();
    this.top.sweep();
    for (let i = 0; i < this.depth; i++) this.rungs[i].sweep();
  }

  /** Moves the next events down by one part; the bottom is empty. False if there are none. */
  private refill(): boolean {
    if (this.refuge.length > 0) this.takeFromRefuge();
    else if (this.depth > 0) {
      const rung = this.rungs[this.depth - 1];
      if (rung.length === 0) this.depth--;
      else this.takeBucket(rung);
    } else if (this.top.length > 0) this.takeFromTop();
    else {
      this.topStart = Infinity;
      return false;
    }
    return true;
  }

  private takeBucket(rung: Rung): void {
    const { bottom, table } = this;
    const list = rung.takeBucket();
    if (table.dead === 0 && bottom.takeSorted(list, MAX_SORTED)) {
      rung.length -= bottom.length;
      return;
    }
    bottom.clear();
    let taken = 0;
    for (let row = list, next = NIL; row !== NIL; row = next) {
      next = table.words[(row << WORD_SHIFT) | NEXT];
      taken++;
      if (table.isDead(row)) table.bury(row);
      else bottom.append(row, table.floats[row << FLOAT_SHIFT]);
    }
    rung.length -= taken;
    bottom.reverse();
    this.arrange();
  }

  /** Takes the nearer part of the top, up to {@link REACH} times twice the mean distance: at least five of six. */
  private takeFromTop(): void {
    const { top } = this;
    const { times, head, tail } = top;
    let min = Infinity;
    let max = -Infinity;
    let sum = 0;
    for (let i = head; i < tail; i++) {
      const time = times[i];
      if (time < min) min = time;
      if (time > max) max = time;
      sum += time;
    }
    const count = tail - head;
    if (count <= FEW) {
      this.topStart = Infinity;
      return this.takeBelow(Infinity);
    }
    const reach = min + REACH * 2 * (sum / count - min);
    const end = reach > min ? reach : Infinity;
    this.topStart = end < Infinity ? end : max;
    const rung = this.newRung(min, this.topStart, REACH * count);
    if (rung === null) return this.takeBelow(end);
    const { rows } = top;
    top.clear();
    for (let i = head; i < tail; i++) {
      if (times[i] < end) rung.insert(rows[i]);
      else top.append(rows[i], times[i]);
    }
  }

  /** Moves what comes before `end` from the top to the bottom. */
  private takeBelow(end: number): void {
    const { top, bottom } = this;
    const { rows, times, head, tail } = top;
    top.clear();
    for (let i = head; i < tail; i++) {
      if (times[i] < end) bottom.append(rows[i], times[i]);
      else top.append(rows[i], times[i]);
    }
    this.arrange();
  }

  private takeFromRefuge(): void {
    const { refuge, bottom } = this;
    for (let i = 0; i < BATCH && refuge.length > 0; i++) {
      bottom.append(refuge.headRow(), refuge.headTime());
      refuge.dropHead();
    }
    this.refugeStart = refuge.length > 0 ? bottom.times[bottom.tail - 1] : Infinity;
  }

  /** The bottom was filled in any order: sorts it or, if that is much, moves it up again in finer parts. */
  private arrange(): void {
    if (this.bottom.length <= MAX_SORTED) this.bottom.sort();
    else this.spread();
  }

  /** Spreads the bottom over a new rung. Events of one time stay: they are in order. */
  private spread(): void {
    const { bottom } = this;
    const { rows, times, head, tail } = bottom;
    let min = times[head];
    let max = min;
    for (let i = head + 1; i < tail; i++) {
      if (times[i] < min) min = times[i];
      else if (times[i] > max) max = times[i];
    }
    if (min === max) return;
    const rung = this.newRung(min, max, tail - head);
    if (rung === null) return this.flee();
    bottom.clear();
    for (let i = head; i < tail; i++) rung.insert(rows[i]);
  }

  /** Opens a rung for about `count` events from `min` to about `max`; null when buckets would not separate them. */
  private newRung(min: number, max: number, count: number): Rung | null {
    const buckets = Math.ceil(count / PER_BUCKET);
    const perSecond = buckets / (max - min);
    if (this.depth === this.maxDepth || this.refuge.length > 0 || perSecond === Infinity) return null;
    const rung = (this.rungs[this.depth] ??= new Rung(this.table));
    this.depth++;
    rung.open(min, perSecond, buckets);
    return rung;
  }

  /** The bottom, in order, has become too long. */
  private overflow(): void {
    if (this.topStart < Infinity || this.maxDepth === 0) return this.spread();
    const { rows, times, head, tail } = this.bottom;
    for (let i = head; i < tail; i++) this.top.append(rows[i], times[i]);
    this.topStart = -Infinity;
    this.bottom.clear();
  }

  /** Moves the bottom into the heap. */
  private flee(): void {
    const { rows, head, tail } = this.bottom;
    for (let i = head; i < tail; i++) this.refuge.insert(rows[i]);
    this.refugeStart = -Infinity;
    this.bottom.clear();
  }
}
