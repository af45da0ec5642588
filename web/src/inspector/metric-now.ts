import type { PlannedMetric } from '../../../sim-core/run/plan.ts';
import type { Live } from '../state/live.ts';
import { presentAt } from '../../../view/presence.ts';

/** Rows of the recording that a present value is a mean over. */
const LOOK_BACK = 4;

/** A metric just now, over some replicas: a mean level, a rate for what is counted, else as last read. */
export function metricNow(
  { recording, now }: Live,
  metric: PlannedMetric,
  instances: readonly number[],
): { value: number; perSecond: boolean } {
  if (recording === null || recording.rows < 2) return { value: NaN, perSecond: false };
  const to = recording.rowAt(now);
  const from = Math.max(0, to - LOOK_BACK);
  // Shares are means over those that are there; with nobody there, of nobody.
  const counted = metric.across === 'mean' ? presentAt(recording, instances, to) : instances;
  const values = counted.map((instance) => {
    const column = recording.column(instance, metric.name)!;
    return column.isRate ? recording.mean(column, from, to) : recording.at(column, to);
  });
  return { value: together(values, metric.across), perSecond: metric.kind === 'counter' };
}

function together(values: readonly number[], across: PlannedMetric['across']): number {
  if (across === 'max') return Math.max(...values);
  const sum = values.reduce((total, value) => total + value, 0);
  return across === 'mean' ? sum / values.length : sum;
}
