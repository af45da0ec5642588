import { metricsOf } from '../model/define.ts';
import { SLICES } from '../stats/latency-recorder.ts';
import type { Scenario } from '../scenario/scenario.ts';

const MOST_SAMPLES = SLICES * 16;
/** Bound on the size of the series: 4 M numbers are 32 MB. */
const MOST_CELLS = 4_000_000;

/**
 * Seconds between two samples: a thousand and some in a run, fewer when there are so many instances that
 * the series would grow too large, but always a multiple of the recorder's slices.
 */
export function intervalFor(scenario: Scenario, duration: number): number {
  const columns = scenario.nodes.reduce(
    (sum, { kind, params }) => sum + kind.replicas(params) * metricsOf(kind, params).length,
    0,
  );
  let samples = MOST_SAMPLES;
  while (samples > SLICES && samples * columns > MOST_CELLS) samples /= 2;
  return duration / samples;
}
