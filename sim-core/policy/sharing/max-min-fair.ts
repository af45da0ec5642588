/** Flows that cross the same resources, given by index. */
export interface FlowGroup {
  readonly path: readonly number[];
  /** How many they are, at least 1. */
  readonly count: number;
}

/**
 * Max-min fair rates (Bertsekas and Gallager, Data Networks, 2nd ed., §6.5.2): no flow can have more without taking it
 * from one that has no more than itself. Found bottleneck by bottleneck: the resource with the least capacity left per
 * flow gives each of its flows an equal share, which is taken off the other resources that these cross; of resources
 * that are level, the first.
 *
 * Costs a look at all groups and at all resources in use per bottleneck, however many flows there are in a group. Left
 * out: weights, and demands below the fair share.
 */
export class MaxMinFair {
  private readonly capacity: readonly number[];
  private readonly left: number[] = [];
  /** Flows without a rate yet, per resource. */
  private readonly waiting: number[] = [];
  private readonly used: number[] = [];

  /** @param capacity per resource; more may be added to the end later. */
  constructor(capacity: readonly number[]) {
    this.capacity = capacity;
  }

  /** @param groups each crosses at least one resource. @returns the rate of one flow of each, in units of capacity. */
  rates(groups: readonly FlowGroup[]): Float64Array {
    const rates = new Float64Array(groups.length);
    this.countFlows(groups);
    let open = groups.map((_, index) => index);
    while (open.length > 0) {
      const bottleneck = this.bottleneck();
      const rate = this.share(bottleneck);
      const rest: number[] = [];
      for (const index of open) {
        if (groups[index].path.includes(bottleneck)) {
          rates[index] = rate;
          this.take(groups[index], rate);
        } else rest.push(index);
      }
      open = rest;
    }
    return rates;
  }

  private countFlows(groups: readonly FlowGroup[]): void {
    for (const resource of this.used) this.waiting[resource] = 0;
    this.used.length = 0;
    for (const { path, count } of groups) {
      for (const resource of path) {
        const before = this.waiting[resource] ?? 0;
        if (before === 0) {
          this.used.push(resource);
          this.left[resource] = this.capacity[resource];
        }
        this.waiting[resource] = before + count;
      }
    }
    this.used.sort((a, b) => a - b);
  }

  private bottleneck(): number {
    let least = Infinity;
    let found = -1;
    for (const resource of this.used) {
      if (this.waiting[resource] === 0) continue;
      const share = this.share(resource);
      if (share < least) {
        least = share;
        found = resource;
      }
    }
    return found;
  }

  private share(resource: number): number {
    return Math.max(0, this.left[resource]) / this.waiting[resource];
  }

  private take({ path, count }: FlowGroup, rate: number): void {
    for (const resource of path) {
      this.left[resource] -= rate * count;
      this.waiting[resource] -= count;
    }
  }
}
