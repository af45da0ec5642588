import type { Address } from '../../kernel/component.ts';
import { CANCEL_SIZE } from '../network/network.ts';
import { CANCEL } from '../op.ts';
import { PARENT, RECEIVER_NOTE, STARTED_AT, TO } from '../request-rows.ts';
import { NO_REQUEST, type RequestHandle } from '../requests.ts';
import type { World } from '../world.ts';

/** A component that only passes requests on; the attempt that is out stands in a request's `receiverNote`. */
export interface Forwards {
  readonly forwards: true;
}

/**
 * What one server does about tied requests: when it begins one, it tells whoever has the others. An attempt that another
 * server sends on later than that finds the message there already.
 */
export class Ties {
  private readonly world: World;
  private readonly address: Address;

  constructor(world: World, address: Address) {
    this.world = world;
    this.address = address;
  }

  /** The server begins a request: word of it goes to the others, wherever they are. */
  began(row: number): void {
    const { network, requests } = this.world;
    this.forEachOther(row, (other) => {
      const link = network.link(this.address, requests.words[other + TO]);
      network.post(link, CANCEL, requests.handleOf(other), 0, CANCEL_SIZE);
    });
  }

  /**
   * A request has come. @returns whether another attempt has begun, and word of it is here; if it is still on its way, it will be.
   */
  isTaken(row: number): boolean {
    const { network, requests, simulation } = this.world;
    let isTaken = false;
    this.forEachOther(row, (other) => {
      const startedAt = requests.floats[other + STARTED_AT];
      if (startedAt < 0) return;
      const link = network.link(requests.words[other + TO], this.address);
      const time = link.spec.latency?.mean ?? 0;
      if (simulation.now - startedAt >= time) isTaken = true;
      else network.post(link, CANCEL, requests.handleOf(row), 0, CANCEL_SIZE);
    });
    return isTaken;
  }

  /** Calls back for the row of every tied attempt as it has got furthest. */
  private forEachOther(row: number, visit: (other: number) => void): void {
    const { requests } = this.world;
    for (let at = row; at >= 0; at = this.askedBy(at)) {
      const handle = requests.handleOf(at);
      const out = requests.ties!.get(handle);
      if (out === undefined) continue;
      for (const other of out) {
        const furthest = other === handle ? -1 : this.furthest(other);
        if (furthest >= 0) visit(furthest);
      }
      return;
    }
  }

  /** The request that somebody passed on as this one; −1 if nobody did. */
  private askedBy(row: number): number {
    const { requests } = this.world;
    const parent = requests.words[row + PARENT];
    if (parent === NO_REQUEST || !requests.isAwaited(row)) return -1;
    const above = requests.rowOf(parent);
    return this.isForwarded(above) ? above : -1;
  }

  private furthest(attempt: RequestHandle): number {
    const { requests } = this.world;
    let at = requests.ifLive(attempt);
    while (at >= 0 && this.isForwarded(at)) {
      const next = requests.ifLive(requests.words[at + RECEIVER_NOTE]);
      if (next < 0 || requests.words[next + PARENT] !== requests.handleOf(at)) return at;
      at = next;
    }
    return at >= 0 && requests.words[at + TO] >= 0 ? at : -1;
  }

  private isForwarded(row: number): boolean {
    const to = this.world.requests.words[row + TO];
    if (to < 0) return false;
    return (this.world.simulation.components[to] as Partial<Forwards>).forwards === true;
  }
}
