import { log } from '../../random/portable-math.ts';
import type { Law } from './law.ts';
import type { Sample } from './sample.ts';

/** How far a sample lies from a law. */
export interface Goodness {
  /** Kolmogorov and Smirnov's distance: the most that shares below any value differ. */
  readonly distance: number;
  /** What the distance of a sample from the law itself stays below, 95 times in 100; less when the law was fitted. */
  readonly bound: number;
  /** Anderson and Darling's A², which weighs the tails; 2.49 is the bound of a law that was not fitted. */
  readonly tailDistance: number;
}

/** 95 % point of Kolmogorov's law (Smirnov 1948), with Stephens's correction for small samples (1970). */
const KOLMOGOROV = 1.3581;
/** Shares nearer to 0 or 1 than this are taken as this: one value outside a law must not say all. */
const CLOSEST = 1e-12;

export function goodnessOf(law: Law, { values, n }: Sample): Goodness {
  let distance = 0;
  let sum = 0;
  const shares = values.map((x) => law.share(x));
  for (let i = 0; i < n; i++) {
    const share = shares[i];
    // Equal values, as clocks with coarse ticks give, are one step.
    let last = i;
    while (last + 1 < n && values[last + 1] === values[i]) last++;
    distance = Math.max(distance, share - i / n, (last + 1) / n - share);
    for (; i < last; i++) sum += term(i, shares, n);
    sum += term(i, shares, n);
  }
  const root = Math.sqrt(n);
  return {
    distance,
    bound: KOLMOGOROV / (root + 0.12 + 0.11 / root),
    tailDistance: -n - sum / n,
  };
}

function term(i: number, shares: Float64Array, n: number): number {
  const [low, high] = [clamped(shares[i]), clamped(1 - shares[n - 1 - i])];
  return (2 * i + 1) * (log(low) + log(high));
}

function clamped(share: number): number {
  return Math.min(1 - CLOSEST, Math.max(CLOSEST, share));
}
