import type { Factor } from './factor.ts';
import type { Responses } from './sweep.ts';

/** Where a curve turns from flat to steep, or from steep to flat. */
export interface Knee {
  readonly path: string;
  /** The value at the knee, and between which values it may lie; in a grid, the range of knees that single seeds have. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
  /** Greatest distance from the straight line between the ends, as a share of the height: up to 1. */
  readonly strength: number;
}

/** A curve that bends less has no knee worth a name; a parabola from its vertex has 0.25. */
export const CLEAR = 0.25;
const FEWEST = 5;

/**
 * The knee of a figure over one ordered factor, as Kneedle defines it (Satopää, Albrecht, Irwin and Raghavan, Finding
 * a “Kneedle” in a Haystack, 2011): with both axes scaled to 0 … 1, the point farthest from the line between the
 * ends. Of several factors the others are averaged over, as far as they are the same at every value. Null when there
 * are fewer than five values or when the curve is nearly straight.
 */
export function kneeOf(factor: Factor, f: number, { points, bySeed }: Responses): Knee | null {
  if (factor.scale === 'names' || bySeed.length === 0) return null;
  const levels = factor.levels.filter(({ text }) => points.some((point) => point[f].text === text));
  const ordered = levels.toSorted((a, b) => a.position - b.position);
  if (ordered.length < FEWEST) return null;
  const members = comparable(
    ordered.map(({ text }) => text),
    points,
    f,
  );
  if (members[0].length === 0) return null;
  const curve = (line: readonly number[]) =>
    members.map((own) => own.reduce((sum, p) => sum + line[p], 0) / own.length);
  const mean = points.map((_, p) => bySeed.reduce((sum, line) => sum + line[p], 0) / bySeed.length);
  const positions = ordered.map(({ position }) => position);
  const found = farthest(positions, curve(mean));
  if (found === null || found.distance < CLEAR) return null;
  const each = bySeed.flatMap((line) => farthest(positions, curve(line))?.index ?? []);
  return {
    path: factor.path,
    at: ordered[found.index].text,
    from: ordered[Math.min(found.index, ...each)].text,
    to: ordered[Math.max(found.index, ...each)].text,
    strength: found.distance,
  };
}

/** For each value the points that have it, and whose other values are there with every value. */
function comparable(
  texts: readonly string[],
  points: readonly (readonly { readonly text: string }[])[],
  f: number,
): number[][] {
  const others = points.map((point) => JSON.stringify(point.map(({ text }, i) => (i === f ? '' : text))));
  const counts = new Map<string, number>();
  for (const key of others) counts.set(key, (counts.get(key) ?? 0) + 1);
  return texts.map((text) =>
    [...points.keys()].filter((p) => points[p][f].text === text && counts.get(others[p]) === texts.length),
  );
}

/** The point farthest from the line between the ends of a curve; null if it is flat. */
export function farthest(
  xs: readonly number[],
  ys: readonly number[],
): { index: number; distance: number } | null {
  const width = xs[xs.length - 1] - xs[0];
  const height = Math.max(...ys) - Math.min(...ys);
  if (height === 0 || width === 0) return null;
  const rise = ys[ys.length - 1] - ys[0];
  const distances = ys.map((y, i) => Math.abs(y - ys[0] - (rise * (xs[i] - xs[0])) / width) / height);
  const distance = Math.max(...distances);
  return { index: distances.indexOf(distance), distance };
}
