import { mmc, type SteadyState } from '../queueing-theory.ts';

/** A station of an open network. */
export interface Station {
  /** Arrivals from outside per second. */
  readonly gamma: number;
  /** Service rate of one server, per second. */
  readonly mu: number;
  readonly servers: number;
  /** Chances to go on to each station; the rest leaves. */
  readonly next: readonly number[];
}

export interface OpenNetwork {
  /** Arrivals per second at each station, from everywhere. */
  readonly lambda: readonly number[];
  readonly stations: readonly SteadyState[];
  /** Mean number in the network. */
  readonly L: number;
  /** Mean seconds from coming in to leaving. */
  readonly W: number;
}

/**
 * A network of exponential stations with Poisson arrivals and routes by chance: each station is M/M/c with the rate that
 * the routes bring. Null when one of them has no steady state. Everybody has to leave some time, and somebody to come.
 * Source: Jackson, Networks of Waiting Lines, Operations Research 5(4), 1957.
 */
export function jackson(network: readonly Station[]): OpenNetwork | null {
  const lambda = trafficOf(network);
  const stations: SteadyState[] = [];
  for (const [i, { mu, servers }] of network.entries()) {
    const state = mmc(lambda[i], mu, servers);
    if (state === null) return null;
    stations.push(state);
  }
  const L = stations.reduce((sum, station) => sum + station.L, 0);
  return { lambda, stations, L, W: L / network.reduce((sum, { gamma }) => sum + gamma, 0) };
}

/** λⱼ = γⱼ + Σ λᵢ·pᵢⱼ. What leaves a column is at most what is on its diagonal, so elimination needs no pivots. */
function trafficOf(network: readonly Station[]): number[] {
  const rows = network.map((_, j) => network.map(({ next }, i) => (i === j ? 1 : 0) - next[j]));
  const rates = network.map(({ gamma }) => gamma);
  const size = network.length;
  for (let pivot = 0; pivot < size; pivot++) {
    for (let j = pivot + 1; j < size; j++) {
      const factor = rows[j][pivot] / rows[pivot][pivot];
      for (let i = pivot; i < size; i++) rows[j][i] -= factor * rows[pivot][i];
      rates[j] -= factor * rates[pivot];
    }
  }
  for (let j = size - 1; j >= 0; j--) {
    for (let i = j + 1; i < size; i++) rates[j] -= rows[j][i] * rates[i];
    rates[j] /= rows[j][j];
  }
  return rates;
}

export interface ClosedNetwork {
  /** Rounds per second of all users together. */
  readonly X: number;
  /** Mean seconds of a round, without the thinking. */
  readonly R: number;
  /** Mean number at each station. */
  readonly Q: readonly number[];
  /** Utilisation of each station. */
  readonly U: readonly number[];
}

/**
 * Users who go round and round through stations with one server each, and think in between. Exact by mean value
 * analysis: who comes to a station finds what is there on average with one user less. Source: Reiser and Lavenberg, Journal
 * of the ACM 27(2), 1980. Stations serve exponential times in order of arrival, or any when they are shared.
 * @param demands seconds that one round takes of each station. @param think mean seconds between two rounds.
 */
export function closedNetwork(demands: readonly number[], users: number, think: number): ClosedNetwork {
  let Q = demands.map(() => 0);
  let X = 0;
  let R = demands.reduce((sum, demand) => sum + demand, 0);
  for (let n = 1; n <= users; n++) {
    const times = demands.map((demand, i) => demand * (1 + Q[i]));
    R = times.reduce((sum, time) => sum + time, 0);
    X = n / (think + R);
    Q = times.map((time) => X * time);
  }
  return { X, R, Q, U: demands.map((demand) => X * demand) };
}
