import { BackendHeap } from './backend-heap.ts';

/** Backends in the order of a key, those with equal keys in the order in which they came. */
export class TurnHeap {
  private readonly keys: Float64Array;
  private readonly arrivals: Float64Array;
  private readonly heap: BackendHeap;
  private arrived = 0;

  constructor(size: number) {
    this.keys = new Float64Array(size);
    this.arrivals = new Float64Array(size);
    const { keys, arrivals } = this;
    this.heap = new BackendHeap(BackendHeap.places(size), (x, y) =>
      keys[x] === keys[y] ? arrivals[x] < arrivals[y] : keys[x] < keys[y],
    );
  }

  /** The first backend, or NONE. */
  get top(): number {
    return this.heap.top;
  }

  has(index: number): boolean {
    return this.heap.has(index);
  }

  enter(index: number, key: number): void {
    this.keys[index] = key;
    this.arrivals[index] = this.arrived++;
    this.heap.enter(index);
  }

  leave(index: number): void {
    this.heap.leave(index);
  }
}
