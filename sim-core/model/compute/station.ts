import type { RequestHandle } from '../requests.ts';
import type { Params } from './server-settings.ts';

/** How many wait in front of the cores, at most so far, and request · seconds of that. */
export interface Backlog {
  readonly length: number;
  readonly peak: number;
  area(now: number): number;
}

/** Whose requests a station works on. */
export interface StationOwner {
  /** The work on a request begins; told only when requests are tied to others. */
  began(row: number): void;
  /** The work on a request is done. */
  worked(handle: RequestHandle, row: number): void;
  /** A request is not worked on, or not any more. */
  turnedAway(handle: RequestHandle, result: number): void;
}

/** Cores and the queue in front of them: where requests are worked on, in the order of a queue discipline. */
export interface Station {
  readonly waiting: Backlog;
  /** Requests that the discipline dropped, that waited too long, and times that one gave way to another. */
  readonly dropped: number;
  readonly timedOut: number;
  readonly preempted: number;
  configure(settings: Params): void;
  /** Begins the work on a request, queues it, or turns it away. */
  admit(handle: RequestHandle, row: number): void;
  /** The timer of a task has come. */
  taskDone(handle: RequestHandle, slot: number): void;
  /** A request has waited for as long as it may. */
  waitedTooLong(handle: RequestHandle): void;
  /**
   * Lets go of a request that waits or is worked on: nobody wants it any more. Its row may be freed afterwards.
   * @returns seconds of work at full speed that are saved.
   */
  withdraw(handle: RequestHandle, row: number): number;
  /** Forgets all requests. */
  clear(): void;
}
