/** No job. */
export const NONE = -1;

const FIRST = 64;

/**
 * The jobs of one work queue, in typed columns: one list of all of them by age, and one of those that wait for a worker
 * in the order in which they will be handed out. A job is named by its slot, which others get again when it is gone.
 */
export class JobTable {
  /** Jobs that are here in any state, and those that wait for a worker. */
  size = 0;
  waiting = 0;
  /** The job that has been here longest. */
  oldest = NONE;
  /** The job that is handed out next. */
  head = NONE;
  handle = new Int32Array(FIRST);
  /** Seconds. */
  enqueuedAt = new Float64Array(FIRST);
  /** How often it was handed out. */
  receives = new Int32Array(FIRST);
  /** 1 once a worker has done it. */
  isDone = new Uint8Array(FIRST);
  isWaiting = new Uint8Array(FIRST);
  private newest = NONE;
  private tail = NONE;
  private newer = new Int32Array(FIRST);
  private older = new Int32Array(FIRST);
  private behind = new Int32Array(FIRST);
  private ahead = new Int32Array(FIRST);
  /** Stack of free slots among those ever used. */
  private free = new Int32Array(FIRST);
  private freeCount = 0;
  private used = 0;

  /** A job that does not wait yet. @param handle what the owner knows it by. */
  add(handle: number, now: number): number {
    if (this.freeCount === 0) this.addSlot();
    const slot = this.free[--this.freeCount];
    this.handle[slot] = handle;
    this.enqueuedAt[slot] = now;
    this.receives[slot] = 0;
    this.isDone[slot] = 0;
    this.isWaiting[slot] = 0;
    this.older[slot] = this.newest;
    this.newer[slot] = NONE;
    if (this.newest === NONE) this.oldest = slot;
    else this.newer[this.newest] = slot;
    this.newest = slot;
    this.size++;
    return slot;
  }

  remove(slot: number): void {
    if (this.isWaiting[slot] === 1) this.take(slot);
    const [older, newer] = [this.older[slot], this.newer[slot]];
    if (older === NONE) this.oldest = newer;
    else this.newer[older] = newer;
    if (newer === NONE) this.newest = older;
    else this.older[newer] = older;
    this.free[this.freeCount++] = slot;
    this.size--;
  }

  waitLast(slot: number): void {
    this.wait(slot, this.tail, NONE);
  }

  waitFirst(slot: number): void {
    this.wait(slot, NONE, this.head);
  }

  /** It waits no longer. */
  take(slot: number): void {
    const [ahead, behind] = [this.ahead[slot], this.behind[slot]];
    if (ahead === NONE) this.head = behind;
    else this.behind[ahead] = behind;
    if (behind === NONE) this.tail = ahead;
    else this.ahead[behind] = ahead;
    this.isWaiting[slot] = 0;
    this.waiting--;
  }

  /** Calls back for every job, the oldest first. */
  forEach(visit: (slot: number) => void): void {
    for (let slot = this.oldest; slot !== NONE; slot = this.newer[slot]) visit(slot);
  }

  private wait(slot: number, ahead: number, behind: number): void {
    this.ahead[slot] = ahead;
    this.behind[slot] = behind;
    if (ahead === NONE) this.head = slot;
    else this.behind[ahead] = slot;
    if (behind === NONE) this.tail = slot;
    else this.ahead[behind] = slot;
    this.isWaiting[slot] = 1;
    this.waiting++;
  }

  private addSlot(): void {
    if (this.used === this.handle.length) this.grow(this.used * 2);
    this.free[this.freeCount++] = this.used++;
  }

  private grow(length: number): void {
    this.handle = longer(this.handle, Int32Array, length);
    this.enqueuedAt = longer(this.enqueuedAt, Float64Array, length);
    this.receives = longer(this.receives, Int32Array, length);
    this.isDone = longer(this.isDone, Uint8Array, length);
    this.isWaiting = longer(this.isWaiting, Uint8Array, length);
    this.newer = longer(this.newer, Int32Array, length);
    this.older = longer(this.older, Int32Array, length);
    this.behind = longer(this.behind, Int32Array, length);
    this.ahead = longer(this.ahead, Int32Array, length);
    this.free = longer(this.free, Int32Array, length);
  }
}

function longer<T extends Int32Array | Uint8Array | Float64Array>(
  old: T,
  Type: new (length: number) => T,
  length: number,
): T {
  const wide = new Type(length);
  wide.set(old);
  return wide;
}
