import type { Distribution } from '../../sim-core/random/distributions.ts';
import { stream } from '../../sim-core/random/generator.ts';

/** When requests come and how much work each is, in the order of their arrival. */
export interface Arrivals {
  readonly at: ArrayLike<number>;
  readonly work: ArrayLike<number>;
}

/** When each of them is done by `servers` in order of arrival: the recursion of Kiefer and Wolfowitz, without any events. */
export function departures({ at, work }: Arrivals, servers: number): Float64Array {
  const free = new Float64Array(servers);
  return Float64Array.from(at, (now, i) => {
    let first = 0;
    for (let s = 1; s < servers; s++) if (free[s] < free[first]) first = s;
    return (free[first] = Math.max(now, free[first]) + work[i]);
  });
}

/** A queue with one server: laws of what comes. */
export interface Laws {
  readonly gap: Distribution;
  readonly work: Distribution;
  /** Requests that come together; without it, one. */
  readonly batch?: number;
}

/** Times in the system of one run by Lindley's recursion, after a warm-up, and how much work came per second. */
export interface Path {
  readonly times: Float64Array;
  readonly load: number;
}

export function lindley<T>(
  laws: Laws,
  requests: number,
  replications: number,
  summarise: (path: Path) => T,
): T[] {
  return Array.from({ length: replications }, (_, i) => summarise(pathOf(laws, requests, i + 1)));
}

function pathOf({ gap, work, batch = 1 }: Laws, requests: number, seed: number): Path {
  const [gaps, works] = [stream(seed, 'gaps'), stream(seed, 'works')];
  const warmUp = Math.floor(requests / 16);
  const times = new Float64Array(requests);
  let [now, free, came] = [0, 0, 0];
  for (let i = -warmUp; i < requests; i++) {
    if ((i + warmUp) % batch === 0) now += gap.sample(gaps);
    const needed = work.sample(works);
    free = Math.max(now, free) + needed;
    came += needed;
    if (i >= 0) times[i] = free - now;
  }
  return { times, load: came / now };
}

export function meanOf(times: Float64Array): number {
  let sum = 0;
  for (const time of times) sum += time;
  return sum / times.length;
}

export function shareAbove(times: Float64Array, bound: number): number {
  let count = 0;
  for (const time of times) if (time > bound) count++;
  return count / times.length;
}
