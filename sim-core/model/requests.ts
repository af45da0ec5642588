import { assert } from '../kernel/assert.ts';
import type { Address } from '../kernel/component.ts';
import { PENDING, type Status } from './status.ts';

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
 * Columns are parallel typed arrays indexed by `rowOf(handle)`; they are replaced on growth, so read them
 * through the table. Times are simulated seconds, sizes bytes.
 */
export class Requests {
  /** What the request is. Copied from parent to child. */
  luck!: Float64Array;
  key!: Float64Array;
  work!: Float64Array;
  size!: Float64Array;
  replySize!: Float64Array;
  kind!: Uint8Array;
  class!: Int16Array;
  /** The trace. */
  root!: Int32Array;
  parent!: Int32Array;
  attempt!: Int32Array;
  depth!: Uint8Array;
  /** The attempt. */
  from!: Int32Array;
  to!: Int32Array;
  link!: Int32Array;
  state!: Uint8Array;
  status!: Uint8Array;
  openedAt!: Float64Array;
  /** When the receiver got it; when work began; when the reply left. −1: not yet. */
  arrivedAt!: Float64Array;
  startedAt!: Float64Array;
  repliedAt!: Float64Array;
  /** Free for the opener (a timer, a backend index) and for the receiver (tasks left, next call). */
  timer!: Float64Array;
  /** Seconds that the client waited before its last attempt; written when there is a retry. */
  backoff!: Float64Array;
  openerNote!: Int32Array;
  receiverNote!: Int32Array;
  receiverCount!: Int32Array;
  /** Link for the receiver's own queues: handle of the row behind. */
  next!: Int32Array;

  /** Rows open, most rows ever open, rows ever opened and closed. */
  live = 0;
  peak = 0;
  opened = 0;
  closed = 0;
  observer: RequestObserver | null = null;
  /** Called when the table would outgrow its limit. */
  overflow: () => void = () => {};

  private handles = new Int32Array(0);
  private holds = new Uint8Array(0);
  private free = new Int32Array(0);
  private freeCount = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
    this.grow(256);
  }

  /** Opens a row. Traits of the request are copied from `parent`, unless that is {@link NO_REQUEST}. */
  open(from: Address, parent: RequestHandle, attempt: number, now: number): RequestHandle {
    if (this.freeCount === 0) this.grow(this.handles.length * 2);
    const row = this.free[--this.freeCount];
    const handle = this.handles[row];
    this.opened++;
    if (++this.live > this.peak) {
      this.peak = this.live;
      if (this.live > this.limit) this.overflow();
    }
    this.holds[row] = OPENER;
    this.from[row] = from;
    this.to[row] = -1;
    this.link[row] = -1;
    this.attempt[row] = attempt;
    this.state[row] = TRAVELLING;
    this.status[row] = PENDING;
    this.openedAt[row] = now;
    this.arrivedAt[row] = -1;
    this.startedAt[row] = -1;
    this.repliedAt[row] = -1;
    this.timer[row] = 0;
    this.parent[row] = parent;
    if (parent === NO_REQUEST) {
      this.root[row] = handle;
      this.depth[row] = 0;
    } else this.inherit(row, parent & ROW_MASK);
    return handle;
  }

  /** Row of a handle that must be live. */
  rowOf(handle: RequestHandle): number {
    const row = handle & ROW_MASK;
    assert(this.handles[row] === handle && this.holds[row] !== 0, 'stale request handle');
    return row;
  }

  /** Row of a handle, or −1 if that request has ended: for replies that may come too late. */
  ifLive(handle: RequestHandle): number {
    const row = handle & ROW_MASK;
    return this.handles[row] === handle && this.holds[row] !== 0 ? row : -1;
  }

  /** The live handle of a row. */
  handleOf(row: number): RequestHandle {
    return this.handles[row];
  }

  /** The row sets out: from now on a carrier holds it too. */
  carry(row: number): void {
    this.holds[row] |= CARRIER;
  }

  isCarried(row: number): boolean {
    return (this.holds[row] & CARRIER) !== 0;
  }

  /** False once the opener stopped waiting: an answer is then late. */
  isAwaited(row: number): boolean {
    return (this.holds[row] & OPENER) !== 0;
  }

  /** The carrier lets go: the reply was delivered, or the request is lost for good. */
  drop(row: number): void {
    this.letGo(row, CARRIER);
  }

  /** The opener lets go, with the status it saw. */
  close(row: number, status: Status): void {
    this.status[row] = status;
    this.letGo(row, OPENER);
  }

  /** Calls back for every live row: for checks and for drawing, never inside the event loop. */
  forEachLive(visit: (row: number) => void): void {
    for (let row = 0; row < this.holds.length; row++) if (this.holds[row] !== 0) visit(row);
  }

  private letGo(row: number, holder: number): void {
    assert((this.holds[row] & holder) !== 0, 'request let go twice');
    const left = this.holds[row] & ~holder;
    if (left === 0) {
      if (this.observer !== null) this.observer.closed(row);
      this.closed++;
      this.live--;
      const next = this.handles[row] + GENERATION;
      this.handles[row] = next < HANDLE_END ? next : GENERATION + row;
      this.free[this.freeCount++] = row;
    }
    this.holds[row] = left;
  }

  private inherit(row: number, parent: number): void {
    this.luck[row] = this.luck[parent];
    this.key[row] = this.key[parent];
    this.work[row] = this.work[parent];
    this.size[row] = this.size[parent];
    this.replySize[row] = this.replySize[parent];
    this.kind[row] = this.kind[parent];
    this.class[row] = this.class[parent];
    this.root[row] = this.root[parent];
    this.depth[row] = this.depth[parent] + 1;
  }

  private grow(length: number): void {
    assert(length <= GENERATION, 'more request rows than a handle can name');
    const before = this.handles.length;
    const columns = this as unknown as Record<string, Column>;
    for (const [name, Type] of COLUMNS) columns[name] = widened(columns[name], Type, length);
    this.handles = widened(this.handles, Int32Array, length);
    this.holds = widened(this.holds, Uint8Array, length);
    this.free = widened(this.free, Int32Array, length);
    for (let row = length - 1; row >= before; row--) {
      this.handles[row] = GENERATION + row;
      this.free[this.freeCount++] = row;
    }
  }
}

const OPENER = 1;
const CARRIER = 2;

type Column = Float64Array | Int32Array | Int16Array | Uint8Array;
type ColumnType<T extends Column> = new (length: number) => T;

const COLUMNS: readonly (readonly [string, ColumnType<Column>])[] = [
  ...['luck', 'key', 'work', 'size', 'replySize'].map((n) => [n, Float64Array] as const),
  ...['openedAt', 'arrivedAt', 'startedAt', 'repliedAt', 'timer', 'backoff'].map(
    (n) => [n, Float64Array] as const,
  ),
  ...['root', 'parent', 'next', 'attempt', 'from', 'to', 'link'].map((n) => [n, Int32Array] as const),
  ...['openerNote', 'receiverNote', 'receiverCount'].map((n) => [n, Int32Array] as const),
  ...['kind', 'depth', 'state', 'status'].map((n) => [n, Uint8Array] as const),
  ['class', Int16Array],
];

function widened<T extends Column>(old: T | undefined, Type: ColumnType<T>, length: number): T {
  const wide = new Type(length);
  if (old !== undefined) wide.set(old);
  return wide;
}
