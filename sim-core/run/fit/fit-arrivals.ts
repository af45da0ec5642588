import {
  clusterIndex,
  dispersionOf,
  fitClusters,
  type Clusters,
  type Dispersion,
} from '../../stats/fit/dispersion.ts';
import { bestSteps, countIn, finestWidth, type RateSteps } from '../../stats/fit/rate-steps.ts';
import { NORMAL_95 } from '../../stats/student-t.ts';
import type { Log } from './read-log.ts';

/** How requests come, as a source of a scenario can say it. */
export interface ArrivalFit {
  readonly model: 'poisson' | 'constant' | 'bursts';
  /** Mean over the whole log, per second. */
  readonly rate: number;
  /** Half-width of its 95 % interval: counts vary with their index of dispersion. */
  readonly half: number;
  /** Null: the same rate throughout. */
  readonly steps: RateSteps | null;
  readonly clusters: Clusters | null;
  /** What the choice rests on, from short windows to long ones. */
  readonly dispersion: readonly Dispersion[];
}

/** Below this index in long windows, arrivals are more even than chance. */
const EVEN = 0.3;
/** An index is never taken for less when steps are chosen: even arrivals have profiles too. */
const LEAST_INDEX = 0.2;

/** Rounds of looking for the width of the steps; it hardly ever takes more than three. */
const MOST_ROUNDS = 8;

/**
 * Finds the rate over time and how bursty requests are beside it. The two depend on each other: fine steps hide
 * bursts, and bursts that are not known look like a rate that changes. So it begins with the finest steps and looks at
 * the index of dispersion within them; with that index wider steps may be better, which show more of the bursts, and
 * so on until the steps grow no more.
 */
export function fitArrivals({ records, span, resolution }: Log): ArrivalFit {
  const first = records[0].at;
  const times = Float64Array.from(records, ({ at }) => at - first);
  let width = finestWidth(times.length, span, resolution);
  let steps: RateSteps | null = null;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const index = indexWithin(dispersionOf(times, countIn(times, span, width), resolution));
    steps = bestSteps(times, span, index, resolution);
    const next = steps?.width ?? span;
    if (next <= width) break;
    width = next;
  }
  const dispersion = dispersionOf(times, steps ?? countIn(times, span, span), resolution);
  const clusters = fitClusters(dispersion);
  const longest = dispersion[dispersion.length - 1]?.index ?? 1;
  const model = clusters !== null ? 'bursts' : longest < EVEN ? 'constant' : 'poisson';
  const n = times.length;
  // However even they are, a count is known to one.
  const half = Math.max(1, NORMAL_95 * Math.sqrt(n * indexOf(model, clusters, longest))) / span;
  return { model, rate: n / span, half, steps, clusters, dispersion };
}

/** The index of counts in long windows, as the fitted arrivals have it. */
function indexOf(model: ArrivalFit['model'], clusters: Clusters | null, longest: number): number {
  if (clusters !== null) return 2 * clusters.size - 1;
  return model === 'constant' ? longest : 1;
}

/** The index in windows of any width, as far as shorter ones tell. */
function indexWithin(measured: readonly Dispersion[]): (width: number) => number {
  const clusters = fitClusters(measured);
  if (clusters !== null) return (width) => clusterIndex(clusters, width);
  const last = measured[measured.length - 1]?.index ?? 1;
  const index = Math.min(1, Math.max(LEAST_INDEX, last));
  return () => index;
}
