import { estimate } from '../../stats/compare.ts';
import { tPoint } from '../../stats/student-t.ts';
import type { Signal } from './signals.ts';

/** Rows of the series that are judged together. */
export const BLOCK = 4;
/** A block outside the band was so unlikely before the fault. */
const CONFIDENCE = 0.998;
const FEWEST_BLOCKS = 6;
const MOST_BLOCKS = 48;

/** How far a signal may go before it is no longer as it was. */
export interface Band {
  readonly signal: Signal;
  /** Before the fault. */
  readonly mean: number;
  readonly limit: number;
}

/** Rows before a fault that say how things were; null when they are too few. */
export function rowsBefore(from: number, to: number): number[] | null {
  // What began with the run begins cold: its first half does not count.
  const usable = from === 0 ? Math.floor(to / 2) : to - from;
  const blocks = Math.min(MOST_BLOCKS, Math.floor(usable / BLOCK));
  if (blocks < FEWEST_BLOCKS) return null;
  return Array.from({ length: blocks }, (_, i) => to - (blocks - i) * BLOCK);
}

/**
 * The band of a signal by its own noise: the prediction interval for one more block (Student's t), never narrower
 * than what the blocks themselves did, nor than what is of no concern. @returns null when nothing happened before.
 */
export function bandOf(signal: Signal, rows: readonly number[]): Band | null {
  const values = rows.map((row) => signal.between(row, row + BLOCK)).filter(Number.isFinite);
  if (values.length < FEWEST_BLOCKS) return null;
  const { n, mean, deviation } = estimate(values, CONFIDENCE);
  const spread = tPoint(CONFIDENCE, n - 1) * deviation * Math.sqrt(1 + 1 / n);
  const least = Math.max(signal.least, signal.leastShare * mean);
  const width = Math.max(spread, least);
  const limit = signal.bad === 'high' ? Math.max(mean + width, ...values) : Math.min(mean - width, ...values);
  return { signal, mean, limit };
}

/** How far outside its band a signal is between two rows; 0 inside, or when nothing tells. */
export function beyond({ signal, limit }: Band, from: number, to: number): number {
  const value = signal.between(from, to);
  if (Number.isNaN(value)) return 0;
  return Math.max(0, signal.bad === 'high' ? value - limit : limit - value);
}
