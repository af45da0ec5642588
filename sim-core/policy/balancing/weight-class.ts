import { BackendHeap } from './backend-heap.ts';

/** What is known of every backend by those who keep them in order. */
export interface Standing {
  /** Requests in flight, or 0 where the load does not matter. */
  readonly load: Int32Array;
  /** Current weight; of a backend in a class, less what its class has added at its load. */
  readonly current: Float64Array;
}

/**
 * Backends of one weight in order: least loaded first, then largest current weight, then lowest index. All
 * of one load grow by the same step in a turn, so the step is added once for all of them, and the order
 * stays as it is. Every change costs O(log n).
 */
export class WeightClass {
  readonly weight: number;
  private readonly standing: Standing;
  private readonly heap: BackendHeap;
  /** By load: what every current weight has grown by, and how many backends there are. */
  private readonly added: number[] = [];
  private readonly counts: number[] = [];

  /** @param places where backends are, shared by all classes. */
  constructor(weight: number, standing: Standing, places: Int32Array) {
    this.weight = weight;
    this.standing = standing;
    const { load, current } = standing;
    this.heap = new BackendHeap(places, (x, y) => {
      const difference = load[x] - load[y];
      if (difference !== 0) return difference < 0;
      const lead = current[x] - current[y];
      return lead === 0 ? x < y : lead > 0;
    });
  }

  get size(): number {
    return this.heap.size;
  }

  /** The backend whose turn is next, among the least loaded. */
  get top(): number {
    return this.heap.top;
  }

  get leastLoad(): number {
    return this.standing.load[this.heap.top];
  }

  /** Backends as little loaded as the top. */
  get leastCount(): number {
    return this.counts[this.leastLoad];
  }

  has(index: number): boolean {
    return this.heap.has(index);
  }

  /** Current weights of the least loaded grow by the weight. @returns the top's. */
  grow(): number {
    const load = this.leastLoad;
    this.added[load] += this.weight;
    return this.standing.current[this.heap.top] + this.added[load];
  }

  /** The top pays for its turn. */
  charge(total: number): void {
    const { top } = this.heap;
    this.standing.current[top] -= total;
    this.heap.moved(top);
  }

  /** Takes in a backend whose current weight is whole. */
  enter(index: number): void {
    this.arriveAt(index, this.standing.load[index]);
    this.heap.enter(index);
  }

  /** Lets a backend go, its current weight whole again. */
  leave(index: number): void {
    // First out of the heap, whose order the whole weight does not belong to.
    this.heap.leave(index);
    this.departFrom(index);
  }

  /** A backend's load has changed. */
  move(index: number, load: number): void {
    this.departFrom(index);
    this.standing.load[index] = load;
    this.arriveAt(index, load);
    this.heap.moved(index);
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
}
