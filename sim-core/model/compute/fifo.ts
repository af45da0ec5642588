import type { Simulation } from '../../kernel/simulation.ts';
import { NEXT, PLACE } from '../request-rows.ts';
import { NO_REQUEST, rowIn, type RequestHandle, type Requests } from '../requests.ts';
import { Line } from './line.ts';

/** Waiting requests in order of arrival, linked through the table: `next` is the row behind, `place` the one before. */
export class Fifo extends Line {
  head: RequestHandle = NO_REQUEST;
  tail: RequestHandle = NO_REQUEST;
  private readonly requests: Requests;

  constructor(requests: Requests, simulation: Simulation) {
    super(simulation);
    this.requests = requests;
  }

  push(handle: RequestHandle): void {
    const { requests, tail } = this;
    const row = rowIn(handle);
    requests.words[row + NEXT] = NO_REQUEST;
    requests.floats[row + PLACE] = tail;
    if (tail === NO_REQUEST) this.head = handle;
    else requests.words[requests.rowOf(tail) + NEXT] = handle;
    this.tail = handle;
    this.account(1);
  }

  shift(): RequestHandle {
    const handle = this.head;
    this.head = this.requests.words[rowIn(handle) + NEXT];
    if (this.head === NO_REQUEST) this.tail = NO_REQUEST;
    this.account(-1);
    return handle;
  }

  /** Takes out one that waits, wherever it stands. */
  remove(handle: RequestHandle): void {
    const { requests } = this;
    const row = requests.rowOf(handle);
    const before = handle === this.head ? NO_REQUEST : requests.floats[row + PLACE];
    const behind = requests.words[row + NEXT];
    if (before === NO_REQUEST) this.head = behind;
    else requests.words[requests.rowOf(before) + NEXT] = behind;
    if (behind === NO_REQUEST) this.tail = before;
    else requests.floats[requests.rowOf(behind) + PLACE] = before;
    this.account(-1);
  }

  clear(): void {
    this.account(-this.length);
    this.head = this.tail = NO_REQUEST;
  }
}
