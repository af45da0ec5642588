import type { Address, Component } from '../../kernel/component.ts';
import type { EventHandle } from '../../kernel/event-queue.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import { MaxMinFair } from '../../policy/sharing/max-min-fair.ts';
import { FIRST_TIMER } from '../op.ts';
import { Flows, type Flow } from './flows.ts';
import { Nic, type Usage } from './nic.ts';

const FIRST_DONE = FIRST_TIMER;

/**
 * The network interfaces of all instances that have one. Each message is a flow through its sender's outgoing and its
 * receiver's incoming direction; flows share both max-min fairly, as long-lived TCP connections of equal round-trip
 * times about do, from the moment at which one begins or ends. When its last byte is through, the message sets out on
 * its link as if it were sent then.
 *
 * Left out: packets and headers, the time that TCP takes to find its share, losses by congestion, buffers that
 * overflow.
 */
export class Nics implements Component, Usage {
  readonly id = 'network';
  private readonly simulation: Simulation;
  private readonly done: (flow: Flow) => void;
  private address: Address = -1;
  /** Bytes per second, per direction. */
  private readonly capacity: number[] = [];
  private readonly sharing = new MaxMinFair(this.capacity);
  private readonly byAddress = new Map<Address, Nic>();
  private readonly byPath = new Map<string, Flows>();
  /** Those of them that have flows, in the order in which they got some. */
  private active: Flows[] = [];
  /** Per direction: bytes sent up to `changedAt`, and bytes per second since. */
  private readonly sent: number[] = [];
  private readonly load: number[] = [];
  private changedAt = 0;
  private timer: EventHandle = 0;

  /** @param done told of each flow whose last byte is through. */
  constructor(simulation: Simulation, done: (flow: Flow) => void) {
    this.simulation = simulation;
    this.done = done;
  }

  /** To be called once, when all instances have their addresses. */
  join(): void {
    this.address = this.simulation.add(this);
  }

  add(address: Address, bytesPerSecond: number): Nic {
    const nic = new Nic(this, this.capacity.length, this.capacity.length + 1);
    for (const direction of [nic.out, nic.in]) {
      this.capacity[direction] = bytesPerSecond;
      this.sent[direction] = this.load[direction] = 0;
    }
    this.byAddress.set(address, nic);
    return nic;
  }

  /** Where a message from one instance to another has to pass first; null if neither has an interface. */
  way(from: Address, to: Address): Flows | null {
    if (from === to) return null;
    const path = [this.byAddress.get(from)?.out, this.byAddress.get(to)?.in].filter(
      (each) => each !== undefined,
    );
    if (path.length === 0) return null;
    const name = path.join(' ');
    const known = this.byPath.get(name);
    if (known !== undefined) return known;
    const made = new Flows(path);
    this.byPath.set(name, made);
    return made;
  }

  begin(flow: Flow, way: Flows): void {
    this.proceed();
    if (way.count === 0) this.active.push(way);
    way.add(flow);
    this.share();
  }

  /** The machine at `address` is gone. @returns what was on its way from or to it. */
  cut(address: Address): Flow[] {
    this.proceed();
    const lost = this.active.flatMap((way) => way.cut(address));
    if (lost.length > 0) this.share();
    return lost;
  }

  on(): void {
    this.timer = 0;
    this.proceed();
    const { now } = this.simulation;
    const through = this.active.flatMap((way) => (way.endsAt <= now ? way.through() : []));
    this.share();
    for (const flow of through) this.done(flow);
  }

  area(direction: number, now: number): number {
    const bytes = this.sent[direction] + this.load[direction] * (now - this.changedAt);
    return bytes / this.capacity[direction];
  }

  /** Brings all flows up to the present. */
  private proceed(): void {
    const { now } = this.simulation;
    const elapsed = now - this.changedAt;
    this.changedAt = now;
    if (elapsed === 0) return;
    for (const way of this.active) {
      const bytes = way.proceed(elapsed);
      for (const direction of way.path) this.sent[direction] += bytes;
    }
  }

  /** Gives all flows their rates, and waits for the first to end. */
  private share(): void {
    const { simulation } = this;
    if (this.active.some(({ count }) => count === 0))
      this.active = this.active.filter(({ count }) => count > 0);
    const rates = this.sharing.rates(this.active);
    this.load.fill(0);
    let first = Infinity;
    this.active.forEach((way, i) => {
      way.setRate(rates[i], simulation.now);
      for (const direction of way.path) this.load[direction] += way.rate * way.count;
      first = Math.min(first, way.endsAt);
    });
    if (this.timer !== 0) simulation.cancel(this.timer);
    this.timer = first === Infinity ? 0 : simulation.timer(this.address, first - simulation.now, FIRST_DONE);
  }
}
