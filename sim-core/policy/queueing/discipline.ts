import type { Random } from '../../random/generator.ts';
import type { QueueingOptions } from './options.ts';

/** A request as a discipline sees it. It reads; it never writes. */
export interface QueuedRequest {
  /** Number of its class, from 0. */
  readonly class: number;
  /** 0 is the most important. */
  readonly priority: number;
  /** Of its class; more gets more. */
  readonly weight: number;
  /** Simulated seconds by which it must have ended; Infinity for none. */
  readonly deadline: number;
  /** Seconds of one core at full speed that it still needs. */
  readonly work: number;
  /** Simulated seconds at which it came to the queue. */
  readonly since: number;
}

/** The queue as a discipline sees it. */
export interface QueueView {
  /** Simulated seconds. */
  readonly now: number;
  /** Requests that wait. */
  readonly length: number;
  readonly options: QueueingOptions;
}

/**
 * A queue discipline: who of those that wait is served next, whether somebody in service must give way, and who is
 * turned away. Pure: all it remembers is in its state, all its luck comes from `luck`. Hooks that are not there are not
 * asked. One file each, one line in `index.ts`.
 *
 * A discipline either ranks requests or takes them from one end of the line: the oldest, or where it says so the
 * newest.
 */
export interface Discipline<State = unknown> {
  readonly name: string;
  readonly summary: string;
  /** Options that it reads; others would have no effect. */
  readonly reads: readonly (keyof QueueingOptions)[];
  /**
   * A request that ranks before one in service takes its core; that one waits and later goes on where it was. Its
   * rank must then depend on nothing but the request.
   */
  readonly isPreemptive?: true;
  /** All requests that are let in share the cores alike, at most one core each. */
  readonly isShared?: true;
  init(options: QueueingOptions): State;
  /** Smaller goes first, equals in order of arrival. Asked once for each request that comes. */
  rank?(state: State, request: QueuedRequest): number;
  /** A request of this rank begins. */
  began?(state: State, rank: number): void;
  /** Whether the newest goes next, rather than the oldest. */
  newestFirst?(state: State, view: QueueView): boolean;
  /** Whether a request that arrives is let in at all. Asked for each, also for those that need not wait. */
  admits?(state: State, view: QueueView, luck: Random): boolean;
  /** Seconds for which a request that joins those in `view` may wait. */
  patience?(state: State, view: QueueView): number;
  /** Whether the request whose turn it is, after waiting for `waited` seconds, is dropped; `view` is without it. */
  drops?(state: State, view: QueueView, waited: number): boolean;
  /** Nobody waits any more. */
  emptied?(state: State, now: number): void;
}

/** Keeps the state's type inside, so that disciplines of different states fit one table. */
export function defineDiscipline<State>(discipline: Discipline<State>): Discipline {
  return discipline;
}
