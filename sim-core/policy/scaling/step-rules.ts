/** How a step's number is meant. */
export type Change = 'replicas' | 'percent' | 'exact';

/** From `above` over the threshold on (below it where negative), as far as the next step. */
export interface Step {
  /** Measured − target, in the unit of what is watched: 0.2 is twenty points of utilisation above. */
  readonly above: number;
  /** Replicas or percent; negative takes away. */
  readonly change: number;
}

/**
 * The step that holds for a breach. Steps at or above 0 hold from their bound upwards, those below 0 from
 * their bound downwards; the outermost that is reached counts.
 */
export function stepFor(breach: number, steps: readonly Step[]): Step | null {
  let found: Step | null = null;
  for (const step of steps) {
    const isReached = step.above >= 0 ? breach >= step.above : breach <= step.above;
    if (isReached && (found === null || Math.abs(step.above) > Math.abs(found.above))) found = step;
  }
  return found;
}

/**
 * Capacity after a step. Percentages are rounded as AWS does: towards zero, but a fraction of one replica
 * is one replica.
 */
export function adjusted(capacity: number, { change }: Step, how: Change): number {
  if (how === 'exact') return change;
  if (how === 'replicas') return capacity + change;
  const exact = (capacity * change) / 100;
  if (exact > 0 && exact < 1) return capacity + 1;
  if (exact < 0 && exact > -1) return capacity - 1;
  return capacity + Math.trunc(exact);
}
