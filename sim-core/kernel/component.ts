/** Index of a component in its simulation; messages and timers are addressed with it. */
export type Address = number;

/**
 * Anything that has a place in the simulated world and reacts to what reaches it.
 *
 * A component never waits, never polls and never asks whether it is up: a *message* to a component that is
 * down does not reach it, and a *timer* set before a crash dies with that incarnation.
 */
export interface Component {
  /** Unique name, such as `order-3`. */
  readonly id: string;
  /** Called once at time zero, after every component was built. */
  start?(): void;
  /** A message or timer of type `op` arrived; `a` and `b` are handles or other int32. */
  on(op: number, a: number, b: number): void;
  /** The process died: forget what a process keeps in memory. */
  crash?(abrupt: boolean): void;
  /** A new process starts with what survives on disk. */
  restart?(): void;
}
