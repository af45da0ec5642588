import type { Simulation } from '../../kernel/simulation.ts';
import { NEXT } from '../request-rows.ts';
import { NO_REQUEST, type RequestHandle, type Requests } from '../requests.ts';

/** Waiting requests, first in first out, linked through the table's `next` column. */
export class Fifo {
  length = 0;
  /** Longest it ever was. */
  peak = 0;
  head: RequestHandle = NO_REQUEST;
  private tail: RequestHandle = NO_REQUEST;
  private lengthArea = 0;
  private changedAt = 0;
  private readonly requests: Requests;
  private readonly simulation: Simulation;

  constructor(requests: Requests, simulation: Simulation) {
    this.requests = requests;
    this.simulation = simulation;
  }

  push(handle: RequestHandle): void {
    const { requests } = this;
    requests.words[requests.rowOf(handle) + NEXT] = NO_REQUEST;
    if (this.length === 0) this.head = handle;
    else requests.words[requests.rowOf(this.tail) + NEXT] = handle;
    this.tail = handle;
    this.account(1);
    if (this.length > this.peak) this.peak = this.length;
  }

  shift(): RequestHandle {
    const handle = this.head;
    this.head = this.requests.words[this.requests.rowOf(handle) + NEXT];
    this.account(-1);
    return handle;
  }

  clear(): void {
    this.account(-this.length);
    this.head = NO_REQUEST;
  }

  /** Request · seconds waited up to `now`. */
  area(now: number): number {
    return this.lengthArea + this.length * (now - this.changedAt);
  }

  private account(change: number): void {
    const { now } = this.simulation;
    this.lengthArea += this.length * (now - this.changedAt);
    this.changedAt = now;
    this.length += change;
  }
}
