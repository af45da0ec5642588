import { FLOAT_SHIFT, NEXT, NIL, WORD_SHIFT, type QueueRows } from './queue-rows.ts';

/**
 * One rung of the ladder: a span of time in equal buckets, each a list of rows, newest first.
 *
 * Which bucket a time belongs to is decided by *one* expression, `(time − start) · perSecond`, and never by
 * comparing with the start of a bucket. Rounding may move a time into the neighbour, but the expression
 * never decreases as time grows, so order is kept. It is compared before it is truncated: `| 0` rounds
 * towards zero and wraps.
 */
export class Rung {
  /** Rows in the buckets, dead ones included. */
  length = 0;
  buckets = 0;
  /** The buckets before this one are empty and closed: their times belong further down. */
  private next = 0;
  private start = 0.5; // fractions, so that the engine keeps both fields as float64 from the beginning
  private perSecond = 0.5;
  private lists = new Int32Array(64);
  private readonly table: QueueRows;

  constructor(table: QueueRows) {
    this.table = table;
  }

  /** Begins a new span; the rung must be empty. The last bucket has no end. */
  open(start: number, perSecond: number, buckets: number): void {
    if (buckets > this.lists.length) this.lists = new Int32Array(2 * buckets);
    this.start = start;
    this.perSecond = perSecond;
    this.buckets = buckets;
    this.next = 0;
  }

  /** @returns false if the row's time belongs further down. */
  insert(row: number): boolean {
    const { buckets, lists } = this;
    const { floats, words } = this.table;
    const place = (floats[row << FLOAT_SHIFT] - this.start) * this.perSecond;
    const next = this.next;
    if (place < next) return false;
    const bucket = place < buckets ? place | 0 : buckets - 1;
    if (bucket < next) return false;
    words[(row << WORD_SHIFT) | NEXT] = lists[bucket];
    lists[bucket] = row;
    this.length++;
    return true;
  }

  /** Closes the next bucket that is not empty; there must be one. @returns the first row of its list. */
  takeBucket(): number {
    const { lists } = this;
    let bucket = this.next;
    while (lists[bucket] === NIL) bucket++;
    const row = lists[bucket];
    lists[bucket] = NIL;
    this.next = bucket + 1;
    return row;
  }

  /** Gives back every dead row. */
  sweep(): void {
    for (let bucket = this.next; bucket < this.buckets; bucket++) {
      if (this.lists[bucket] !== NIL) this.lists[bucket] = this.sweepList(this.lists[bucket]);
    }
  }

  private sweepList(list: number): number {
    const { table } = this;
    const { words } = table;
    let first = NIL;
    let last = NIL;
    for (let row = list, next = NIL; row !== NIL; row = next) {
      next = words[(row << WORD_SHIFT) | NEXT];
      if (table.isDead(row)) {
        table.bury(row);
        this.length--;
        continue;
      }
      if (last === NIL) first = row;
      else words[(last << WORD_SHIFT) | NEXT] = row;
      last = row;
    }
    if (last !== NIL) words[(last << WORD_SHIFT) | NEXT] = NIL;
    return first;
  }
}
