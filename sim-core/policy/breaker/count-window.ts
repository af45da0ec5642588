import type { OutcomeWindow, WindowKind } from './outcome-window.ts';

const FAILED = 1;
const SLOW = 2;

/** The last so many calls. */
export class CountWindow implements OutcomeWindow {
  total = 0;
  failed = 0;
  slow = 0;
  private readonly ring: Uint8Array;
  private next = 0;

  constructor(calls: number) {
    this.ring = new Uint8Array(calls);
  }

  record(_now: number, isFailure: boolean, isSlow: boolean): void {
    const { ring, next } = this;
    if (this.total === ring.length) this.count(ring[next], -1);
    ring[next] = (isFailure ? FAILED : 0) | (isSlow ? SLOW : 0);
    this.count(ring[next], 1);
    this.next = (next + 1) % ring.length;
  }

  private count(outcome: number, change: number): void {
    this.total += change;
    if ((outcome & FAILED) !== 0) this.failed += change;
    if ((outcome & SLOW) !== 0) this.slow += change;
  }
}

/** resilience4j 2's `COUNT_BASED` sliding window. With a rate of 100 % it counts failures in a row. */
export const countWindow: WindowKind = {
  name: 'count-window',
  summary: 'Looks back on the last so many calls.',
  reads: ['calls'],
  minimum: ({ minimumCalls, calls }) => Math.min(minimumCalls, calls),
  open: ({ calls }) => new CountWindow(calls),
};
