import { exp } from '../../random/portable-math.ts';

/**
 * One server with exponential service and other arrivals than Poisson's, in order of arrival. Rates are per second, times in
 * seconds; null where there is no steady state. Sources: Kleinrock, Queueing Systems I (1975), unless named otherwise.
 */
export interface SingleServer {
  readonly rho: number;
  /** Mean time in the system, and waiting. */
  readonly W: number;
  readonly Wq: number;
}

/** E[e^(−s·A)] of the gap A between two arrivals. */
export type Transform = (s: number) => number;

export function constantGaps(lambda: number): Transform {
  return (s) => exp(-s / lambda);
}

/** Gaps that are sums of `stages` exponentials; one of them is Poisson arrivals. */
export function erlangGaps(lambda: number, stages: number): Transform {
  return (s) => {
    const once = (stages * lambda) / (stages * lambda + s);
    let product = 1;
    for (let i = 0; i < stages; i++) product *= once;
    return product;
  };
}

/** G/M/1: `sigma`, the root in (0, 1) of σ = A*(μ(1 − σ)), is the chance that an arrival has to wait (§6.4). */
export function gm1(
  lambda: number,
  mu: number,
  gaps: Transform,
): (SingleServer & { readonly sigma: number }) | null {
  const rho = lambda / mu;
  if (rho >= 1) return null;
  // A*(μ(1 − σ)) is convex and has two crossings, of which the other is 1: below the root it is larger than σ.
  let low = 0;
  let high = 1;
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    const above = gaps(mu * (1 - middle)) - middle;
    if (above > 0) low = middle;
    else high = middle;
  }
  const sigma = (low + high) / 2;
  const W = 1 / (mu * (1 - sigma));
  return { rho, sigma, W, Wq: W - 1 / mu };
}

/**
 * M[X]/M/1: Poisson arrivals of batches (§4.5), the mean over their members.
 * @param batches per second. @param size mean number in a batch, E[X]. @param square its second moment, E[X²].
 */
export function batchArrivals(
  batches: number,
  mu: number,
  size: number,
  square: number,
): SingleServer | null {
  const rho = (batches * size) / mu;
  if (rho >= 1) return null;
  const W = (square + size) / (2 * size * mu * (1 - rho));
  return { rho, W, Wq: W - 1 / mu };
}

/**
 * M/M/1 that goes to sleep when it is empty, and wakes for an exponential time with rate `setup` when somebody comes.
 * Source: Welch, Operations Research 12(5), 1964.
 */
export function mm1WithSetup(lambda: number, mu: number, setup: number): SingleServer | null {
  const rho = lambda / mu;
  if (rho >= 1) return null;
  const W = 1 / (mu - lambda) + 1 / setup;
  return { rho, W, Wq: W - 1 / mu };
}
