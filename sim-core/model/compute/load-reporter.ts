import { LatencyByLoad } from '../../policy/balancing/latency-by-load.ts';
import { firstWord, indexOf, resourceOf, secondWord } from '../load-answer.ts';
import { LOAD_ANSWER } from '../op.ts';
import { ARRIVED_AT } from '../request-rows.ts';
import type { RequestHandle } from '../requests.ts';
import type { World } from '../world.ts';
import { ResourceUse, type Equipped } from './resource-use.ts';

/**
 * How a server answers balancers that ask about its load: requests in flight, the latency that a request may
 * expect, and how much it uses of the resource that the balancer monitors. Kept only by servers that have been asked.
 */
export class LoadReporter {
  private readonly world: World;
  private readonly address: number;
  private readonly use: ResourceUse;
  private readonly latencies = new LatencyByLoad();
  /** Requests in flight when each request that is here arrived. */
  private readonly found = new Map<RequestHandle, number>();

  constructor(world: World, address: number, server: Equipped) {
    this.world = world;
    this.address = address;
    this.use = new ResourceUse(server, world.simulation.now);
  }

  /** @param inFlight the request included. */
  arrived(handle: RequestHandle, inFlight: number): void {
    this.found.set(handle, inFlight);
  }

  left(handle: RequestHandle): void {
    const found = this.found.get(handle);
    if (found === undefined) return;
    this.found.delete(handle);
    const { requests, simulation } = this.world;
    this.latencies.record(found, simulation.now - requests.floats[requests.rowOf(handle) + ARRIVED_AT]);
  }

  /** @param asker the balancer's address. @param question which backend this server is to it, and what it monitors. */
  answer(asker: number, question: number, inFlight: number): void {
    const { network, simulation } = this.world;
    const utilisation = this.use.share(resourceOf(question), simulation.now);
    const expected = this.latencies.expected(inFlight + 1);
    network.post(
      network.link(this.address, asker),
      LOAD_ANSWER,
      firstWord(indexOf(question), inFlight),
      secondWord(utilisation, expected),
    );
  }
}
