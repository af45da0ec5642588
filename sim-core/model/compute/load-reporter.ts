import { LatencyByLoad } from '../../policy/balancing/latency-by-load.ts';
import { firstWord, secondWord } from '../load-answer.ts';
import { LOAD_ANSWER } from '../op.ts';
import { ARRIVED_AT } from '../request-rows.ts';
import type { RequestHandle } from '../requests.ts';
import type { World } from '../world.ts';
import type { Processor } from './processor.ts';

/** Seconds over which utilisation is measured, at least. */
const WINDOW = 1;

/**
 * How a server answers balancers that ask about its load: requests in flight, the latency that a request may
 * expect, and the share of its cores that was busy over the last full second or more. Kept only by servers that
 * have been asked.
 */
export class LoadReporter {
  private readonly world: World;
  private readonly address: number;
  private readonly cores: Processor;
  private readonly latencies = new LatencyByLoad();
  /** Requests in flight when each request that is here arrived. */
  private readonly found = new Map<RequestHandle, number>();
  private windowStart: number;
  private areaBefore: number;
  private utilisation: number;

  constructor(world: World, address: number, cores: Processor) {
    const { now } = world.simulation;
    this.world = world;
    this.address = address;
    this.cores = cores;
    this.windowStart = now;
    this.areaBefore = cores.area(now);
    this.utilisation = cores.busy / cores.count;
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

  /** @param asker the balancer's address. @param index what it knows this server by. */
  answer(asker: number, index: number, inFlight: number): void {
    const { network } = this.world;
    this.measure();
    const expected = this.latencies.expected(inFlight + 1);
    network.post(
      network.link(this.address, asker),
      LOAD_ANSWER,
      firstWord(index, inFlight),
      secondWord(this.utilisation, expected),
    );
  }

  private measure(): void {
    const { now } = this.world.simulation;
    const elapsed = now - this.windowStart;
    if (elapsed < WINDOW) return;
    const area = this.cores.area(now);
    this.utilisation = Math.min(1, (area - this.areaBefore) / elapsed / this.cores.count);
    this.windowStart = now;
    this.areaBefore = area;
  }
}
