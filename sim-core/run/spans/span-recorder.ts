import {
  ARRIVED_AT,
  ATTEMPT,
  CLASS,
  FROM,
  KEY,
  KIND,
  OPENED_AT,
  PARENT,
  REPLIED_AT,
  ROOT,
  ROW_SHIFT,
  STARTED_AT,
  STATUS,
  TO,
} from '../../model/request-rows.ts';
import { NO_REQUEST, type RequestObserver, type Requests } from '../../model/requests.ts';
import { PENDING } from '../../model/status.ts';
import type { World } from '../../model/world.ts';
import { hashOf } from '../hops.ts';

/** One row of the table of requests after its end: an attempt, or a logical request. Times in simulated seconds. */
export interface Span {
  /** Handle of the row, its parent and its logical request, each with when it was opened: handles come round again. */
  readonly handle: number;
  readonly parent: number;
  readonly parentOpened: number;
  readonly root: number;
  readonly rootOpened: number;
  readonly from: number;
  /** −1: it was never sent; a logical request is not. */
  readonly to: number;
  readonly kind: number;
  readonly className: number;
  readonly key: number;
  readonly attempt: number;
  readonly status: number;
  readonly opened: number;
  /** −1: never. */
  readonly arrived: number;
  readonly started: number;
  readonly replied: number;
  /** When its opener had an answer, or stopped waiting. */
  readonly settled: number;
}

/**
 * Keeps the rows of a run as they end. Of the logical requests one in 2^`sampling` is kept with all that was done for
 * it, chosen by a hash of the request; when there are more spans than room, the sample is made sparser, not cut off. It
 * sees, it never changes the run.
 */
export class SpanRecorder implements RequestObserver {
  private spans: Span[] = [];
  private log2 = 0;
  private settledAt = new Float64Array(0);
  /** The latest span of a handle: for those who were opened by it and end later. */
  private readonly latest = new Map<number, Span>();
  private readonly world: World;
  private readonly requests: Requests;
  private readonly most: number;

  /** @param most spans to keep; beyond it, fewer requests are. */
  constructor(world: World, most: number) {
    this.world = world;
    this.requests = world.requests;
    this.most = most;
    world.requests.observer = this;
  }

  /** Base-two logarithm of how many logical requests each kept one stands for. */
  get sampling(): number {
    return this.log2;
  }

  settled(row: number): void {
    const index = row >> ROW_SHIFT;
    if (index >= this.settledAt.length) this.growTo(index + 1);
    this.settledAt[index] = this.world.simulation.now;
  }

  closed(row: number): void {
    if (!this.isKept(this.requests.words[row + ROOT])) return;
    const span = this.spanOf(row, this.settledAt[row >> ROW_SHIFT]);
    this.latest.set(span.handle, span);
    this.spans.push(span);
    while (this.spans.length > this.most) this.thin();
  }

  /** Everything kept, in the order in which it was opened; what is still open comes with the status `pending`. */
  all(): Span[] {
    const { requests, world } = this;
    const open: Span[] = [];
    requests.forEachLive((row) => {
      if (!this.isKept(requests.words[row + ROOT])) return;
      const isSettled = requests.words[row + STATUS] !== PENDING;
      open.push(this.spanOf(row, isSettled ? this.settledAt[row >> ROW_SHIFT] : world.simulation.now));
    });
    return [...this.spans, ...open].sort((a, b) => a.opened - b.opened || a.handle - b.handle);
  }

  private isKept(root: number): boolean {
    return (hashOf(root) & ((1 << this.log2) - 1)) === 0;
  }

  private spanOf(row: number, settled: number): Span {
    const { floats, words } = this.requests;
    const [parent, root] = [words[row + PARENT], words[row + ROOT]];
    return {
      handle: this.requests.handleOf(row),
      parent,
      parentOpened: this.openedAt(parent),
      root,
      rootOpened: this.openedAt(root),
      from: words[row + FROM],
      to: words[row + TO],
      kind: words[row + KIND],
      className: floats[row + CLASS],
      key: floats[row + KEY],
      attempt: words[row + ATTEMPT],
      status: words[row + STATUS],
      opened: floats[row + OPENED_AT],
      arrived: floats[row + ARRIVED_AT],
      started: floats[row + STARTED_AT],
      replied: floats[row + REPLIED_AT],
      settled,
    };
  }

  /** When a row was opened that may have ended; −1 if that is not known. */
  private openedAt(handle: number): number {
    if (handle === NO_REQUEST) return -1;
    const row = this.requests.ifLive(handle);
    return row >= 0 ? this.requests.floats[row + OPENED_AT] : (this.latest.get(handle)?.opened ?? -1);
  }

  private thin(): void {
    this.log2++;
    this.spans = this.spans.filter(({ root }) => this.isKept(root));
    for (const [handle, { root }] of this.latest) if (!this.isKept(root)) this.latest.delete(handle);
  }

  private growTo(rows: number): void {
    const longer = new Float64Array(Math.max(rows, 2 * this.settledAt.length, 256));
    longer.set(this.settledAt);
    this.settledAt = longer;
  }
}
