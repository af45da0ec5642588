import { exp, log } from '../random/portable-math.ts';

/**
 * What theory says about queues, for tests and for overlays. λ is the arrival rate, μ the service rate of
 * one server, both per second; times are in seconds. Unstable systems (ρ ≥ 1) give null: they have no
 * steady state. Sources: Kleinrock, Queueing Systems I (1975), unless named otherwise.
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
  const weights = [1];
  for (let n = 1; n <= K; n++) weights.push((weights[n - 1] * lambda) / (mu * Math.min(n, c)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = (n: number) => weights[n] / total;
  const L = weights.reduce((sum, _, n) => sum + n * share(n), 0);
  const throughput = lambda * (1 - share(K));
  const W = L / throughput;
  return { blocked: share(K), throughput, rho: throughput / (c * mu), L, W, Wq: W - 1 / mu };
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

/**
 * Waiting time that a share `p` of the customers of M/D/1 does not exceed. By the finite sum of Erlang
 * (Franx 2001, Operations Research Letters 29) in the form of products of positive terms, which does not
 * cancel: P(W ≤ t) with t = (k + u)·mean is a sum over the queue left behind by a customer.
 */
export function md1WaitQuantile(lambda: number, mean: number, p: number): number | null {
  const rho = lambda * mean;
  if (rho >= 1) return null;
  if (p <= 1 - rho) return 0;
  const queue = md1Queue(rho);
  const atMost = (t: number): number => {
    const k = Math.floor(t / mean);
    const u = (k + 1) * mean - t;
    // Franx: P(W ≤ t) = e^(−λu) Σ_{j=0..k} Q(k−j) (λu)^j / j!, with Q(i) = P(at most i + 1 in the system).
    let term = exp(-lambda * u);
    let sum = 0;
    for (let j = 0; j <= k; j++) {
      sum += term * queue(k - j);
      term *= (lambda * u) / (j + 1);
    }
    return sum;
  };
  return invert((t) => 1 - atMost(t), 1 - p, mean);
}

/** P(no more than i wait in M/D/1), by the recursion of the embedded chain. */
function md1Queue(rho: number): (i: number) => number {
  const arrivals: number[] = [exp(-rho)];
  const left: number[] = [1 - rho];
  const upTo: number[] = [];
  const extend = (n: number): void => {
    while (left.length <= n + 1) {
      const i = left.length - 1;
      while (arrivals.length <= i + 1) arrivals.push((arrivals[arrivals.length - 1] * rho) / arrivals.length);
      let rest = left[i] - left[0] * arrivals[i];
      for (let k = 1; k <= i; k++) rest -= left[k] * arrivals[i - k + 1];
      left.push(Math.max(0, rest / arrivals[0]));
    }
  };
  return (i) => {
    extend(i + 1);
    while (upTo.length <= i) {
      const n = upTo.length;
      upTo.push(n === 0 ? left[0] + left[1] : Math.min(1, upTo[n - 1] + left[n + 1]));
    }
    return upTo[i];
  };
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
  return {
    L: a,
    W: 1 / mu,
    chance(n) {
      let value = exp(-a);
      for (let k = 1; k <= n; k++) value *= a / k;
      return value;
    },
  };
}

/** Where a falling function crosses `level`, by doubling and bisection. */
function invert(falling: (t: number) => number, level: number, scale: number): number {
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
