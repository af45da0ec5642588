import type { Histogram } from '../stats/histogram.ts';
import { growth, seconds } from './measure.ts';
import type { Window } from './series.ts';
import type { Sampler } from './sampler.ts';

/** What one client saw in a window. Rates per second. */
export interface Figures {
  readonly offered: number;
  readonly completed: number;
  readonly failed: number;
  readonly attempts: number;
  readonly late: number;
  /** Logical requests that ended, well or not. */
  readonly ended: number;
  readonly offeredRate: number;
  readonly throughput: number;
  readonly goodput: number;
  /** Latencies of what ended well in the slices of the window. */
  readonly latency: Histogram;
}

export function clientFigures(sampler: Sampler, instance: number, window: Window): Figures {
  const grew = (metric: string) => growth(sampler, instance, metric, window);
  const span = seconds(sampler.series, window);
  const [offered, completed, failed] = [grew('offered'), grew('completed'), grew('failed')];
  const [attempts, late, useful] = [grew('attempts'), grew('late'), grew('useful')];
  return {
    offered,
    completed,
    failed,
    attempts,
    late,
    ended: completed + failed,
    offeredRate: offered / span,
    throughput: (completed + late) / span,
    goodput: useful / span,
    latency: sampler.latencies(instance, window),
  };
}
