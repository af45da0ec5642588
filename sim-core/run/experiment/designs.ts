import { stream } from '../../random/generator.ts';
import type { Factor, Level } from './factor.ts';

/** One combination of values: a level for each factor, in their order. */
export type Point = readonly Level[];

/** Which combinations a sweep tries. */
export interface Design {
  readonly name: DesignName;
  readonly factors: readonly Factor[];
  readonly points: readonly Point[];
}

export const DESIGN_NAMES = ['grid', 'latin', 'one-at-a-time'] as const;
export type DesignName = (typeof DESIGN_NAMES)[number];

/** How many combinations a full grid has. */
export function gridSize(factors: readonly Factor[]): number {
  return factors.reduce((product, { levels }) => product * levels.length, 1);
}

/** Every combination of all values; the last factor changes fastest. */
export function grid(factors: readonly Factor[]): Design {
  let points: Point[] = [[]];
  for (const { levels } of factors)
    points = points.flatMap((point) => levels.map((level) => [...point, level]));
  return { name: 'grid', factors, points };
}

/**
 * A Latin hypercube (McKay, Beckman and Conover, Technometrics 21, 1979): each factor is cut into `count` strata of
 * equal size, and every stratum is used exactly once, at a place of its own. Lists are used as evenly as they can be.
 * @param seed decides which strata meet; the design has nothing to do with the luck of the runs.
 */
export function latinHypercube(factors: readonly Factor[], count: number, seed: number): Design {
  const columns = factors.map((factor) => {
    const random = stream(seed, `latin/${factor.path}`);
    const strata = Array.from({ length: count }, (_, i) => i);
    for (let i = count - 1; i > 0; i--) {
      const j = random.int(i + 1);
      [strata[i], strata[j]] = [strata[j], strata[i]];
    }
    return strata.map((stratum) => factor.between((stratum + random.double()) / count));
  });
  const points = Array.from({ length: count }, (_, i) => columns.map((column) => column[i]));
  return { name: 'latin', factors, points };
}

/** First every factor at its first value, then each of the other values of each factor alone. */
export function oneAtATime(factors: readonly Factor[]): Design {
  const base = factors.map(({ levels }) => levels[0]);
  const others = factors.flatMap(({ levels }, f) => levels.slice(1).map((level) => base.with(f, level)));
  return { name: 'one-at-a-time', factors, points: [base, ...others] };
}

/** `path=value` texts that make a document into one point of a design. */
export function overridesOf({ factors }: Design, point: Point): string[] {
  return factors.map(({ path }, f) => `${path}=${point[f].text}`);
}
