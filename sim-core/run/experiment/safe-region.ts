import { gridSize, type Design } from './designs.ts';

/** Values of every factor, next to each other, at all of whose combinations something holds. */
export interface Box {
  /** For each factor its values, in their order. */
  readonly sides: readonly { readonly path: string; readonly values: readonly string[] }[];
  readonly points: number;
}

/** Boxes to be looked at before the search is given up. */
const MOST_BOXES = 30_000_000;

/**
 * The largest box of a grid at all of whose points something holds: by looking at every box, with sums over boxes so
 * that each costs the same (Crow, Summed-area tables, SIGGRAPH 1984, in as many dimensions as there are factors).
 * Null if nothing holds anywhere, if the design is no grid, or if there are too many boxes.
 */
export function largestBox({ name, factors, points }: Design, holds: readonly boolean[]): Box | null {
  const sizes = factors.map(({ levels }) => levels.length);
  const boxes = sizes.reduce((product, size) => product * ((size * (size + 1)) / 2), 1);
  if (name !== 'grid' || points.length !== gridSize(factors)) return null;
  if (sizes.reduce((product) => product * 2, boxes) > MOST_BOXES) return null; // each looks at 2^factors corners
  const strides = sizes.map((_, f) => sizes.slice(f + 1).reduce((product, size) => product * (size + 1), 1));
  const sums = sumsOf(sizes, strides, holds);
  let best = 0;
  let sides: [number, number][] = [];
  const search = (f: number, corner: readonly [number, number][], volume: number): void => {
    if (f === sizes.length) {
      if (volume > best && countIn(corner, strides, sums) === volume) {
        best = volume;
        sides = [...corner];
      }
      return;
    }
    const rest = sizes.slice(f + 1).reduce((product, size) => product * size, 1);
    for (let low = 0; low < sizes[f]; low++)
      for (let high = sizes[f]; high > low; high--) {
        if (volume * (high - low) * rest <= best) break;
        search(f + 1, [...corner, [low, high]], volume * (high - low));
      }
  };
  search(0, [], 1);
  if (best === 0) return null;
  return {
    points: best,
    sides: factors.map(({ path, levels }, f) => ({
      path,
      values: levels.slice(sides[f][0], sides[f][1]).map(({ text }) => text),
    })),
  };
}

/** How many of the points below each corner hold. */
function sumsOf(
  sizes: readonly number[],
  strides: readonly number[],
  holds: readonly boolean[],
): Float64Array {
  const sums = new Float64Array(sizes.reduce((product, size) => product * (size + 1), 1));
  for (let p = 0; p < holds.length; p++) {
    let rest = p;
    let at = 0;
    for (let f = sizes.length - 1; f >= 0; f--) {
      at += ((rest % sizes[f]) + 1) * strides[f];
      rest = Math.floor(rest / sizes[f]);
    }
    sums[at] = holds[p] ? 1 : 0;
  }
  for (let f = 0; f < sizes.length; f++)
    for (let at = strides[f]; at < sums.length; at++)
      if (Math.floor(at / strides[f]) % (sizes[f] + 1) > 0) sums[at] += sums[at - strides[f]];
  return sums;
}

/** Inclusion and exclusion over the corners of a box. */
function countIn(
  corner: readonly [number, number][],
  strides: readonly number[],
  sums: Float64Array,
): number {
  let count = 0;
  for (let mask = 0; mask < 1 << corner.length; mask++) {
    let at = 0;
    let sign = 1;
    for (let f = 0; f < corner.length; f++) {
      const isLow = (mask & (1 << f)) !== 0;
      at += corner[f][isLow ? 0 : 1] * strides[f];
      if (isLow) sign = -sign;
    }
    count += sign * sums[at];
  }
  return count;
}
