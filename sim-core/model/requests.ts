import { assert } from '../kernel/assert.ts';
import type { Address } from '../kernel/component.ts';
import {
  ARRIVED_AT,
  ATTEMPT,
  CLASS,
  DEPTH,
  FROM,
  HANDLE,
  HOLDS,
  KEY,
  KIND,
  LINK,
  LUCK,
  OPENED_AT,
  PARENT,
  REPLIED_AT,
  REPLY_SIZE,
  ROOT,
  ROW_LENGTH,
  ROW_SHIFT,
  SIZE,
  STARTED_AT,
  STATE,
  STATUS,
  TIMER,
  TO,
  WORK,
} from './request-rows.ts';
import { OK, PENDING, type Status } from './status.ts';

/**
 * Generation · 2²¹ + row, below 2³⁰ so that engines keep it in a register. Generations come round after 511
 * uses of a row. Never 0: {@link NO_REQUEST} is.
 */
export type RequestHandle = number;
export const NO_REQUEST: RequestHandle = 0;

const ROW_BITS = 21;
const GENERATION = 1 << ROW_BITS;
const ROW_MASK = GENERATION - 1;
const HANDLE_END = 1 << 30;

/** What the request asks for; a store tells reads from writes. */
export const READ = 0;
export const WRITE = 1;
/** Asks whether the receiver is well: there is no work to it, and nobody is called for it. */
export const CHECK = 2;

/** Where an open attempt is just now; what the page draws and the waterfall colours. */
export const TRAVELLING = 0;
export const QUEUED = 1;
export const WORKING = 2;
export const CALLING = 3;
export const REPLYING = 4;

/** Watches rows end, to draw and to export them. It sees, it never changes. */
export interface RequestObserver {
  /** The opener lets go: it has an answer, or waits no longer. Work for it may go on. */
  settled?(row: number): void;
  /** Nobody holds it any more; it is read for the last time. */
  closed(row: number): void;
}

/**
 * The table of requests. A *logical* request is opened by a client; every attempt at it (first try, retry,
 * a balancer's send, a server's call) is a row of its own with a parent: **a row is a span**, and the tree
 * of rows is the distributed trace (the model of Dapper, Sigelman et al. 2010, §2.1).
 *
 * A row is held by its *opener* and, while it is on its way or being served, by its *carrier* (the network
 * or the receiver). It is freed when both let go: a client may stop waiting while the server, which does
 * not know, goes on working.
 *
 * What stands in a row is read and written through two typed arrays, `floats[row + LUCK]` and `words[row + STATE]`
 * (`request-rows.ts`); they are replaced on growth, so read them through the table. Times are simulated seconds,
 * sizes bytes.
 */
export class Requests {
  floats = new Float64Array(0);
  words = new Int32Array(0);
  /** Rows open, most rows ever open, rows ever opened and closed. */
  live = 0;
  peak = 0;
  opened = 0;
  closed = 0;
  observer: RequestObserver | null = null;
  /** Simulated seconds by which each row's request must have ended, by row index; null while nobody has set any. */
  private deadlines: Float64Array | null = null;
  /** Attempts of one call that know of each other, each with all that are out; null while nobody ties any. */
  ties: Map<RequestHandle, readonly RequestHandle[]> | null = null;
  /** Called when the table would outgrow its limit. */
  overflow: () => void = () => {};

  /** Stack of free rows. */
  private free = new Int32Array(0);
  private freeCount = 0;
  private readonly limit: number;
  private readonly clock: { readonly now: number };

  constructor(limit: number, clock: { readonly now: number }) {
    this.limit = limit;
    this.clock = clock;
    this.grow(256);
  }

  /** Opens a row. Traits of the request are copied from `parent`, unless that is {@link NO_REQUEST}. */
  open(from: Address, parent: RequestHandle, attempt: number): RequestHandle {
    if (this.freeCount === 0) this.grow(this.free.length * 2);
    const row = this.free[--this.freeCount];
    this.opened++;
    if (++this.live > this.peak) {
      this.peak = this.live;
      if (this.live > this.limit) this.overflow();
    }
    const { floats, words } = this;
    floats[row | OPENED_AT] = this.clock.now;
    floats[row | ARRIVED_AT] = -1;
    floats[row | STARTED_AT] = -1;
    floats[row | REPLIED_AT] = -1;
    floats[row | TIMER] = 0;
    words[row | HOLDS] = OPENER;
    words[row | PARENT] = parent | 0;
    words[row | ATTEMPT] = attempt | 0;
    words[row | FROM] = from | 0;
    words[row | TO] = -1;
    words[row | LINK] = -1;
    words[row | STATE] = TRAVELLING;
    words[row | STATUS] = PENDING;
    if (this.deadlines !== null) this.deadlines[row >> ROW_SHIFT] = this.deadlineOf(parent);
    const handle = words[row | HANDLE];
    if (parent === NO_REQUEST) {
      words[row | ROOT] = handle;
      words[row | DEPTH] = 0;
    } else this.inherit(row, rowIn(parent));
    return handle;
  }

  /** From now on rows inherit the deadline of their parents. */
  keepDeadlines(): void {
    this.deadlines ??= new Float64Array(this.words.length >> ROW_SHIFT).fill(Infinity);
  }

  setDeadline(row: number, at: number): void {
    this.deadlines![row >> ROW_SHIFT] = at;
  }

  /** What it inherited is not its own. */
  endDeadline(row: number): void {
    if (this.deadlines !== null) this.setDeadline(row, Infinity);
  }

  /** Seconds left at `now` until the request's deadline; Infinity where there is none. */
  timeLeft(row: number, now: number): number {
    return this.deadlines === null ? Infinity : this.deadlines[row >> ROW_SHIFT] - now;
  }

  /** Row of a handle that must be live. */
  rowOf(handle: RequestHandle): number {
    const row = rowIn(handle);
    assert(this.words[row | HANDLE] === handle, 'stale request handle');
    return row;
  }

  /** Row of a handle, or −1 if that request has ended: for replies that may come too late. */
  ifLive(handle: RequestHandle): number {
    const row = rowIn(handle);
    return this.words[row | HANDLE] === handle ? row : -1;
  }

  /** The live handle of a row. */
  handleOf(row: number): RequestHandle {
    return this.words[row | HANDLE];
  }

  /** The row sets out: from now on a carrier holds it too. */
  carry(row: number): void {
    this.words[row | HOLDS] |= CARRIER;
  }

  isCarried(row: number): boolean {
    return (this.words[row | HOLDS] & CARRIER) !== 0;
  }

  /** False once the opener stopped waiting: an answer is then late. */
  isAwaited(row: number): boolean {
    return (this.words[row | HOLDS] & OPENER) !== 0;
  }

  /**
   * Whether anybody waits for what the request is for, over all hops up to its client. What was sent off without waiting
   * for the answer, and so was closed as good, is wanted.
   */
  isWanted(row: number): boolean {
    const { words } = this;
    for (let at = row; ;) {
      if (!this.isAwaited(at)) return words[at + STATUS] === OK;
      const parent = words[at + PARENT];
      if (parent === NO_REQUEST) return true;
      // Who waits for an answer holds the request that he asks for.
      at = this.rowOf(parent);
    }
  }

  /** The carrier lets go: the reply was delivered, or the request is lost for good. */
  drop(row: number): void {
    this.letGo(row, CARRIER);
  }

  /** The opener lets go, with the status it saw. */
  close(row: number, status: Status): void {
    this.words[row | STATUS] = status;
    if (this.observer !== null) this.observer.settled?.(row);
    this.letGo(row, OPENER);
  }

  /** Calls back for every live row: for checks and for drawing, never inside the event loop. */
  forEachLive(visit: (row: number) => void): void {
    for (let row = 0; row < this.words.length; row += ROW_LENGTH)
      if (this.words[row | HOLDS] !== 0) visit(row);
  }

  private deadlineOf(parent: RequestHandle): number {
    return parent === NO_REQUEST ? Infinity : this.deadlines![rowIn(parent) >> ROW_SHIFT];
  }

  private letGo(row: number, holder: number): void {
    const { words } = this;
    assert((words[row | HOLDS] & holder) !== 0, 'request let go twice');
    const left = words[row | HOLDS] & ~holder;
    if (left === 0) {
      if (this.observer !== null) this.observer.closed(row);
      this.closed++;
      this.live--;
      const next = words[row | HANDLE] + GENERATION;
      words[row | HANDLE] = next < HANDLE_END ? next : firstHandle(row);
      this.free[this.freeCount++] = row;
    }
    words[row | HOLDS] = left;
  }

  private inherit(row: number, parent: number): void {
    const { floats, words } = this;
    floats[row | LUCK] = floats[parent | LUCK];
    floats[row | KEY] = floats[parent | KEY];
    floats[row | WORK] = floats[parent | WORK];
    floats[row | SIZE] = floats[parent | SIZE];
    floats[row | REPLY_SIZE] = floats[parent | REPLY_SIZE];
    floats[row | CLASS] = floats[parent | CLASS];
    words[row | KIND] = words[parent | KIND];
    words[row | ROOT] = words[parent | ROOT];
    words[row | DEPTH] = words[parent | DEPTH] + 1;
  }

  private grow(rows: number): void {
    assert(rows <= GENERATION, 'more request rows than a handle can name');
    const before = this.free.length;
    const floats = new Float64Array(rows << ROW_SHIFT);
    const words = new Int32Array(rows << ROW_SHIFT);
    floats.set(this.floats);
    words.set(this.words);
    this.floats = floats;
    this.words = words;
    if (this.deadlines !== null) {
      const deadlines = new Float64Array(rows).fill(Infinity);
      deadlines.set(this.deadlines);
      this.deadlines = deadlines;
    }
    this.free = new Int32Array(rows);
    for (let index = rows - 1; index >= before; index--) {
      const row = index << ROW_SHIFT;
      words[row | HANDLE] = firstHandle(row);
      this.free[this.freeCount++] = row;
    }
  }
}

const OPENER = 1;
const CARRIER = 2;

/** The row that a handle names, live or not: for a handle that was looked up or opened just now. */
export function rowIn(handle: RequestHandle): number {
  return (handle & ROW_MASK) << ROW_SHIFT;
}

/** Of a row that was never used, or so often that generations begin anew. */
function firstHandle(row: number): RequestHandle {
  return GENERATION + (row >> ROW_SHIFT);
}
