import { canCarry, meanInterval, quantileInterval, type Interval } from '../stats/estimate.ts';
import { EXACT_VALUES, type LatencyRecorder } from '../stats/latency-recorder.ts';
import { select } from '../stats/select.ts';
import { seconds } from './measure.ts';
import type { Window } from './series.ts';
import type { LatencyReport } from './report.ts';
import type { Series } from './series.ts';

/** Mean and quantiles of what a recorder holds for a window, each with how sure it is. */
export function latencyReport(recorder: LatencyRecorder, series: Series, window: Window): LatencyReport {
  const from = window.from * series.interval;
  const until = from + seconds(series, window);
  const { first, end } = recorder.range(from, until);
  const slices = recorder.slices.slice(first, end);
  const all = recorder.between(from, until);
  const skipped = recorder.countBefore(first);
  const exact = exactValues(recorder, skipped, all.count);
  const mean = meanInterval(recorder.batches, skipped, all);
  const quantileAt = exact === null ? (p: number) => all.quantile(p) : quantilesOf(exact);
  const quantile = (p: number) => (canCarry(p, all.count) ? quantileAt(p) : null);
  const interval = (p: number) => pair(quantileInterval(slices, all, p, mean?.effective));
  const none = all.count === 0;
  return {
    count: all.count,
    effective: mean === null ? null : Math.round(mean.effective),
    mean: none ? null : all.mean,
    meanCi: pair(mean),
    min: none ? null : all.min,
    p50: quantile(0.5),
    p90: quantile(0.9),
    p95: quantile(0.95),
    p99: quantile(0.99),
    p999: quantile(0.999),
    p50Ci: interval(0.5),
    p90Ci: interval(0.9),
    p95Ci: interval(0.95),
    p99Ci: interval(0.99),
    p999Ci: interval(0.999),
    max: none ? null : all.max,
    method: exact === null ? 'histogram' : 'exact',
  };
}

/** The window's values, when all of them were kept. */
function exactValues({ first }: LatencyRecorder, skipped: number, count: number): Float64Array | null {
  return skipped + count <= EXACT_VALUES ? first.slice(skipped, skipped + count) : null;
}

/** Quantiles of values, whose order is changed: by nearest rank, each search starting where the one before it ended. */
function quantilesOf(values: Float64Array): (p: number) => number {
  let placed = 0;
  return (p) => {
    const k = Math.min(values.length, Math.max(1, Math.ceil(p * values.length - 1e-9))) - 1;
    const value = select(values, k, k < placed ? 0 : placed);
    placed = k;
    return value;
  };
}

function pair(interval: Interval | null): readonly [number, number] | null {
  return interval === null ? null : [interval.low, interval.high];
}
