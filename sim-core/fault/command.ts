import type { Fault } from './define.ts';

/** A fault that strikes, with whom and how. */
export interface Strike {
  readonly kind: 'strike';
  readonly fault: Fault;
  /** Parsed by the fault's own schema. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Seconds until it is taken back; null for ever. */
  readonly lasts: number | null;
  /** As a person would write it: `crash: order-3`. Shown in moments and mixed into the fingerprint. */
  readonly text: string;
}

/** A setting changed while the run goes on. */
export interface Change {
  readonly kind: 'change';
  readonly node: string;
  /** All settings of the node, parsed by its kind's schema, the changed one among them. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Something done to a run from outside. */
export type Command = Strike | Change;

/** A command of a person, stamped with the simulated second at which it was given. */
export interface Intervention {
  readonly at: number;
  readonly command: Command;
}

/** A line under `faults:`. */
export type ScheduledFault =
  | { readonly kind: 'once'; readonly at: number; readonly strike: Strike }
  /** Strikes again and again: up times are exponential with mean `mtbf`, down times with mean `mttr`. */
  | { readonly kind: 'attrition'; readonly mtbf: number; readonly mttr: number; readonly strike: Strike };
