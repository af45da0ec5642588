import { BackendHeap } from './backend-heap.ts';
import { type BackendView, NONE } from './balancer.ts';
import { type Standing, WeightClass } from './weight-class.ts';

/**
 * Smooth weighted round robin as in `smooth-weights.ts`, turn for turn the same, among the least loaded of
 * the usable backends, without looking at all of them: a pick costs O(log n + different weights + backends
 * whose weight grows back after failures). It relies on being told of every change.
 */
export class SmoothOrder implements Standing {
  readonly load: Int32Array;
  readonly current: Float64Array;
  private readonly places: Int32Array;
  /** The weight, less after failures; grows back by one a turn. */
  private readonly effective: Float64Array;
  private readonly classOf: WeightClass[] = [];
  private readonly classes: WeightClass[] = [];
  /** Usable backends whose weight grows back: few, each for a few turns. */
  private readonly recovering: number[] = [];
  private readonly isRecovering: Uint8Array;
  /** Load and weight of the least loaded, how many they are and how much they grow by in a turn. */
  private leastLoad = 0;
  private leastWeight = 1;
  private count = 0;
  private total = 0;

  constructor({ size }: BackendView) {
    this.load = new Int32Array(size);
    this.current = new Float64Array(size);
    this.places = BackendHeap.places(size);
    this.isRecovering = new Uint8Array(size);
    this.effective = new Float64Array(size);
  }

  /** Brings a backend up to date; `load` is always 0 where it shall not matter. */
  update(index: number, weight: number, isUsable: boolean, load: number): void {
    if (this.classOf[index]?.weight !== weight) {
      this.leave(index);
      this.classOf[index] = this.classFor(weight);
      this.effective[index] = weight;
    }
    if (!isUsable) this.leave(index);
    if (this.classOf[index].has(index)) {
      if (load !== this.load[index]) this.classOf[index].move(index, load);
      return;
    }
    this.load[index] = load;
    if (isUsable && this.isRecovering[index] === 0) this.enter(index);
  }

  /** After a failure a backend starts from a lower weight. */
  lower(index: number, penalty: number): void {
    if (penalty === 0) return;
    const isIn = this.isRecovering[index] === 1 || this.classOf[index].has(index);
    this.leave(index);
    this.effective[index] = Math.max(0, this.effective[index] - penalty);
    if (isIn) this.enter(index);
  }

  /**
   * The next backend among the least loaded, or {@link NONE}.
   *
   * @param sparesLoner whether a backend that nobody ties with takes no turn.
   */
  next(sparesLoner: boolean): number {
    if (this.classes.length === 1 && this.recovering.length === 0)
      return this.nextOf(this.classes[0], sparesLoner);
    this.findLeast();
    if (this.count === 1 && sparesLoner) return this.loner();
    return this.count === 0 ? NONE : this.turn();
  }

  /** The same where all backends have one weight: nothing to compare. */
  private nextOf(only: WeightClass, sparesLoner: boolean): number {
    const { top } = only;
    if (top === NONE) return NONE;
    const count = only.leastCount;
    if (count === 1 && sparesLoner) return top;
    only.grow();
    only.charge(count * only.weight);
    return top;
  }

  private findLeast(): void {
    const { load, effective, classOf } = this;
    this.count = 0;
    this.total = 0;
    for (const each of this.classes) {
      if (each.size === 0) continue;
      const count = each.leastCount;
      this.weigh(each.leastLoad, each.weight, count, count * each.weight);
    }
    for (const i of this.recovering) this.weigh(load[i], classOf[i].weight, 1, effective[i]);
  }

  /** Loads are compared crosswise, load · other weight: divisions would make ties a matter of rounding. */
  private weigh(load: number, weight: number, count: number, step: number): void {
    const difference = this.count === 0 ? -1 : load * this.leastWeight - this.leastLoad * weight;
    if (difference > 0) return;
    if (difference < 0) {
      this.leastLoad = load;
      this.leastWeight = weight;
      this.count = 0;
      this.total = 0;
    }
    this.count += count;
    this.total += step;
  }

  private isLeast(load: number, weight: number): boolean {
    return load * this.leastWeight === this.leastLoad * weight;
  }

  private loner(): number {
    for (const each of this.classes) {
      if (each.size > 0 && this.isLeast(each.leastLoad, each.weight)) return each.top;
    }
    return this.recovering.find((i) => this.isLeast(this.load[i], this.classOf[i].weight))!;
  }

  private turn(): number {
    let best = NONE;
    let most = -Infinity;
    for (const each of this.classes) {
      if (each.size === 0 || !this.isLeast(each.leastLoad, each.weight)) continue;
      const grown = each.grow();
      if (grown < most || (grown === most && each.top > best)) continue;
      most = grown;
      best = each.top;
    }
    for (const i of this.recovering) {
      if (!this.isLeast(this.load[i], this.classOf[i].weight)) continue;
      const grown = (this.current[i] += this.effective[i]++);
      if (grown < most || (grown === most && i > best)) continue;
      most = grown;
      best = i;
    }
    if (this.isRecovering[best] === 1) this.current[best] -= this.total;
    else this.classOf[best].charge(this.total);
    if (this.recovering.length > 0) this.discharge();
    return best;
  }

  /** Those whose weight is whole again join their class. */
  private discharge(): void {
    for (let k = this.recovering.length - 1; k >= 0; k--) {
      const index = this.recovering[k];
      if (this.effective[index] < this.classOf[index].weight) continue;
      this.leave(index);
      this.enter(index);
    }
  }

  private enter(index: number): void {
    const own = this.classOf[index];
    if (this.effective[index] < own.weight) {
      this.isRecovering[index] = 1;
      this.recovering.push(index);
    } else own.enter(index);
  }

  private leave(index: number): void {
    if (this.isRecovering[index] === 1) {
      // Order does not matter here; the last one fills the gap.
      const last = this.recovering.pop()!;
      if (last !== index) this.recovering[this.recovering.indexOf(index)] = last;
      this.isRecovering[index] = 0;
    } else if (this.classOf[index]?.has(index)) this.classOf[index].leave(index);
  }

  private classFor(weight: number): WeightClass {
    let found = this.classes.find((each) => each.weight === weight);
    if (found === undefined) {
      found = new WeightClass(weight, this, this.places);
      this.classes.push(found);
    }
    return found;
  }
}
