import type { Address } from '../../kernel/component.ts';
import type { FlowGroup } from '../../policy/sharing/max-min-fair.ts';

/** A message on its way through interfaces. */
export interface Flow {
  /** Number of its link, and the addresses at the ends of that. */
  readonly link: number;
  readonly from: Address;
  readonly to: Address;
  readonly op: number;
  readonly a: number;
  readonly b: number;
  /** Its size. */
  readonly bytes: number;
}

interface Progress {
  readonly flow: Flow;
  /** It is through when its group has served so many bytes to each. */
  readonly until: number;
}

/**
 * Messages that cross the same interfaces, and so have the same rate: what one of them has got since, each of them has.
 * So what is left of all is known by one number, however many they are.
 */
export class Flows implements FlowGroup {
  readonly path: readonly number[];
  /** Bytes per second, for each. */
  rate = 0;
  /** When the first of them is through if nothing changes. */
  endsAt = Infinity;
  /** Bytes that a message has got that was here all the time. */
  private served = 0;
  /** The last one to be through comes first; of two that end together, the later. */
  private readonly list: Progress[] = [];

  /** @param path directions of interfaces, by number. */
  constructor(path: readonly number[]) {
    this.path = path;
  }

  get count(): number {
    return this.list.length;
  }

  add(flow: Flow): void {
    if (this.list.length === 0) this.served = 0;
    const until = this.served + flow.bytes;
    let [low, high] = [0, this.list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.list[middle].until > until) low = middle + 1;
      else high = middle;
    }
    this.list.splice(low, 0, { flow, until });
  }

  /** @returns bytes that all of them together got in so many seconds. */
  proceed(seconds: number): number {
    this.served += this.rate * seconds;
    return this.rate * seconds * this.count;
  }

  setRate(rate: number, now: number): void {
    this.rate = rate;
    const { until } = this.list[this.list.length - 1];
    this.endsAt = now + Math.max(0, until - this.served) / rate;
  }

  /** Takes out those that are through first, to be called at {@link endsAt}. */
  through(): Flow[] {
    const { until } = this.list[this.list.length - 1];
    const first = this.list.findIndex((each) => each.until === until);
    return this.list
      .splice(first)
      .map(({ flow }) => flow)
      .reverse();
  }

  /** Takes out those that come from an address or go there. */
  cut(address: Address): Flow[] {
    const lost = this.list.filter(({ flow }) => isEnd(flow, address)).map(({ flow }) => flow);
    const rest = this.list.filter(({ flow }) => !isEnd(flow, address));
    this.list.splice(0, this.list.length, ...rest);
    return lost.reverse();
  }
}

function isEnd({ from, to }: Flow, address: Address): boolean {
  return from === address || to === address;
}
