/** Told that an instance, by its index in the node, joined or left. */
export type MembershipListener = (index: number, serves: boolean) => void;

/**
 * Which instances of a node are in service, for nodes whose number of replicas changes: what a service registry
 * knows. Balancers follow it; news reaches them at once.
 */
export class Membership {
  private readonly out = new Set<number>();
  /** By who listens: a balancer that starts anew takes the place of its former self. */
  private readonly listeners = new Map<string, MembershipListener>();

  serves(index: number): boolean {
    return !this.out.has(index);
  }

  set(index: number, serves: boolean): void {
    if (serves === this.serves(index)) return;
    if (serves) this.out.delete(index);
    else this.out.add(index);
    for (const listener of this.listeners.values()) listener(index, serves);
  }

  /** Told of every change from now on, and at once of those that are out. */
  follow(id: string, listener: MembershipListener): void {
    this.listeners.set(id, listener);
    for (const index of this.out) listener(index, false);
  }
}
