import { curveOf, type RateSetting } from '../../../model/traffic/profiles.ts';
import type { Scenario } from '../../../scenario/scenario.ts';

/** The run is cut into so many slices; the busiest one is the peak. */
const SLICES = 200;

/**
 * How much more is offered in the busiest slice of the run than on average, over the clients given; their peaks are
 * taken together even if they come at different times. 1 for closed-loop users and replays, whose rate is not given.
 *
 * @param from seconds left out at the start.
 */
export function peakFactor(scenario: Scenario, clients: readonly string[], from: number): number {
  const width = (scenario.duration - from) / SLICES;
  let mean = 0;
  let peak = 0;
  for (const { id, kind, params } of scenario.nodes) {
    if (!clients.includes(id)) continue;
    if (kind.kind !== 'source') return 1;
    const curve = curveOf(params.rate as RateSetting, Number(params.scale), scenario.files);
    const rates = Array.from({ length: SLICES }, (_, i) => {
      const start = from + i * width;
      return (curve.area(start + width) - curve.area(start)) / width;
    });
    mean += rates.reduce((sum, rate) => sum + rate, 0) / SLICES;
    peak += Math.max(...rates);
  }
  return mean > 0 ? Math.max(1, peak / mean) : 1;
}
