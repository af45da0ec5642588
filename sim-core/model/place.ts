import type { Address } from '../kernel/component.ts';

/** Where an instance stands: `order-3` is the third replica of node `order`, in zone `a`. */
export interface Place {
  /** Unique: the node's id, with `-1`, `-2` … behind it when the node has replicas. */
  readonly id: string;
  /** Id of the node in the scenario. */
  readonly node: string;
  /** From 0. */
  readonly index: number;
  readonly address: Address;
  /** Empty when the scenario has no zones. */
  readonly zone: string;
}
