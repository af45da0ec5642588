import { assert } from '../kernel/assert.ts';
import { normalQuantile } from '../random/special-functions.ts';
import { incompleteBeta } from './incomplete-beta.ts';

/**
 * The interval of a chance after `hits` of `n` independent trials, by Clopper and Pearson (Biometrika 26, 1934): it
 * covers the true chance at least as often as it says, for every n. After 20 of 20 the chance is at least 83 %.
 */
export function proportionInterval(
  hits: number,
  n: number,
  confidence: number,
): { readonly low: number; readonly high: number } {
  assert(hits >= 0 && hits <= n && n > 0, 'a proportion is of at least one trial');
  const tail = (1 - confidence) / 2;
  const low = hits === 0 ? 0 : betaQuantile(hits === n ? 2 * tail : tail, hits, n - hits + 1);
  const high = hits === n ? 1 : betaQuantile(hits === 0 ? 1 - 2 * tail : 1 - tail, hits + 1, n - hits);
  return { low, high };
}

/**
 * The interval of a chance by Wilson (Journal of the American Statistical Association 22, 1927): it covers the true chance
 * about as often as it says, on average over all chances, and is narrower for that than the one above. Good to describe;
 * where something is to be claimed, take the other.
 */
export function wilsonInterval(
  hits: number,
  n: number,
  confidence: number,
): { readonly low: number; readonly high: number } {
  assert(hits >= 0 && hits <= n && n > 0, 'a proportion is of at least one trial');
  const z = normalQuantile((1 + confidence) / 2);
  const share = hits / n;
  const whole = 1 + (z * z) / n;
  const middle = (share + (z * z) / (2 * n)) / whole;
  const half = (z / whole) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { low: hits === 0 ? 0 : middle - half, high: hits === n ? 1 : middle + half };
}

/** Value that a beta variable does not exceed with the chance p. */
function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
