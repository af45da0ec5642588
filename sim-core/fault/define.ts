import type * as z from 'zod';
import type { Knobs } from '../model/knobs.ts';
import type { Dimension } from '../model/units.ts';
import type { World } from '../model/world.ts';
import type { Random } from '../random/generator.ts';

/** Told of faults as they strike and end. It sees, it never changes. */
export interface FaultObserver {
  /** @param ends it will be taken back at a time that is known. @param isOver it was over at once. */
  struck(text: string, ends: boolean, isOver: boolean): void;
  /** One of those that end has ended. */
  ended(): void;
}

/** What a fault may touch: the knobs, and who is where. */
export interface FaultContext {
  readonly world: World;
  readonly knobs: Knobs;
  /** The stream `faults/targets`: for `any of …`. */
  readonly random: Random;
  readonly observer: FaultObserver;
}

/** How strong a fault can be: for whoever draws faults at random, or looks for the mildest that does something. */
export interface Strength {
  /** The setting that says it; more is worse. */
  readonly setting: string;
  readonly dimension: Dimension;
  /** Hardly felt, and as bad as it gets in practice; engine units. */
  readonly mild: number;
  readonly severe: number;
}

/**
 * A fault, declared once: one file here and one line in `fault/index.ts`. The setting that has the fault's
 * own name says whom it strikes; `at` and `for` belong to the schedule, not to the fault.
 */
export interface Fault<S extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly summary: string;
  readonly params: S;
  /** What the setting named like the fault means. */
  readonly strikes: 'instances' | 'links' | 'zone';
  /** False for a fault that is over at once, so that `for` makes no sense. */
  readonly lasts: boolean;
  /** How a sentence about it begins; braces hold its settings: `Crashing {crash}`. */
  readonly sentence: string;
  /** Without it, the fault strikes or it does not. */
  readonly strength?: Strength;
  /** A flag that makes it worse, and the words for that. */
  readonly worse?: { readonly setting: string; readonly words: string };
  /** A metric that only nodes have that feel it; without it, all do. */
  readonly feltWith?: string;
  /** Strikes now; the function it returns takes all of it back. */
  apply(params: z.output<S>, context: FaultContext): () => void;
}

export function defineFault<S extends z.ZodObject>(fault: Fault<S>): Fault<S> {
  return fault;
}

export const NOTHING_TO_REVERT = (): void => {};
