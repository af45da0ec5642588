import { EventQueue, type EventHandle, type QueueOptions } from '../../sim-core/kernel/event-queue.ts';

/** Stands for the handle of a message, which has none. */
const MESSAGE = -1;

interface Entry {
  readonly time: number;
  readonly id: number;
  readonly handle: EventHandle;
}

/**
 * An event queue beside the dumbest thing that does the same: a list searched from end to end. Every
 * operation is done to both, and any difference throws. `now` is the time of the event last popped.
 */
export class CheckedQueue {
  readonly queue: EventQueue;
  now = 0;
  private readonly pending: Entry[] = [];
  private readonly ended: EventHandle[] = [];
  private nextId = 1;
  private peak = 0;

  constructor(options: QueueOptions = {}) {
    this.queue = new EventQueue({ capacity: 2, ...options });
  }

  push(time: number): void {
    const id = this.nextId++;
    this.queue.due = time;
    this.note(time, id, this.queue.push(id, id & 0xff, id * 2, -id));
  }

  pushAfter(delay: number): void {
    const id = this.nextId++;
    const lane = this.queue.lane(delay);
    this.note(this.now + delay, id, this.queue.pushLane(lane, this.now, id, id & 0xff, id * 2, -id));
  }

  send(delay: number): void {
    const id = this.nextId++;
    this.queue.send(this.queue.ring(delay), this.now, id, id & 0xff, id * 2, -id);
    this.note(this.now + delay, id, MESSAGE);
  }

  /** Cancels the pending event at `where` (0 … 1) of the list, unless that is a message. */
  cancel(where: number): void {
    if (this.pending.length === 0) return;
    const at = Math.floor(where * this.pending.length);
    if (this.pending[at].handle === MESSAGE) return;
    const [{ handle }] = this.pending.splice(at, 1);
    same(this.queue.isPending(handle), true, 'pending before cancel');
    same(this.queue.cancel(handle), true, 'first cancel');
    this.ended.push(handle);
    this.checkEnded(handle);
  }

  /** A handle that ended long ago still finds nothing. */
  cancelEnded(where: number): void {
    if (this.ended.length > 0) this.checkEnded(this.ended[Math.floor(where * this.ended.length)]);
  }

  peek(): void {
    same(this.queue.peekTime(), this.earliest()?.time ?? Infinity, 'peekTime');
    same(this.queue.size, this.pending.length, 'size');
    same(this.queue.peak, this.peak, 'peak');
  }

  pop(): boolean {
    const expected = this.earliest();
    const { queue } = this;
    const row = queue.pop();
    if (expected === undefined) {
      same(row, -1, 'row when empty');
      return false;
    }
    same(queue.timeOf(row), expected.time, 'time');
    same(queue.targetOf(row), expected.id, 'target');
    same(queue.opOf(row), expected.id & 0xff, 'op');
    same(queue.aOf(row), expected.id * 2, 'a');
    same(queue.bOf(row), -expected.id, 'b');
    this.now = expected.time;
    this.pending.splice(this.pending.indexOf(expected), 1);
    if (expected.handle === MESSAGE) return true;
    this.ended.push(expected.handle);
    this.checkEnded(expected.handle);
    return true;
  }

  drain(): void {
    while (this.pop()) this.peek();
    this.peek();
  }

  private note(time: number, id: number, handle: EventHandle): void {
    if (handle === 0 || (handle !== MESSAGE && this.pending.some((entry) => entry.handle === handle)))
      throw new Error('handle in use');
    this.pending.push({ time, id, handle });
    this.peak = Math.max(this.peak, this.pending.length);
  }

  private earliest(): Entry | undefined {
    let first = this.pending[0];
    for (const entry of this.pending) {
      if (entry.time < first.time || (entry.time === first.time && entry.id < first.id)) first = entry;
    }
    return first;
  }

  private checkEnded(handle: EventHandle): void {
    same(this.queue.isPending(handle), false, 'pending after its end');
    same(this.queue.cancel(handle), false, 'cancel after its end');
  }
}

function same(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`${what}: ${String(actual)} instead of ${String(expected)}`);
}
