import type { PageMoment } from '../worker/protocol.ts';

/** Moments that stand too near to each other for a flag each. */
export interface Cluster {
  /** Of the first of them, in points from the left. */
  readonly x: number;
  readonly moments: readonly PageMoment[];
}

/** Width of a flag and the air around it. */
const ROOM = 26;

/**
 * Groups moments for a track of a width. A fault that is only the cause of what is told beside it (a crash
 * and the node going down) shares a flag with it by being near.
 */
export function clustersOf(moments: readonly PageMoment[], xOf: (time: number) => number): Cluster[] {
  const clusters: { x: number; moments: PageMoment[] }[] = [];
  for (const moment of moments) {
    const x = xOf(moment.at);
    const last = clusters[clusters.length - 1];
    if (last !== undefined && x - last.x < ROOM) last.moments.push(moment);
    else clusters.push({ x, moments: [moment] });
  }
  return clusters;
}
