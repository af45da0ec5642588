import type { Distribution } from '../../random/distributions.ts';
import type { KeyedRandom, Random } from '../../random/generator.ts';
import type { Flows } from './flows.ts';
import type { Place } from '../place.ts';

/** What a link is like when nothing is wrong with it. */
export interface LinkSpec {
  /** One-way delay in seconds; null for none. */
  readonly latency: Distribution | null;
  /** Bytes per second; Infinity for no limit. Messages of one direction of one link go one after another. */
  readonly bandwidth: number;
  /** Chance that a message is lost, 0 … 1. */
  readonly loss: number;
}

export const PERFECT_LINK: LinkSpec = { latency: null, bandwidth: Infinity, loss: 0 };

/** Something wrong with every link that matches: the verdict of a fault. Several add up. */
export interface LinkFault {
  matches(from: Place, to: Place): boolean;
  /** Nothing gets through. */
  readonly cut: boolean;
  /** Chance of loss on top of the link's own, 0 … 1. */
  readonly loss: number;
  /** Further one-way delay in seconds; null for none. */
  readonly delay: Distribution | null;
}

/** One direction between two instances. */
export class Link {
  readonly index: number;
  readonly from: Place;
  readonly to: Place;
  readonly spec: LinkSpec;
  /** Luck of requests on this kind of way: the same whichever replica it leads to. */
  readonly luck: KeyedRandom;
  /** Luck of messages that belong to no request. */
  readonly random: Random;
  reverse!: Link;
  /** Lane of a constant delay, or −1 when every message needs a closer look. */
  ring = -1;
  /** Network interfaces that messages have to pass first; null for none. */
  way: Flows | null = null;
  faults: readonly LinkFault[] = [];
  cut = false;
  loss = 0;
  /** When the last byte of the last message has left the sender. */
  busyUntil = 0;
  /** Seconds that the message takes which {@link carries} was asked about last. */
  delay = 0.5;
  sent = 0;
  dropped = 0;
  bytes = 0;

  constructor(index: number, from: Place, to: Place, spec: LinkSpec, luck: KeyedRandom, random: Random) {
    this.index = index;
    this.from = from;
    this.to = to;
    this.spec = spec;
    this.luck = luck;
    this.random = random;
  }

  /** Takes in which of the active faults concern this link. */
  suffer(active: readonly LinkFault[]): void {
    this.faults = active.filter((fault) => fault.matches(this.from, this.to));
    this.cut = this.faults.some((fault) => fault.cut);
    this.loss = 1 - this.faults.reduce((passes, fault) => passes * (1 - fault.loss), 1 - this.spec.loss);
  }

  /** True when a message on this link is only ever delayed by one constant. */
  get isPlain(): boolean {
    const { latency, bandwidth } = this.spec;
    const steady = latency === null || latency.kind === 'constant';
    return steady && bandwidth === Infinity && this.loss === 0 && this.faults.length === 0;
  }

  /** Whether a message of `bytes` that sets out at `now` arrives: after {@link delay}, then. */
  carries(now: number, bytes: number, random: Random): boolean {
    const { latency, bandwidth } = this.spec;
    this.delay = latency === null ? 0 : latency.sample(random);
    if (this.faults.length > 0) this.delayMore(random);
    if (this.cut || (this.loss > 0 && random.next() < this.loss)) return false;
    if (bandwidth === Infinity) return true;
    this.busyUntil = Math.max(now, this.busyUntil) + bytes / bandwidth;
    this.delay += this.busyUntil - now;
    return true;
  }

  private delayMore(random: Random): void {
    for (const { delay } of this.faults) if (delay !== null) this.delay += delay.sample(random);
  }
}
