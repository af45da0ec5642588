import { assert } from '../../kernel/assert.ts';
import { pow } from '../../random/portable-math.ts';

/**
 * What theory says about choices among many servers: the shortest of a few queues, a place on a ring of hashes, the
 * faster of two answers.
 */

/** Tails below this add nothing to a mean. */
const NEGLIGIBLE = 1e-18;

/**
 * The supermarket model: very many M/M/1 at load `rho`, each arrival joins the shortest of `d` queues drawn at random.
 * @returns the share of servers with at least `n` customers, ρ^((dⁿ − 1)/(d − 1)). Source: Mitzenmacher, IEEE Transactions on
 * Parallel and Distributed Systems 12(10), 2001; Vvedenskaya, Dobrushin and Karpelevich 1996.
 */
export function supermarketTail(rho: number, d: number, n: number): number {
  let exponent = 0;
  for (let i = 0; i < n; i++) exponent = exponent * d + 1;
  return pow(rho, exponent);
}

/** Mean time in the system of the {@link supermarketTail}'s model, in mean service times; null at ρ ≥ 1. */
export function supermarketTime(rho: number, d: number): number | null {
  if (rho >= 1) return null;
  if (d === 1) return 1 / (1 - rho);
  let sum = 0;
  for (let n = 1; ; n++) {
    const tail = supermarketTail(rho, d, n);
    if (tail <= NEGLIGIBLE * rho) return rho === 0 ? 1 : sum / rho;
    sum += tail;
  }
}

/**
 * Coefficient of variation of one server's share of a hash ring with `points` places for each of `servers`. Places at
 * random cut the ring as uniform spacings do, so a share has the beta law with parameters V and (N − 1)·V (David and
 * Nagaraja, Order Statistics, 3rd ed. 2003, §6.4).
 */
export function ringShareVariation(servers: number, points: number): number {
  return Math.sqrt((servers - 1) / (servers * points + 1));
}

/**
 * Time that a share `p` of hedged requests does not exceed: after `delay` a second copy goes out, and the sooner answer
 * counts. Copies are independent of each other and of load.
 * @param tail chance that one answer takes longer than a time; falls from 1 to 0. @param scale a time of its order.
 */
export function hedgedQuantile(tail: (t: number) => number, delay: number, p: number, scale: number): number {
  assert(p >= 0 && p < 1, 'a quantile to compute is below certainty');
  const beyond = (t: number): number => (t < delay ? tail(t) : tail(t) * tail(t - delay));
  let high = scale;
  while (beyond(high) > 1 - p) high *= 2;
  let low = 0;
  for (let i = 0; i < 100 && high - low > high * 1e-14; i++) {
    const middle = (low + high) / 2;
    if (beyond(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
