import type { Address } from '../../kernel/component.ts';
import { ConnectionPool } from '../../policy/connections/connection-pool.ts';
import type { Random } from '../../random/generator.ts';
import type { Link } from '../network/link.ts';
import type { Place } from '../place.ts';
import type { RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import { streamOf, type World } from '../world.ts';

export interface ConnectionSettings {
  readonly keep: number;
  readonly idle: number;
  readonly handshake: number;
}

/** Bytes of each message of a handshake. */
const HANDSHAKE_SIZE = 60;

/**
 * Puts attempts on connections. An idle one takes the request at once; a new one costs `handshake` round
 * trips first, each as long as the way just takes. One message lost on the way and the connection does not
 * come about: nobody hears of the attempt until it times out. Whether the backend is up shows only when the
 * request gets there.
 */
export class Connector {
  opened = 0;
  private readonly world: World;
  private readonly address: Address;
  private readonly links: readonly Link[];
  private readonly handshake: number;
  private readonly pool: ConnectionPool;
  private readonly op: number;
  private readonly random: Random;

  /** @param op of the timer that tells the owner that a connection stands. */
  constructor(
    world: World,
    address: Address,
    links: readonly Link[],
    settings: ConnectionSettings,
    op: number,
    random: Random,
  ) {
    this.world = world;
    this.address = address;
    this.links = links;
    this.handshake = settings.handshake;
    this.pool = new ConnectionPool(links.length, settings.keep, settings.idle);
    this.op = op;
    this.random = random;
  }

  get idle(): number {
    return this.pool.size;
  }

  send(backend: number, attempt: RequestHandle): void {
    const { network, simulation } = this.world;
    if (this.pool.take(backend, simulation.now)) {
      network.send(this.links[backend], attempt);
      return;
    }
    this.opened++;
    const wait = this.timeToConnect(this.links[backend]);
    if (wait === 0) network.send(this.links[backend], attempt);
    else if (wait > 0) simulation.timer(this.address, wait, this.op, attempt, backend);
  }

  /** The connection for this attempt stands, unless nobody waits for it any more. */
  connected(attempt: RequestHandle, backend: number): void {
    const { network, requests } = this.world;
    if (requests.ifLive(attempt) >= 0) network.send(this.links[backend], attempt);
  }

  /** An attempt has ended: after an answer its connection is free, otherwise it is gone. */
  ended(backend: number, result: number): void {
    if (result === status.REFUSED || result === status.RESET) this.pool.close(backend);
    else if (result !== status.TIMEOUT && result !== status.CANCELLED)
      this.pool.release(backend, this.world.simulation.now);
  }

  /** Seconds; negative if a message is lost. */
  private timeToConnect(link: Link): number {
    const { now } = this.world.simulation;
    let wait = 0;
    for (let trip = 0; trip < this.handshake; trip++) {
      for (const way of [link, link.reverse]) {
        if (!way.carries(now + wait, HANDSHAKE_SIZE, this.random)) return -1;
        wait += way.delay;
      }
    }
    return wait;
  }
}

/** Null where connections cost nothing. */
export function connectorOf(
  world: World,
  { id, address }: Place,
  links: readonly Link[],
  settings: ConnectionSettings | undefined,
  op: number,
): Connector | null {
  if (settings === undefined) return null;
  return new Connector(world, address, links, settings, op, streamOf(world, `${id}/connections`));
}
