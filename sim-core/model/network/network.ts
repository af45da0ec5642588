import { assert } from '../../kernel/assert.ts';
import type { Address } from '../../kernel/component.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import { keyedStream, stream } from '../../random/generator.ts';
import { CANCEL, REPLY, REQUEST } from '../op.ts';
import type { Place } from '../place.ts';
import { ATTEMPT, FROM, LINK, LUCK, REPLIED_AT, REPLY_SIZE, SIZE, STATE, TO } from '../request-rows.ts';
import { REPLYING, TRAVELLING, type RequestHandle, type Requests } from '../requests.ts';
import { CANCELLED, REFUSED, RESET, type Status } from '../status.ts';
import type { Flow, Flows } from './flows.ts';
import { Link, type LinkFault, type LinkSpec } from './link.ts';
import type { Nic } from './nic.ts';
import { Nics } from './nics.ts';

/** Which {@link LinkSpec} holds between two places. */
export type LinkRule = (from: Place, to: Place) => LinkSpec;

/** Watches messages set out: to draw them. `arrives` is −1 for a message that is lost on the way. */
export interface NetworkTap {
  /** A request, or the reply to it with its status. */
  hop(link: Link, row: number, leaves: number, arrives: number, isReply: boolean, status: Status): void;
  /** A message of a protocol. */
  post(link: Link, op: number, a: number, leaves: number, arrives: number): void;
}

const MAX_ADDRESS = 65_536;
/** Bytes of an RST_STREAM frame with the headers of TCP and IP. */
export const CANCEL_SIZE = 53;

/**
 * Moves everything between components: nothing else does. It asks the link for a verdict (pass, delay or
 * drop) and schedules the delivery.
 *
 * A message is one unit: it arrives whole or not at all. Left out: packets, congestion control and TCP's
 * retransmission, so a lost message stays lost until somebody's timeout notices. A process that is down
 * refuses connections at once (RFC 9293 §3.5.2, reset); a machine that is gone says nothing.
 */
export class Network {
  readonly links: Link[] = [];
  tap: NetworkTap | null = null;
  /** Messages lost on links. */
  dropped = 0;
  /** Null where no instance has a network interface of its own. */
  private nics: Nics | null = null;
  private readonly byPair = new Map<number, Link>();
  private readonly silent = new Set<Address>();
  private readonly faults: LinkFault[] = [];
  private readonly simulation: Simulation;
  private readonly requests: Requests;
  private readonly places: readonly Place[];
  private readonly rule: LinkRule;
  private readonly seed: number;

  constructor(
    simulation: Simulation,
    requests: Requests,
    places: readonly Place[],
    rule: LinkRule,
    seed: number,
  ) {
    this.simulation = simulation;
    this.requests = requests;
    this.places = places;
    this.rule = rule;
    this.seed = seed;
    simulation.undelivered = (_target, op, a) => this.undeliverable(op, a);
  }

  /**
   * Gives an instance a network interface. To be called before there are links.
   * @param bytesPerSecond in each of its two directions.
   */
  addNic(address: Address, bytesPerSecond: number): Nic {
    this.nics ??= new Nics(this.simulation, (flow) => this.flowDone(flow));
    return this.nics.add(address, bytesPerSecond);
  }

  /** All instances have their addresses now. */
  complete(): void {
    this.nics?.join();
  }

  /** The way from one instance to another, made when first asked for; never changes identity. */
  link(from: Address, to: Address): Link {
    const known = this.byPair.get(from * MAX_ADDRESS + to);
    if (known !== undefined) return known;
    const there = this.make(from, to);
    const back = from === to ? there : this.make(to, from);
    there.reverse = back;
    back.reverse = there;
    return there;
  }

  /** Sends a request that its opener has just opened. */
  send(link: Link, handle: RequestHandle): void {
    const { requests } = this;
    const row = requests.rowOf(handle);
    requests.carry(row);
    requests.words[row + TO] = link.to.address;
    requests.words[row + LINK] = link.index;
    requests.words[row + STATE] = TRAVELLING;
    if (!this.dispatch(link, row, REQUEST, handle, 0)) requests.drop(row);
  }

  /** Sends the answer to a request back the way it came. */
  reply(handle: RequestHandle, status: Status): void {
    this.replyFrom(this.requests.rowOf(handle), handle, status);
  }

  private replyFrom(row: number, handle: RequestHandle, status: Status): void {
    const { requests } = this;
    const link = this.links[requests.words[row + LINK]].reverse;
    requests.words[row + STATE] = REPLYING;
    requests.floats[row + REPLIED_AT] = this.simulation.now;
    if (!this.dispatch(link, row, REPLY, handle, status)) requests.drop(row);
  }

  /** As {@link reply}; but one that its own opener has cancelled is let go of in silence. */
  answer(handle: RequestHandle, result: Status): void {
    const { requests } = this;
    const row = requests.rowOf(handle);
    if (result === CANCELLED && !requests.isAwaited(row)) requests.drop(row);
    else this.replyFrom(row, handle, result);
  }

  /**
   * Tells the receiver of a request that its opener wants it no more, as with RST_STREAM (RFC 9113 §6.4). To be called
   * before the opener closes it. Nothing is sent for a request that has not set out, or whose loss is known.
   */
  cancel(row: number): void {
    const { requests } = this;
    if (!requests.isCarried(row)) return;
    const link = this.links[requests.words[row + LINK]];
    this.post(link, CANCEL, requests.handleOf(row), 0, CANCEL_SIZE);
  }

  /** Sends a message of a protocol that belongs to no request; `a` and `b` are int32. */
  post(link: Link, op: number, a: number, b: number, bytes = 0): void {
    assert(a === (a | 0) && b === (b | 0), 'what a message says must fit in 32 bits');
    link.sent++;
    link.bytes += bytes;
    const { simulation } = this;
    if (link.ring >= 0) {
      if (this.tap !== null) this.tap.post(link, op, a, simulation.now, simulation.now + this.constant(link));
      simulation.messageInRing(link.ring, link.to.address, op, a, b);
      return;
    }
    if (link.way !== null && bytes > 0) this.enter(link, link.way, op, a, b, bytes);
    else this.postOn(link, op, a, b, bytes);
  }

  private postOn(link: Link, op: number, a: number, b: number, bytes: number): void {
    const { simulation } = this;
    const arrives = link.carries(simulation.now, bytes, link.random);
    if (this.tap !== null) this.tap.post(link, op, a, simulation.now, this.arrival(link, arrives));
    if (!arrives) this.lose(link);
    else simulation.after(link.delay).messageDue(link.to.address, op, a, b);
  }

  /** Puts a fault on every link it matches, also on those not made yet. */
  addFault(fault: LinkFault): void {
    this.faults.push(fault);
    for (const link of this.links) this.refresh(link);
  }

  removeFault(fault: LinkFault): void {
    const at = this.faults.indexOf(fault);
    if (at >= 0) this.faults.splice(at, 1);
    for (const link of this.links) this.refresh(link);
  }

  /**
   * A component has just gone down. Requests that it had opened are forgotten; those that it held are
   * answered with a reset connection, or with silence when the whole machine is gone.
   */
  crashed(address: Address, abrupt: boolean): void {
    const { requests } = this;
    if (abrupt) this.machineGone(address);
    requests.forEachLive((row) => {
      const held =
        requests.words[row + TO] === address && requests.isCarried(row) && isWithReceiver(requests, row);
      if (held) {
        if (abrupt) requests.drop(row);
        else this.reply(requests.handleOf(row), RESET);
      }
    });
    requests.forEachLive((row) => {
      if (requests.words[row + FROM] === address && requests.isAwaited(row)) requests.close(row, RESET);
    });
  }

  restarted(address: Address): void {
    this.silent.delete(address);
  }

  /** A request or a reply sets out. @returns false if it is lost. */
  private dispatch(link: Link, row: number, op: number, handle: RequestHandle, status: Status): boolean {
    const isReply = op === REPLY;
    const bytes = this.requests.floats[row + (isReply ? REPLY_SIZE : SIZE)];
    link.sent++;
    link.bytes += bytes;
    if (link.ring >= 0) {
      if (this.tap !== null) this.tapHop(link, row, isReply, status);
      this.simulation.messageInRing(link.ring, link.to.address, op, handle, status);
      return true;
    }
    if (link.way !== null && bytes > 0) {
      this.enter(link, link.way, op, handle, status, bytes);
      return true;
    }
    return this.travel(link, row, op, handle, status, bytes, isReply);
  }

  private tapHop(link: Link, row: number, isReply: boolean, status: Status): void {
    const { now } = this.simulation;
    this.tap!.hop(link, row, now, now + this.constant(link), isReply, status);
  }

  /** What the link makes of a message that sets out on it now. @returns false if that is lost. */
  private travel(
    link: Link,
    row: number,
    op: number,
    handle: RequestHandle,
    status: Status,
    bytes: number,
    isReply: boolean,
  ): boolean {
    const { simulation, requests } = this;
    // Way and direction, attempt and request decide the luck; not who was asked before.
    const key = requests.floats[row + LUCK] + requests.words[row + ATTEMPT] * 2 + (isReply ? 1 : 0);
    const arrives = link.carries(simulation.now, bytes, link.luck.rekey(key));
    if (this.tap !== null)
      this.tap.hop(link, row, simulation.now, this.arrival(link, arrives), isReply, status);
    if (arrives) simulation.after(link.delay).messageDue(link.to.address, op, handle, status);
    else this.lose(link);
    return arrives;
  }

  /** For a tap. */
  private arrival(link: Link, arrives: boolean): number {
    return arrives ? this.simulation.now + link.delay : -1;
  }

  /** A message begins to pass the interfaces on its way. */
  private enter(
    { index, from, to }: Link,
    way: Flows,
    op: number,
    a: number,
    b: number,
    bytes: number,
  ): void {
    this.nics!.begin({ link: index, from: from.address, to: to.address, op, a, b, bytes }, way);
  }

  /** The last byte of a message has passed the interfaces on its way. */
  private flowDone({ link: index, op, a, b, bytes }: Flow): void {
    const link = this.links[index];
    if (op === REQUEST || op === REPLY) {
      const row = this.requests.rowOf(a);
      if (!this.travel(link, row, op, a, b, bytes, op === REPLY)) this.requests.drop(row);
    } else this.postOn(link, op, a, b, bytes);
  }

  private machineGone(address: Address): void {
    this.silent.add(address);
    for (const { link, op, a } of this.nics?.cut(address) ?? []) {
      this.lose(this.links[link]);
      if (op === REQUEST || op === REPLY) this.requests.drop(this.requests.rowOf(a));
    }
  }

  private lose(link: Link): void {
    link.dropped++;
    this.dropped++;
  }

  /** A message reached an instance that is down. */
  private undeliverable(op: number, a: number): void {
    if (op !== REQUEST && op !== REPLY) return;
    const row = this.requests.rowOf(a);
    if (op === REQUEST && !this.silent.has(this.requests.words[row + TO])) this.reply(a, REFUSED);
    else this.requests.drop(row);
  }

  private make(from: Address, to: Address): Link {
    const [a, b] = [this.places[from], this.places[to]];
    const way = `network/${a.node}>${b.node}`;
    const link = new Link(
      this.links.length,
      a,
      b,
      this.rule(a, b),
      keyedStream(this.seed, way),
      stream(this.seed, `network/${a.id}>${b.id}`),
    );
    this.links.push(link);
    link.way = this.nics?.way(from, to) ?? null;
    this.byPair.set(from * MAX_ADDRESS + to, link);
    this.refresh(link);
    return link;
  }

  private refresh(link: Link): void {
    link.suffer(this.faults);
    link.ring = link.isPlain && link.way === null ? this.simulation.ring(this.constant(link)) : -1;
  }

  private constant(link: Link): number {
    return link.spec.latency === null ? 0 : link.spec.latency.mean;
  }
}

function isWithReceiver(requests: Requests, row: number): boolean {
  return requests.words[row + STATE] !== TRAVELLING && requests.words[row + STATE] !== REPLYING;
}
