import { assert } from '../kernel/assert.ts';
import { exp, log } from '../random/portable-math.ts';

/**
 * What theory says about queues, for tests and for overlays. λ is the arrival rate, μ the service rate of
 * one server, both per second; times are in seconds. Unstable systems (ρ ≥ 1) give null: they have no
 * steady state. Quantiles are for 0 ≤ p < 1; those that need a search, for p ≤ 1 − 10⁻¹². Sources:
 * Kleinrock, Queueing Systems I (1975), unless named otherwise.
 */
export interface SteadyState {
  /** Utilisation of each server. */
  readonly rho: number;
  /** Mean number in the system, and waiting. */
  readonly L: number;
  readonly Lq: number;
  /** Mean time in the system, and waiting. */
  readonly W: number;
  readonly Wq: number;
  /** Chance of having to wait. */
  readonly waits: number;
}

/** Erlang's B: chance that all of `c` servers are busy when nobody may wait; `a` = λ/μ. By recursion, for any c. */
export function erlangB(c: number, a: number): number {
  let inverse = 1;
  for (let k = 1; k <= c; k++) inverse = 1 + (inverse * k) / a;
  return 1 / inverse;
}

/** Erlang's C: chance of having to wait in M/M/c; null when a ≥ c. */
export function erlangC(c: number, a: number): number | null {
  if (a >= c) return null;
  const b = erlangB(c, a);
  return (c * b) / (c - a * (1 - b));
}

/** M/M/1 is this with c = 1. */
export function mmc(lambda: number, mu: number, c: number): SteadyState | null {
  const a = lambda / mu;
  const waits = erlangC(c, a);
  if (waits === null) return null;
  const Wq = waits / (c * mu - lambda);
  return { rho: a / c, L: lambda * (Wq + 1 / mu), Lq: lambda * Wq, W: Wq + 1 / mu, Wq, waits };
}

/** Waiting time that a share `p` of the customers of M/M/c does not exceed; FIFO. */
export function mmcWaitQuantile(lambda: number, mu: number, c: number, p: number): number | null {
  const waits = erlangC(c, lambda / mu);
  if (waits === null) return null;
  return p <= 1 - waits ? 0 : log(waits / (1 - p)) / (c * mu - lambda);
}

/** Time in the system that a share `p` of the customers of M/M/c does not exceed; FIFO. */
export function mmcSojournQuantile(lambda: number, mu: number, c: number, p: number): number | null {
  const waits = erlangC(c, lambda / mu);
  if (waits === null) return null;
  if (c === 1) return -log(1 - p) / (mu - lambda);
  const drain = c * mu - lambda;
  const beyond = (t: number): number => {
    // Service alone, or a wait (exponential with the drain rate) and then service.
    const alone = exp(-mu * t);
    const difference = drain - mu;
    const both =
      Math.abs(difference) < 1e-9 * mu
        ? (1 + mu * t) * alone
        : (drain * alone - mu * exp(-drain * t)) / difference;
    return (1 - waits) * alone + waits * both;
  };
  return invert(beyond, 1 - p, 1 / mu);
}

export interface LossState {
  /** Chance that an arrival is turned away. */
  readonly blocked: number;
  /** Customers served per second. */
  readonly throughput: number;
  readonly rho: number;
  readonly L: number;
  readonly W: number;
  readonly Wq: number;
}

/** M/M/c/K: at most `K` customers in the system, those in service included. Always has a steady state. */
export function mmck(lambda: number, mu: number, c: number, K: number): LossState {
  const weights = stateWeights(lambda, mu, c, K);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const blocked = weights[K] / total;
  const L = weights.reduce((sum, weight, n) => sum + n * weight, 0) / total;
  const throughput = lambda * (1 - blocked);
  const W = throughput === 0 ? 1 / mu : L / throughput;
  return { blocked, throughput, rho: throughput / (c * mu), L, W, Wq: W - 1 / mu };
}

/** Chance of finding at least `n` customers in M/M/c, those in service included. */
export function mmcAtLeast(lambda: number, mu: number, c: number, n: number): number | null {
  const rho = lambda / (mu * c);
  if (rho >= 1) return null;
  const weights = stateWeights(lambda, mu, c, Math.max(c, n));
  // From c on each state is ρ times the one before, without end.
  const last = weights.length - 1;
  weights[last] /= 1 - rho;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.reduce((sum, weight, k) => (k < n ? sum : sum + weight), 0) / total;
}

const LARGE = 1e200;

/** Chances of 0 … `last` customers with `c` servers, up to a common factor that keeps them finite. */
function stateWeights(lambda: number, mu: number, c: number, last: number): number[] {
  let weights = [1];
  for (let n = 1; n <= last; n++) {
    weights.push((weights[n - 1] * lambda) / (mu * Math.min(n, c)));
    if (weights[n] > LARGE) weights = weights.map((weight) => weight / LARGE);
  }
  return weights;
}

/**
 * M/G/1, FIFO, by Pollaczek and Khinchine.
 * @param mean seconds of service. @param scv its squared coefficient of variation; 0 is M/D/1.
 */
export function mg1(lambda: number, mean: number, scv: number): SteadyState | null {
  const rho = lambda * mean;
  if (rho >= 1) return null;
  const Wq = (lambda * mean * mean * (1 + scv)) / (2 * (1 - rho));
  return { rho, L: lambda * (Wq + mean), Lq: lambda * Wq, W: Wq + mean, Wq, waits: rho };
}

export function md1(lambda: number, mean: number): SteadyState | null {
  return mg1(lambda, mean, 0);
}

/** More arrivals than this during one service have a chance below 10⁻³⁰, for any ρ < 1. */
const MOST_ARRIVALS = 30;

/**
 * Waiting time that a share `p` of the customers of M/D/1 does not exceed; FIFO. From the number left behind
 * by a customer (Franx 2001, Operations Research Letters 29): sums of positive terms, where the older
 * formula of Erlang cancels.
 */
export function md1WaitQuantile(lambda: number, mean: number, p: number): number | null {
  const rho = lambda * mean;
  if (rho >= 1) return null;
  if (p <= 1 - rho) return 0;
  const upTo = md1Queue(rho);
  const atMost = (t: number): number => {
    const k = Math.floor(t / mean);
    const u = (k + 1) * mean - t;
    // P(W ≤ t) = e^(−λu) Σ_{j=0..k} Q(k−j) (λu)^j / j!, with Q(i) = P(at most i + 1 in the system).
    let term = exp(-lambda * u);
    let sum = 0;
    for (let j = 0; j <= Math.min(k, MOST_ARRIVALS); j++) {
      sum += term * upTo(k - j);
      term *= (lambda * u) / (j + 1);
    }
    return sum;
  };
  return invert((t) => 1 - atMost(t), 1 - p, mean);
}

/**
 * P(at most i + 1 in M/D/1 just after a departure). The chances of n customers balance over each border:
 * as many steps lead up from at most n as lead down from n + 1.
 */
function md1Queue(rho: number): (i: number) => number {
  const tails = poissonTails(rho);
  const none = exp(-rho);
  const chances = [1 - rho];
  const upTo: number[] = [];
  const extend = (): void => {
    const n = chances.length - 1;
    let up = chances[0] * (tails[n + 1] ?? 0);
    for (let i = Math.max(1, n + 2 - MOST_ARRIVALS); i <= n; i++) up += chances[i] * tails[n - i + 2];
    chances.push(up / none);
    upTo.push((upTo[n - 1] ?? chances[0]) + up / none);
  };
  return (i) => {
    while (upTo.length <= i) extend();
    return upTo[i];
  };
}

/** Chances of at least 0, 1, … {@link MOST_ARRIVALS} Poisson arrivals. */
function poissonTails(mean: number): number[] {
  const terms = [exp(-mean)];
  for (let k = 1; k <= 2 * MOST_ARRIVALS; k++) terms.push((terms[k - 1] * mean) / k);
  const tails: number[] = [];
  let sum = 0;
  for (let k = terms.length - 1; k >= 0; k--) tails[k] = sum += terms[k];
  return tails.slice(0, MOST_ARRIVALS + 1);
}

export interface InfiniteServers {
  readonly L: number;
  readonly W: number;
  /** Chance of exactly n in the system. */
  chance(n: number): number;
}

/** M/M/∞: nobody waits; the number in the system is Poisson with mean λ/μ (also for any other service law). */
export function mmInfinity(lambda: number, mu: number): InfiniteServers {
  const a = lambda / mu;
  return { L: a, W: 1 / mu, chance: (n) => poisson(a, n) };
}

/** Chance of exactly `n`. The exponential is taken in pieces, as the product grows: neither leaves the range of numbers. */
function poisson(mean: number, n: number): number {
  let value = 1;
  let left = mean;
  for (let k = 1; k <= n; k++) {
    value *= mean / k;
    while (value > LARGE && left > 0) {
      const piece = Math.min(left, 400);
      value *= exp(-piece);
      left -= piece;
    }
  }
  return value * exp(-left);
}

/** No quantile beyond this can be told from rounding errors. */
const SMALLEST_TAIL = 1e-12;

/** Where a falling function crosses `level`, by doubling and bisection. */
function invert(falling: (t: number) => number, level: number, scale: number): number {
  assert(level >= SMALLEST_TAIL, 'a quantile to compute is below certainty');
  let high = scale;
  while (falling(high) > level) high *= 2;
  let low = 0;
  for (let i = 0; i < 100 && high - low > high * 1e-14; i++) {
    const middle = (low + high) / 2;
    if (falling(middle) > level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
