import type { Live } from '../state/live.ts';
import { HEADER } from '../worker/frame.ts';

/** More dots than this at once can't be followed: from there on only some requests are shown. */
const MOST_EACH = 300;
/** Fewer than this, and twice as many can be shown again without passing the bound above. */
const FEW = 110;

/** The sampling to change to, as a power of two, or null when the present one is right. */
export function nextSampling({ dots, frame }: Live): number | null {
  if (frame === null) return null;
  const now = frame[HEADER.sampling];
  if (dots.count > MOST_EACH) return now + Math.ceil(Math.log2(dots.count / MOST_EACH));
  if (dots.count < FEW && now > 0) return now - 1;
  return null;
}
