import type { Random } from '../../random/generator.ts';
import type { BalancerOptions } from './options.ts';

/** No backend may be picked. */
export const NONE = -1;

/** What a balancer may know of its backends. It reads; it never writes. */
export interface BackendView {
  readonly size: number;
  /** `order-3`, or `127.0.0.1:9101` where the port matters. */
  readonly names: readonly string[];
  /** Integers from 1. */
  readonly weights: ArrayLike<number>;
  /** Attempts of this balancer that are not answered yet, per backend; or what backends last reported. */
  readonly inFlight: ArrayLike<number>;
  /** 1 if the backend may be picked: not down, not full, not tried by this request before. */
  readonly usable: ArrayLike<number>;
  /** 1 while a backend is in rotation, even if it is full or the request has tried it. */
  readonly up: ArrayLike<number>;
  /** What the request at hand has tried in vain, in order; almost always empty. */
  readonly tried: readonly number[];
  /** What is hashed for a request of this key, such as `/item/17`. */
  keyText(key: number): string;
  /** Simulated seconds. */
  readonly now: number;
  /** Zone of each backend, and of the balancer itself: numbers from 0; −1 if it is in none. */
  readonly zones: ArrayLike<number>;
  readonly zone: number;
  /** How busy each backend last said to be, 0 to 1; NaN if it never said. */
  readonly utilisation: ArrayLike<number>;
  readonly options: BalancerOptions;
  /** Dotted IPv4 address of the client that sends requests of this key. */
  address(key: number): string;
  /** Value of the header or cookie that a request of this key carries, such as a session's id. */
  headerText(key: number): string;
}

/**
 * A way to pick. Pure: all it remembers is in its state, all its luck comes from `random`, and it answers
 * with an index or {@link NONE}. One file each, one line in `index.ts`.
 */
export interface Balancer<State = unknown> {
  readonly name: string;
  readonly summary: string;
  /** Seconds between the reports of utilisation that it needs; without it, it needs none. */
  readonly reportPeriod?: number;
  init(view: BackendView): State;
  pick(view: BackendView, key: number, state: State, random: Random): number;
  /** A backend failed; `penalty` is its weight divided by the failures that it is allowed, rounded down. */
  failed?(state: State, index: number, penalty: number): void;
  /**
   * In-flight, weight or usability of this one backend changed; nothing else did. With this hook a balancer
   * may keep its backends in order instead of looking at all of them; without it, new weights start it anew.
   */
  changed?(state: State, view: BackendView, index: number): void;
  /** An attempt to `index` set out; {@link changed} came before. */
  began?(state: State, view: BackendView, index: number): void;
  /** An attempt to `index` ended after `seconds`; {@link changed} came before. `ok`: the backend did its part. */
  ended?(state: State, view: BackendView, index: number, seconds: number, ok: boolean): void;
  /** Whom to ask how they are, after a pick. The answers come to {@link probed}. The list may be reused. */
  probes?(state: State, view: BackendView, random: Random): readonly number[];
  /** A backend answered a probe: requests that it has in flight, and the latency that it expects, seconds. */
  probed?(state: State, view: BackendView, index: number, inFlight: number, seconds: number): void;
}

/** Keeps the state's type inside, so that balancers of different states fit one table. */
export function defineBalancer<State>(balancer: Balancer<State>): Balancer {
  return balancer;
}
