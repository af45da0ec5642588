import type { Recording } from '../recording.ts';

export const QUANTILES = [
  { name: 'p50', field: 1, needed: 20 },
  { name: 'p95', field: 2, needed: 200 },
  { name: 'p99', field: 3, needed: 1000 },
] as const;

export type QuantileName = (typeof QUANTILES)[number]['name'];

/** A quantile along the run, at the end of each slice; the newest one at the end of the recording. */
export interface QuantileCurve {
  readonly times: readonly number[];
  readonly values: readonly number[];
}

export function quantileCurve(recording: Recording, client: number, field: number): QuantileCurve {
  const slices = recording.slices(client);
  const length = recording.plan.duration / slices;
  const last = Math.min(slices, Math.ceil(recording.end / length - 1e-6));
  // The first slice stands for the time before its end, too.
  const ends = Array.from({ length: last + 1 }, (_, i) => i);
  return {
    times: ends.map((i) => Math.min(recording.end, i * length)),
    values: ends.map((i) => recording.quantile(client, Math.max(0, i - 1), field)),
  };
}

/** The slice that holds an instant. */
export function sliceAt(recording: Recording, client: number, time: number): number {
  const slices = recording.slices(client);
  return Math.max(0, Math.min(slices - 1, Math.ceil((time / recording.plan.duration) * slices - 1e-6) - 1));
}
