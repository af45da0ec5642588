/** Families of laws that a scenario can name and that are fitted to measured values. */
export type Family =
  | 'constant'
  | 'uniform'
  | 'exponential'
  | 'erlang'
  | 'hyperexponential'
  | 'lognormal'
  | 'weibull'
  | 'gamma'
  | 'pareto'
  | 'bounded-pareto';

/** A law that was fitted: what it says of any value. */
export interface Law {
  readonly family: Family;
  /** Of the family, in the order in which a scenario writes them. */
  readonly parameters: readonly number[];
  /** Numbers that were chosen to suit the sample. */
  readonly freedom: number;
  readonly mean: number;
  /** Logarithm of the density; −Infinity where there is none. */
  logDensity(x: number): number;
  /** Share below x. */
  share(x: number): number;
}

/** Steps of a bisection: more than a float64 has digits to tell apart. */
const HALVINGS = 200;

/** The value that a share p of a law lies below, by bisection. @param around a value to begin with. */
export function quantileOf(law: Law, p: number, around: number): number {
  let [low, high] = [around, around];
  for (let i = 0; i < HALVINGS && law.share(low) > p; i++) low /= 2;
  for (let i = 0; i < HALVINGS && law.share(high) < p; i++) high *= 2;
  for (let i = 0; i < HALVINGS && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (law.share(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
