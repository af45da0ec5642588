import type { Address } from '../../kernel/component.ts';
import type { RequestHandle } from '../requests.ts';
import { instancesOf, membershipOf, type World } from '../world.ts';

/** One component's ways to all replicas of a node that are in service, to be taken in turn. */
export class Spread {
  private readonly world: World;
  private readonly from: Address;
  private readonly all: readonly Address[];
  private inService: Address[];

  constructor(world: World, id: string, from: Address, target: string) {
    this.world = world;
    this.from = from;
    this.all = instancesOf(world, target).map(({ address }) => address);
    this.inService = [...this.all];
    const membership = membershipOf(world, target);
    membership.follow(`${id}>${target}`, () => {
      this.inService = this.all.filter((_, index) => membership.serves(index));
    });
  }

  get size(): number {
    return this.inService.length;
  }

  /** Sends an opened request to the `turn`-th replica in service; false when there is none. */
  send(handle: RequestHandle, turn: number): boolean {
    const { network } = this.world;
    const { inService } = this;
    if (inService.length === 0) return false;
    network.send(network.link(this.from, inService[turn % inService.length]), handle);
    return true;
  }
}
