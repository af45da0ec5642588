import { SlidingSum } from '../sliding-sum.ts';
import type { Gauge, LoadView, Signal } from './signal.ts';

const SLICES = 10;

/** Mean of what ended over the last seconds; 0 when nothing did. */
class RecentMean implements Gauge {
  private readonly sum: SlidingSum;
  private readonly count: SlidingSum;
  private readonly valueOf: (waited: number, took: number) => number;

  constructor(over: number, valueOf: (waited: number, took: number) => number) {
    this.sum = new SlidingSum(over, SLICES);
    this.count = new SlidingSum(over, SLICES);
    this.valueOf = valueOf;
  }

  level(now: number): number {
    const count = this.count.sum(now);
    return count === 0 ? 0 : this.sum.sum(now) / count;
  }

  ended(now: number, waited: number, took: number): void {
    const value = this.valueOf(waited, took);
    if (value < 0) return;
    this.sum.add(now, value);
    this.count.add(now, 1);
  }
}

/** Mean busy share since the newest mark that is at least so old; marks are made when somebody asks. */
class RecentShare implements Gauge {
  private readonly over: number;
  private readonly marks: { readonly at: number; readonly area: number }[] = [{ at: 0, area: 0 }];

  constructor(over: number) {
    this.over = over;
  }

  level(now: number, view: LoadView): number {
    const area = view.busyArea!(now);
    const { marks, over } = this;
    if (now - marks[marks.length - 1].at >= over / SLICES) marks.push({ at: now, area });
    while (marks.length > 1 && now - marks[1].at >= over) marks.shift();
    const [{ at, area: before }] = marks;
    return now > at ? (area - before) / (now - at) : 0;
  }
}

export const utilisation: Signal = {
  name: 'utilisation',
  needsCores: true,
  open: (over) => new RecentShare(over),
};

export const queue: Signal = {
  name: 'queue',
  needsCores: false,
  open: () => ({ level: (_now, { queued }) => queued }),
};

export const held: Signal = {
  name: 'held',
  needsCores: false,
  open: () => ({ level: (_now, view) => view.held }),
};

/** As in DAGOR (Zhou et al., _Overload Control for Scaling WeChat Microservices_, SoCC 2018): the mean wait of a second. */
export const wait: Signal = {
  name: 'wait',
  needsCores: true,
  open: (over) => new RecentMean(over, (waited) => waited),
};

export const latency: Signal = {
  name: 'latency',
  needsCores: false,
  open: (over) => new RecentMean(over, (_waited, took) => took),
};
