/** What is known of every backend by those who keep them in order. */
export interface Standing {
  /** Requests in flight, or 0 where the load does not matter. */
  readonly load: Int32Array;
  /** Current weight; of a backend in a class, less what its class has added at its load. */
  readonly current: Float64Array;
  /** Where in its class's heap the backend is; below 0 if it is in none. */
  readonly place: Int32Array;
}

/** In no class. */
export const ABSENT = -1;

/**
 * Backends of one weight in a heap: least loaded first, then largest current weight, then lowest index. All
 * of one load grow by the same step in a turn, so the step is added once for all of them, and the heap's
 * order stays as it is. Every change costs O(log n).
 */
export class WeightClass {
  readonly weight: number;
  private readonly standing: Standing;
  private readonly heap: number[] = [];
  /** By load: what every current weight has grown by, and how many backends there are. */
  private readonly added: number[] = [];
  private readonly counts: number[] = [];

  constructor(weight: number, standing: Standing) {
    this.weight = weight;
    this.standing = standing;
  }

  get size(): number {
    return this.heap.length;
  }

  /** The backend whose turn is next, among the least loaded. */
  get top(): number {
    return this.heap[0];
  }

  get leastLoad(): number {
    return this.standing.load[this.heap[0]];
  }

  /** Backends as little loaded as the top. */
  get leastCount(): number {
    return this.counts[this.leastLoad];
  }

  /** Current weights of the least loaded grow by the weight. @returns the top's. */
  grow(): number {
    const load = this.leastLoad;
    this.added[load] += this.weight;
    return this.standing.current[this.heap[0]] + this.added[load];
  }

  /** The top pays for its turn. */
  charge(total: number): void {
    this.standing.current[this.heap[0]] -= total;
    this.sink(this.heap[0], 0);
  }

  /** Takes in a backend whose current weight is whole. */
  enter(index: number): void {
    this.arriveAt(index, this.standing.load[index]);
    this.heap.push(index);
    this.rise(index, this.heap.length - 1);
  }

  /** Lets a backend go, its current weight whole again. */
  leave(index: number): void {
    const { place } = this.standing;
    const at = place[index];
    const last = this.heap.pop()!;
    this.departFrom(index);
    place[index] = ABSENT;
    if (last !== index) this.settle(last, at);
  }

  /** A backend's load has changed. */
  move(index: number, load: number): void {
    this.departFrom(index);
    this.standing.load[index] = load;
    this.arriveAt(index, load);
    this.settle(index, this.standing.place[index]);
  }

  private arriveAt(index: number, load: number): void {
    while (this.counts.length <= load) {
      this.counts.push(0);
      this.added.push(0);
    }
    this.counts[load]++;
    this.standing.current[index] -= this.added[load];
  }

  private departFrom(index: number): void {
    const { load, current } = this.standing;
    this.counts[load[index]]--;
    current[index] += this.added[load[index]];
  }

  private settle(index: number, at: number): void {
    if (at > 0 && this.isBefore(index, this.heap[(at - 1) >> 1])) this.rise(index, at);
    else this.sink(index, at);
  }

  private rise(index: number, from: number): void {
    const { heap } = this;
    const { place } = this.standing;
    let at = from;
    while (at > 0) {
      const above = heap[(at - 1) >> 1];
      if (!this.isBefore(index, above)) break;
      heap[at] = above;
      place[above] = at;
      at = (at - 1) >> 1;
    }
    heap[at] = index;
    place[index] = at;
  }

  /** First to the bottom, then up: who has had a turn belongs far down, so half the comparisons are saved. */
  private sink(index: number, from: number): void {
    const { heap } = this;
    const { place } = this.standing;
    const { length } = heap;
    let at = from;
    for (let below = 2 * at + 1; below < length; below = 2 * at + 1) {
      if (below + 1 < length && this.isBefore(heap[below + 1], heap[below])) below++;
      heap[at] = heap[below];
      place[heap[at]] = at;
      at = below;
    }
    this.rise(index, at);
  }

  private isBefore(x: number, y: number): boolean {
    const { load, current } = this.standing;
    const difference = load[x] - load[y];
    if (difference !== 0) return difference < 0;
    const lead = current[x] - current[y];
    return lead === 0 ? x < y : lead > 0;
  }
}
