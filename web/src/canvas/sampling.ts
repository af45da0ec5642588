import type { Live } from '../state/live.ts';

/** More dots than this at once can't be followed: from there on only some requests are shown. */
const MOST = 300;
const FEWEST = 40;
/** Points of a link that a dot needs, so that dots in a row do not melt into a line. */
const PER_DOT = 2;
/** Below this share of the bound, twice as many can be shown again without passing it. */
const FEW = 0.36;

/** The sampling to change to, as a power of two, or null when the present one is right. */
export function nextSampling({ dots, sampling: now }: Live, room: number): number | null {
  const most = Math.max(FEWEST, Math.min(MOST, room / PER_DOT));
  if (dots.visible > most) return now + Math.ceil(Math.log2(dots.visible / most));
  if (dots.visible < FEW * most && now > 0) return now - 1;
  return null;
}
