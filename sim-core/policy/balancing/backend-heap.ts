import { NONE } from './balancer.ts';

/** Not in the heap. */
const OUT = -1;

/**
 * Some of the backends in order, the first at the top: entering, leaving and moving cost O(log n). Whoever
 * changes what `isBefore` looks at says so with {@link moved}. No two backends may be equal in order.
 */
export class BackendHeap {
  private readonly heap: number[] = [];
  /** Where each backend is. Heaps that share no backend may share these. */
  private readonly places: Int32Array;
  private readonly isBefore: (x: number, y: number) => boolean;

  constructor(places: Int32Array, isBefore: (x: number, y: number) => boolean) {
    this.places = places;
    this.isBefore = isBefore;
  }

  /** Places of `size` backends that are in no heap. */
  static places(size: number): Int32Array {
    return new Int32Array(size).fill(OUT);
  }

  get size(): number {
    return this.heap.length;
  }

  /** The first backend, or {@link NONE}. */
  get top(): number {
    return this.heap.length === 0 ? NONE : this.heap[0];
  }

  /** The one that would be first without the top, or {@link NONE}. */
  get second(): number {
    const { heap } = this;
    if (heap.length < 3) return heap.length === 2 ? heap[1] : NONE;
    return this.isBefore(heap[2], heap[1]) ? heap[2] : heap[1];
  }

  has(index: number): boolean {
    return this.places[index] !== OUT;
  }

  enter(index: number): void {
    this.heap.push(index);
    this.rise(index, this.heap.length - 1);
  }

  leave(index: number): void {
    const at = this.places[index];
    const last = this.heap.pop()!;
    this.places[index] = OUT;
    if (last !== index) this.settle(last, at);
  }

  /** What decides the order of this one backend has changed. */
  moved(index: number): void {
    this.settle(index, this.places[index]);
  }

  private settle(index: number, at: number): void {
    if (at > 0 && this.isBefore(index, this.heap[(at - 1) >> 1])) this.rise(index, at);
    else this.sink(index, at);
  }

  private rise(index: number, from: number): void {
    const { heap, places } = this;
    let at = from;
    while (at > 0) {
      const above = heap[(at - 1) >> 1];
      if (!this.isBefore(index, above)) break;
      heap[at] = above;
      places[above] = at;
      at = (at - 1) >> 1;
    }
    heap[at] = index;
    places[index] = at;
  }

  /** First to the bottom, then up: who has had a turn belongs far down, so half the comparisons are saved. */
  private sink(index: number, from: number): void {
    const { heap, places } = this;
    const { length } = heap;
    let at = from;
    for (let below = 2 * at + 1; below < length; below = 2 * at + 1) {
      if (below + 1 < length && this.isBefore(heap[below + 1], heap[below])) below++;
      heap[at] = heap[below];
      places[heap[at]] = at;
      at = below;
    }
    this.rise(index, at);
  }
}
