/**
 * Systems whose state is a number that goes up and down by one: customers who lose patience, machines that break and
 * are repaired. Rates are per second, times in seconds.
 */

/** A chance below this share of the largest one ends a chain that has no end of its own. */
const NEGLIGIBLE = 1e-18;
const LARGE = 1e200;

/** Chances of 0, 1, … in balance: as many steps lead up from a state as lead down from the next one. */
function balance(up: (n: number) => number, down: (n: number) => number, last: number): number[] {
  let weights = [1];
  let largest = 1;
  for (let n = 1; n <= last; n++) {
    weights.push((weights[n - 1] * up(n - 1)) / down(n));
    largest = Math.max(largest, weights[n]);
    if (weights[n] < largest * NEGLIGIBLE && up(n) < down(n + 1)) break;
    if (weights[n] > LARGE) {
      weights = weights.map((weight) => weight / LARGE);
      largest /= LARGE;
    }
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

export interface Impatience {
  /** Share of the customers who leave before they are served. */
  readonly abandoned: number;
  /** Customers served per second. */
  readonly throughput: number;
  /** Share of the time of a server in which it is busy. */
  readonly rho: number;
  /** Chance that an arrival finds all servers busy. */
  readonly waits: number;
  /** Mean number waiting. */
  readonly Lq: number;
}

/**
 * M/M/c+M, Erlang A: who waits leaves with rate `theta`, above 0. Always has a steady state. Source: Palm 1957; Garnett,
 * Mandelbaum and Reiman, Manufacturing & Service Operations Management 4(3), 2002.
 */
export function erlangA(lambda: number, mu: number, c: number, theta: number): Impatience {
  const down = (n: number): number => Math.min(n, c) * mu + Math.max(0, n - c) * theta;
  const chances = balance(() => lambda, down, Infinity);
  const sumOf = (value: (n: number) => number): number =>
    chances.reduce((sum, chance, n) => sum + chance * value(n), 0);
  const Lq = sumOf((n) => Math.max(0, n - c));
  const busy = sumOf((n) => Math.min(n, c));
  return {
    abandoned: lambda === 0 ? 0 : (theta * Lq) / lambda,
    throughput: busy * mu,
    rho: busy / c,
    waits: sumOf((n) => (n >= c ? 1 : 0)),
    Lq,
  };
}

/**
 * The machine repair model M/M/c//N (Kleinrock, Queueing Systems I, 1975, §3.8 and §3.10): `machines`, each breaking with rate `fail`
 * while it works, and `repairers` who repair with rate `repair`. The same as so many users who think and ask c servers.
 * @returns the chances that 0, 1 … machines are down.
 */
export function machineRepair(
  machines: number,
  repairers: number,
  fail: number,
  repair: number,
): readonly number[] {
  const chances = balance(
    (n) => (machines - n) * fail,
    (n) => Math.min(n, repairers) * repair,
    machines,
  );
  return Array.from({ length: machines + 1 }, (_, n) => chances[n] ?? 0);
}

/**
 * Mean time until fewer than `needed` of `copies` are left, from when all are there. Each is lost with rate `fail`; lost ones
 * are restored with rate `repair`, by `repairers` at a time. Source: Trivedi, Probability and Statistics, 2nd ed. 2001, on chains with absorbing states.
 */
export function meanTimeToLoss(
  copies: number,
  needed: number,
  fail: number,
  repair: number,
  repairers: number,
): number {
  // From n lost to n + 1: the next loss, and with some chance first a repair and the way back.
  let step = 0;
  let sum = 0;
  for (let lost = 0; lost <= copies - needed; lost++) {
    const failing = (copies - lost) * fail;
    const repairing = Math.min(lost, repairers) * repair;
    step = (1 + repairing * step) / failing;
    sum += step;
  }
  return sum;
}
