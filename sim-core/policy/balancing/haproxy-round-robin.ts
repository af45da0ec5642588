import { type BackendView, defineBalancer, NONE } from './balancer.ts';
import { TurnHeap } from './turn-heap.ts';

/** HAProxy counts positions in sixteenths of a unit of weight. */
const SCALE = 16;
/** Further apart than any two keys of one position. */
const POSITION = 131_072;

/**
 * HAProxy's weighted round robin (2.6, `balance roundrobin`, the fast weighted round robin of `lb_fwrr.c`).
 * Each backend has a position at which its next turn is due, total ÷ weight further after each turn, the
 * remainder carried on. Backends wait in one of three queues: *fresh* ones that had no turn in this round,
 * heaviest first; *current* ones by position; and *done* ones whose next position lies beyond the round. A
 * turn goes to the current backend that is due, else to a fresh one, else to the next current one.
 *
 * The last rule makes some turns come too early, so shares are not always those of the weights: with 3, 3, 2
 * the third backend gets 1 turn in 170 less than its share, here as in HAProxy itself.
 */
class TurnsByPosition {
  private readonly weights: Float64Array;
  /** Where its next turn is due, and where its last one was. */
  private readonly positions: Float64Array;
  private readonly before: Float64Array;
  private readonly rests: Float64Array;
  private readonly current: TurnHeap;
  private fresh: TurnHeap;
  private done: TurnHeap;
  private readonly passedOver: number[] = [];
  /** Weight of all that take part; of those when the round began; and the place within the round. */
  private total = 0;
  private round = 0;
  private place = 0;

  constructor(view: BackendView) {
    this.weights = new Float64Array(view.size);
    this.positions = new Float64Array(view.size);
    this.before = new Float64Array(view.size);
    this.rests = new Float64Array(view.size);
    this.current = new TurnHeap(view.size);
    this.fresh = new TurnHeap(view.size);
    this.done = new TurnHeap(view.size);
    for (let i = 0; i < view.size; i++) {
      if (view.up[i] !== 1) continue;
      this.weights[i] = view.weights[i] * SCALE;
      this.total += this.weights[i];
      this.fresh.enter(i, -this.weights[i]);
    }
    this.begin();
  }

  /** Full backends are passed over: they use up their turn, and wait for the next one. */
  next(usable: ArrayLike<number>): number {
    let hasSwitched = false;
    let picked = NONE;
    for (;;) {
      picked = this.due();
      if (picked === NONE) {
        if (hasSwitched) break;
        hasSwitched = true;
        [this.fresh, this.done] = [this.done, this.fresh];
        this.begin();
        continue;
      }
      this.takeTurn(picked);
      if (usable[picked] === 1) break;
      this.passedOver.push(picked);
    }
    if (picked !== NONE) this.queue(picked);
    if (this.passedOver.length > 0) this.putBack(hasSwitched);
    return picked;
  }

  /** A backend went, came back, or changed its weight. */
  update(index: number, weight: number, isUp: boolean): void {
    const scaled = isUp ? weight * SCALE : 0;
    const old = this.weights[index];
    if (scaled === old) return;
    this.total += scaled - old;
    this.weights[index] = scaled;
    if (scaled === 0) this.remove(index);
    else if (old === 0) this.comeBack(index);
    else if (this.fresh.has(index)) {
      this.fresh.leave(index);
      this.fresh.enter(index, -scaled);
    } else this.stepAnew(index);
  }

  /** Its turn is due in proportion to what is left of the round and the next one. */
  private comeBack(index: number): void {
    const left = this.total + this.round - this.place;
    this.positions[index] = this.place + Math.floor(left / this.weights[index]);
    this.queue(index);
  }

  /** With a new weight the next turn comes one new step after the last, but never later than it was due. */
  private stepAnew(index: number): void {
    const due = this.positions[index] + (this.done.has(index) ? this.round : 0);
    const step = Math.floor(this.total / this.weights[index]);
    const next = Math.min(due, this.before[index] + step);
    this.positions[index] = next < this.place + 2 ? this.place + step : next;
    this.rests[index] = 0;
    this.remove(index);
    this.queue(index);
  }

  private begin(): void {
    this.round = this.total;
    this.place = this.total;
  }

  private due(): number {
    const { current, fresh } = this;
    if (current.top !== NONE && this.positions[current.top] <= this.place) return current.top;
    if (fresh.top === NONE) return current.top;
    this.positions[fresh.top] = this.place;
    this.rests[fresh.top] = 0;
    return fresh.top;
  }

  /** The last one passed over comes first. */
  private putBack(hasSwitched: boolean): void {
    for (let index = this.passedOver.pop(); index !== undefined; index = this.passedOver.pop()) {
      if (hasSwitched) this.fresh.enter(index, -this.weights[index]);
      else this.queue(index);
    }
  }

  private takeTurn(index: number): void {
    const weight = this.weights[index];
    this.remove(index);
    this.before[index] = this.positions[index];
    this.positions[index] += Math.floor(this.total / weight);
    this.rests[index] += this.total % weight;
    if (this.rests[index] >= weight) {
      this.rests[index] -= weight;
      this.positions[index]++;
    }
    this.place++;
  }

  private queue(index: number): void {
    const end = this.round + Math.min(this.round, this.total);
    if (this.positions[index] >= end) {
      this.positions[index] -= this.round;
      this.done.enter(index, -this.weights[index]);
    } else {
      const key = this.positions[index] * POSITION + (this.rests[index] - this.weights[index]) / SCALE;
      this.current.enter(index, key);
    }
  }

  private remove(index: number): void {
    for (const heap of [this.current, this.fresh, this.done]) if (heap.has(index)) heap.leave(index);
  }
}

/** Weights 5, 1, 1 give `a a a b a a c`, where nginx has `a a b a c a a`. */
export const haproxyRoundRobin = defineBalancer<TurnsByPosition>({
  name: 'haproxy-round-robin',
  summary: 'Takes turns in proportion to the weights, in HAProxy’s order.',
  init: (view) => new TurnsByPosition(view),
  pick: (view, _key, turns) => turns.next(view.usable),
  changed: (turns, view, index) => turns.update(index, view.weights[index], view.up[index] === 1),
});
