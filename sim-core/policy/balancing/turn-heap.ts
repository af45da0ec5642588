/**
 * Backends in the order of a key, those with equal keys in the order in which they came: a binary heap that
 * knows where each one is. Entering and leaving cost O(log n).
 */
export class TurnHeap {
  private readonly heap: number[] = [];
  private readonly keys: Float64Array;
  private readonly turns: Float64Array;
  private readonly places: Int32Array;
  private arrivals = 0;

  constructor(size: number) {
    this.keys = new Float64Array(size);
    this.turns = new Float64Array(size);
    this.places = new Int32Array(size).fill(-1);
  }

  get length(): number {
    return this.heap.length;
  }

  /** The first backend; only while there is one. */
  get top(): number {
    return this.heap[0];
  }

  has(index: number): boolean {
    return this.places[index] >= 0;
  }

  enter(index: number, key: number): void {
    this.keys[index] = key;
    this.turns[index] = this.arrivals++;
    this.rise(index, this.heap.push(index) - 1);
  }

  leave(index: number): void {
    const at = this.places[index];
    const last = this.heap.pop()!;
    this.places[index] = -1;
    if (last === index) return;
    if (at > 0 && this.isBefore(last, this.heap[(at - 1) >> 1])) this.rise(last, at);
    else this.sink(last, at);
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

  private sink(index: number, from: number): void {
    const { heap, places } = this;
    let at = from;
    for (let below = 2 * at + 1; below < heap.length; below = 2 * at + 1) {
      if (below + 1 < heap.length && this.isBefore(heap[below + 1], heap[below])) below++;
      if (!this.isBefore(heap[below], index)) break;
      heap[at] = heap[below];
      places[heap[at]] = at;
      at = below;
    }
    heap[at] = index;
    places[index] = at;
  }

  private isBefore(x: number, y: number): boolean {
    const { keys, turns } = this;
    return keys[x] !== keys[y] ? keys[x] < keys[y] : turns[x] < turns[y];
  }
}
