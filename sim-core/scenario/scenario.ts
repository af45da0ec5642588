import type { ScheduledFault } from '../fault/command.ts';
import type { Limits } from '../kernel/limits.ts';
import type { Kind } from '../model/define.ts';
import type { LinkRule } from '../model/network/network.ts';
import type { Objective } from './expect.ts';

/** A node of the scenario, before it has instances. */
export interface NodeSpec {
  readonly id: string;
  readonly kind: Kind;
  /** Settings in engine units, as the kind's schema gives them. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Settings as written. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Replicas are spread over these in turn; empty when the node is in no zone. */
  readonly zones: readonly string[];
}

/** A scenario that can be run: every name in it exists and every number is in engine units. */
export interface Scenario {
  readonly title: string;
  readonly story: string;
  /** The document as it was given. */
  readonly text: string;
  /** Sixteen hexadecimal digits that tell documents of different content apart; comments and layout don't count. */
  readonly hash: string;
  readonly seed: number;
  /** Seconds. */
  readonly duration: number;
  /** Seconds to leave out at the start, or how to choose them. */
  readonly warmup: number | 'auto' | 'none';
  readonly zones: readonly string[];
  readonly nodes: readonly NodeSpec[];
  readonly linkRule: LinkRule;
  readonly faults: readonly ScheduledFault[];
  readonly expect: readonly Objective[];
  readonly limits: Partial<Limits>;
  /** Contents of the files that nodes name, by the name they use. */
  readonly files: ReadonlyMap<string, string>;
}
