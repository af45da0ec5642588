import type { Random } from '../../random/generator.ts';

/** No backend may be picked. */
export const NONE = -1;

/** What a balancer may know of its backends. It reads; it never writes. */
export interface BackendView {
  readonly size: number;
  /** `order-3`, or `127.0.0.1:9101` where the port matters. */
  readonly names: readonly string[];
  /** Integers from 1. */
  readonly weights: ArrayLike<number>;
  /** Attempts of this balancer that are not answered yet, per backend. */
  readonly inFlight: ArrayLike<number>;
  /** 1 if the backend may be picked: not down, not full, not tried by this request before. */
  readonly usable: ArrayLike<number>;
  /** What the request at hand has tried in vain, in order; almost always empty. */
  readonly tried: readonly number[];
  /** What is hashed for a request of this key, such as `/item/17`. */
  keyText(key: number): string;
  /** Dotted IPv4 address of the client that sends requests of this key. */
  address(key: number): string;
}

/**
 * A way to pick. Pure: all it remembers is in its state, all its luck comes from `random`, and it answers
 * with an index or {@link NONE}. One file each, one line in `index.ts`.
 */
export interface Balancer<State = unknown> {
  readonly name: string;
  readonly summary: string;
  init(view: BackendView): State;
  pick(view: BackendView, key: number, state: State, random: Random): number;
  /** A backend failed; `penalty` is its weight divided by the failures that it is allowed, rounded down. */
  failed?(state: State, index: number, penalty: number): void;
}

/** Keeps the state's type inside, so that balancers of different states fit one table. */
export function defineBalancer<State>(balancer: Balancer<State>): Balancer {
  return balancer;
}
