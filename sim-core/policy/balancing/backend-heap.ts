import { NONE } from './balancer.ts';

/** Not in the heap. */
const OUT = -1;
/** So few are not kept in order: to look at all of them when somebody asks costs less than three moves in between. */
const FEW = 16;

/**
 * Some of the backends in order, the first at the top: entering, leaving and moving cost O(log n). Whoever
 * changes what `isBefore` looks at says so with {@link moved}. No two backends may be equal in order.
 */
export class BackendHeap {
  private readonly heap: number[] = [];
  /** Whether they are kept in order; and if not, whether the first is in its place. */
  private isOrdered = false;
  private isFirstFound = true;
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
    if (!this.isFirstFound) this.findFirst();
    return this.heap.length === 0 ? NONE : this.heap[0];
  }

  /** The one that would be first without the top, or {@link NONE}. */
  get second(): number {
    const { heap } = this;
    if (heap.length < 2) return NONE;
    if (!this.isFirstFound) this.findFirst();
    const end = this.isOrdered ? Math.min(3, heap.length) : heap.length;
    let second = heap[1];
    for (let i = 2; i < end; i++) if (this.isBefore(heap[i], second)) second = heap[i];
    return second;
  }

  has(index: number): boolean {
    return this.places[index] !== OUT;
  }

  enter(index: number): void {
    const at = this.heap.push(index) - 1;
    this.places[index] = at;
    if (at === FEW && !this.isOrdered) this.order();
    else this.settle(index, at);
  }

  leave(index: number): void {
    const at = this.places[index];
    const last = this.heap.pop()!;
    this.places[index] = OUT;
    if (last !== index) {
      this.heap[at] = last;
      this.places[last] = at;
      this.settle(last, at);
    }
    if (this.heap.length <= FEW / 2) this.isOrdered = false;
  }

  /** What decides the order of this one backend has changed. */
  moved(index: number): void {
    this.settle(index, this.places[index]);
  }

  private findFirst(): void {
    const { heap, places } = this;
    let first = 0;
    for (let i = 1; i < heap.length; i++) if (this.isBefore(heap[i], heap[first])) first = i;
    this.isFirstFound = true;
    if (first === 0) return;
    [heap[0], heap[first]] = [heap[first], heap[0]];
    places[heap[0]] = 0;
    places[heap[first]] = first;
  }

  private order(): void {
    this.isOrdered = true;
    this.isFirstFound = true;
    for (let at = 1; at < this.heap.length; at++) this.rise(this.heap[at], at);
  }

  private settle(index: number, at: number): void {
    if (!this.isOrdered) this.isFirstFound = false;
    else if (at > 0 && this.isBefore(index, this.heap[(at - 1) >> 1])) this.rise(index, at);
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
