import type { Column, Recording } from '../recording.ts';

/** Points between two values of a curve: closer ones could not be told apart. */
const GRAIN = 3;

/** A line of a chart: values at equal steps of the recording; NaN where there is none. */
export interface Curve {
  /** Rows of the recording per value. */
  readonly step: number;
  readonly values: Float64Array;
}

/** How many rows one value stands for, so that a plot of `width` points is not drawn finer than it shows. */
export function stepFor(recording: Recording, width: number): number {
  const rows = recording.plan.duration / recording.interval;
  return Math.max(1, Math.round((rows / Math.max(1, width)) * GRAIN));
}

/** Mean over each step of the sum of some columns, over instances or over metrics. */
export function sumOf(recording: Recording, columns: readonly Column[], step: number, scale = 1): Curve {
  const count = Math.floor((recording.rows - 1) / step);
  const values = new Float64Array(Math.max(0, count));
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (const column of columns) sum += recording.mean(column, i * step, (i + 1) * step);
    values[i] = sum * scale;
  }
  return { step, values };
}

export function highest(curves: readonly Curve[]): number {
  let most = 0;
  for (const { values } of curves) for (const value of values) if (value > most) most = value;
  return most;
}

/** Value of a curve at a time; the newest one for what was recorded since the curve was made, NaN further out. */
export function valueAt({ step, values }: Curve, recording: Recording, time: number): number {
  const length = step * recording.interval;
  const index = Math.floor(time / length - 1e-9);
  const last = values.length - 1;
  const newest = Math.max(last + 1, Math.floor(recording.end / length));
  return index >= 0 && index <= newest ? values[Math.min(index, last)] : NaN;
}

/** Middle of value `i`, in seconds. */
export function timeOf({ step }: Curve, recording: Recording, i: number): number {
  return (i + 0.5) * step * recording.interval;
}
