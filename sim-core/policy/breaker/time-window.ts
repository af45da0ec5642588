import { SlidingSum } from '../sliding-sum.ts';
import type { OutcomeWindow, WindowKind } from './outcome-window.ts';

/** The calls of the second that is running and of those before it. */
class TimeWindow implements OutcomeWindow {
  total = 0;
  failed = 0;
  slow = 0;
  private readonly sums: readonly SlidingSum[];

  constructor(seconds: number) {
    this.sums = [0, 1, 2].map(() => new SlidingSum(seconds, seconds));
  }

  record(now: number, isFailure: boolean, isSlow: boolean): void {
    const [total, failed, slow] = this.sums;
    total.add(now, 1);
    failed.add(now, isFailure ? 1 : 0);
    slow.add(now, isSlow ? 1 : 0);
    this.total = total.sum(now);
    this.failed = failed.sum(now);
    this.slow = slow.sum(now);
  }
}

/** resilience4j 2's `TIME_BASED` sliding window: one bucket a second, the running second included. */
export const timeWindow: WindowKind = {
  name: 'time-window',
  summary: 'Looks back on the last so many seconds.',
  reads: ['span'],
  minimum: ({ minimumCalls }) => minimumCalls,
  open: ({ span }) => new TimeWindow(Math.max(1, Math.round(span))),
};
