import type * as z from 'zod';
import type { Knobs } from '../model/knobs.ts';
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
  /** Strikes now; the function it returns takes all of it back. */
  apply(params: z.output<S>, context: FaultContext): () => void;
}

export function defineFault<S extends z.ZodObject>(fault: Fault<S>): Fault<S> {
  return fault;
}

export const NOTHING_TO_REVERT = (): void => {};
