export type EventHandle = number;
export const NO_EVENT: EventHandle = 0;
const GENERATION = 2 ** 24;
const MASK = GENERATION - 1;

export class EventQueue {
  size = 0;
  peak = 0;
  time = new Float64Array(1024);
  target = new Int32Array(1024);
  op = new Int32Array(1024);
  epoch = new Int32Array(1024);
  a = new Float64Array(1024);
  b = new Float64Array(1024);
  private seq = new Float64Array(1024);
  private handles = new Float64Array(1024);
  private live = new Uint8Array(1024);
  private heap: number[] = [];
  private free: number[] = [];
  private used = 0;
  private nextSeq = 0;
  private delays: number[] = [];

  push(time: number, target: number, op: number, epoch: number, a: number, b: number): EventHandle {
    const row = this.free.pop() ?? this.addRow();
    this.time[row] = time;
    this.target[row] = target;
    this.op[row] = op;
    this.epoch[row] = epoch;
    this.a[row] = a;
    this.b[row] = b;
    this.seq[row] = this.nextSeq++;
    this.live[row] = 1;
    if (++this.size > this.peak) this.peak = this.size;
    let i = this.heap.length;
    this.heap.push(row);
    while (i > 0) {
      const p = (i - 1) >> 2;
      if (!this.before(row, this.heap[p])) break;
      this.heap[i] = this.heap[p];
      i = p;
    }
    this.heap[i] = row;
    return this.handles[row];
  }

  lane(delay: number): number {
    const known = this.delays.indexOf(delay);
    return known >= 0 ? known : this.delays.push(delay) - 1;
  }

  pushLane(
    lane: number,
    now: number,
    target: number,
    op: number,
    epoch: number,
    a: number,
    b: number,
  ): EventHandle {
    return this.push(now + this.delays[lane], target, op, epoch, a, b);
  }

  cancel(handle: EventHandle): boolean {
    if (!this.isPending(handle)) return false;
    const row = handle & MASK;
    this.live[row] = 0;
    this.handles[row] += GENERATION;
    this.size--;
    return true;
  }

  isPending(handle: EventHandle): boolean {
    return this.handles[handle & MASK] === handle && this.live[handle & MASK] === 1;
  }

  peekTime(): number {
    this.skip();
    return this.heap.length === 0 ? Infinity : this.time[this.heap[0]];
  }

  pop(): number {
    this.skip();
    if (this.heap.length === 0) return -1;
    const row = this.heap[0];
    this.removeTop();
    this.live[row] = 0;
    this.handles[row] += GENERATION;
    this.size--;
    this.free.push(row);
    return row;
  }

  private skip(): void {
    while (this.heap.length > 0 && this.live[this.heap[0]] === 0) {
      this.free.push(this.heap[0]);
      this.removeTop();
    }
  }

  private removeTop(): void {
    const last = this.heap.pop()!;
    const n = this.heap.length;
    if (n === 0) return;
    let i = 0;
    for (;;) {
      let best = -1;
      for (let c = 4 * i + 1; c <= 4 * i + 4 && c < n; c++)
        if (best < 0 || this.before(this.heap[c], this.heap[best])) best = c;
      if (best < 0 || !this.before(this.heap[best], last)) break;
      this.heap[i] = this.heap[best];
      i = best;
    }
    this.heap[i] = last;
  }

  private before(x: number, y: number): boolean {
    return this.time[x] < this.time[y] || (this.time[x] === this.time[y] && this.seq[x] < this.seq[y]);
  }

  private addRow(): number {
    if (this.used === this.time.length) {
      const n = this.used * 2;
      const w = <T extends Float64Array | Int32Array | Uint8Array>(o: T, T: new (n: number) => T): T => {
        const x = new T(n);
        x.set(o);
        return x;
      };
      this.time = w(this.time, Float64Array);
      this.target = w(this.target, Int32Array);
      this.op = w(this.op, Int32Array);
      this.epoch = w(this.epoch, Int32Array);
      this.a = w(this.a, Float64Array);
      this.b = w(this.b, Float64Array);
      this.seq = w(this.seq, Float64Array);
      this.handles = w(this.handles, Float64Array);
      this.live = w(this.live, Uint8Array);
    }
    this.handles[this.used] = GENERATION + this.used;
    return this.used++;
  }
}
