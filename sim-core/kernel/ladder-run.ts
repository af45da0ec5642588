import { FLOAT_SHIFT, NEXT, NIL, WORD_SHIFT, type QueueRows } from './queue-rows.ts';

/** Room kept before the head of a run. */
const LEAD = 32;

/**
 * Rows with their times, side by side, from `head` to `tail`. Room before the head lets an event that is earlier
 * than all others be put there without moving them.
 */
export class Run {
  head = LEAD;
  tail = LEAD;
  rows: Int32Array;
  times: Float64Array;
  private readonly table: QueueRows;

  constructor(table: QueueRows, capacity: number) {
    this.table = table;
    this.rows = new Int32Array(LEAD + capacity);
    this.times = new Float64Array(LEAD + capacity);
  }

  get length(): number {
    return this.tail - this.head;
  }

  clear(): void {
    this.head = LEAD;
    this.tail = LEAD;
  }

  dropHead(): void {
    if (++this.head === this.tail) this.clear();
  }

  /** As {@link append}, for a row whose time is at hand in the table only. */
  add(row: number): void {
    if (this.tail === this.rows.length) this.makeRoom();
    this.rows[this.tail] = row;
    this.times[this.tail++] = this.table.floats[row << FLOAT_SHIFT];
  }

  append(row: number, time: number): void {
    if (this.tail === this.rows.length) this.makeRoom();
    this.rows[this.tail] = row;
    this.times[this.tail++] = time;
  }

  /**
   * Puts an event in its place in a sorted run, after those of the same time.
   * @returns how many had to move.
   */
  insert(row: number): number {
    if (this.tail === this.rows.length) this.makeRoom();
    const { rows, times, head } = this;
    const time = this.table.floats[row << FLOAT_SHIFT];
    let at = this.tail;
    if (at > head && time < times[head] && head > 0) {
      this.head = head - 1;
      rows[head - 1] = row;
      times[head - 1] = time;
      return 0;
    }
    while (at > head && times[at - 1] > time) {
      rows[at] = rows[at - 1];
      times[at] = times[at - 1];
      at--;
    }
    rows[at] = row;
    times[at] = time;
    return this.tail++ - at;
  }

  /** Stable insertion sort: for short runs, and those that are nearly in order. */
  sort(): void {
    const { rows, times, head, tail } = this;
    for (let i = head + 1; i < tail; i++) {
      const time = times[i];
      if (times[i - 1] <= time) continue;
      const row = rows[i];
      let at = i;
      do {
        rows[at] = rows[at - 1];
        times[at] = times[at - 1];
        at--;
      } while (at > head && times[at - 1] > time);
      rows[at] = row;
      times[at] = time;
    }
  }

  /**
   * Fills the empty run from a list of rows, newest first, and sorts it on the way: each row goes before
   * those of the same time, which are newer.
   * @returns false if the list has more than `limit` rows; the run is then to be cleared.
   */
  takeSorted(list: number, limit: number): boolean {
    const { rows, times, table } = this;
    const { floats, words } = table;
    const tail = LEAD + limit;
    let head = tail;
    for (let row = list; row !== NIL; row = words[(row << WORD_SHIFT) | NEXT]) {
      if (head === LEAD) return false;
      const time = floats[row << FLOAT_SHIFT];
      let at = head--;
      while (at < tail && times[at] < time) {
        rows[at - 1] = rows[at];
        times[at - 1] = times[at];
        at++;
      }
      rows[at - 1] = row;
      times[at - 1] = time;
    }
    this.head = head;
    this.tail = tail;
    return true;
  }

  reverse(): void {
    const { rows, times } = this;
    for (let i = this.head, j = this.tail - 1; i < j; i++, j--) {
      const row = rows[i];
      const time = times[i];
      rows[i] = rows[j];
      times[i] = times[j];
      rows[j] = row;
      times[j] = time;
    }
  }

  /** Gives back every dead row. */
  sweep(): void {
    const { rows, times, table } = this;
    let kept = this.head;
    for (let i = this.head; i < this.tail; i++) {
      if (table.isDead(rows[i])) table.bury(rows[i]);
      else {
        rows[kept] = rows[i];
        times[kept++] = times[i];
      }
    }
    this.tail = kept;
  }

  private makeRoom(): void {
    const { rows, times, head, tail } = this;
    if (tail - head > rows.length / 2) {
      this.rows = new Int32Array(2 * rows.length);
      this.times = new Float64Array(2 * rows.length);
    }
    this.rows.set(rows.subarray(head, tail), LEAD);
    this.times.set(times.subarray(head, tail), LEAD);
    this.head = LEAD;
    this.tail = LEAD + tail - head;
  }
}
