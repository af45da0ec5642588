import type { Random } from './generator.ts';

/**
 * A law that numbers are drawn from: service times in seconds, sizes in bytes, keys. Immutable, and without
 * any memory between draws, so one object may serve many streams.
 */
export interface Distribution {
  readonly kind: string;
  /** Exact mean of the law, in the unit of its draws; Infinity where it does not exist. */
  readonly mean: number;
  /** Exact squared coefficient of variation, variance ÷ mean²; may be Infinity. 0 for a constant. */
  readonly scv: number;
  /** One draw. Takes as many numbers from the stream as it needs, which can differ from draw to draw. */
  sample(random: Random): number;
}

/** Variance ÷ mean², where nothing but 0 has mean 0. */
export function squaredVariation(mean: number, variance: number): number {
  if (variance === 0) return 0;
  return variance === Infinity ? Infinity : variance / (mean * mean);
}
