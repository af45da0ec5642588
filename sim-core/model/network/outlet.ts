import type { Address } from '../../kernel/component.ts';
import { rowIn, type RequestHandle } from '../requests.ts';
import type { Route, World } from '../world.ts';
import type { Link } from './link.ts';

/** One component's way to one node: asks the node's route where to go and remembers the link. */
export class Outlet {
  private readonly world: World;
  private readonly from: Address;
  private readonly route: Route;
  private link: Link | null = null;

  constructor(world: World, from: Address, target: string) {
    this.world = world;
    this.from = from;
    this.route = world.routes.get(target)!;
  }

  /** Sends an opened request; false when the route knows nobody who serves it. */
  send(handle: RequestHandle): boolean {
    const { network } = this.world;
    const to = this.route.pick(rowIn(handle));
    if (to < 0) return false;
    if (this.link === null || this.link.to.address !== to) this.link = network.link(this.from, to);
    network.send(this.link, handle);
    return true;
  }
}
