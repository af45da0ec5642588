import { assert } from '../kernel/assert.ts';
import { exp, log } from '../random/portable-math.ts';
import { logGamma } from '../random/special-functions.ts';

const MOST_TERMS = 500;
const TINY = 1e-300;

/**
 * The regularised incomplete beta function I_x(a, b): the chance that a beta variable is at most x. By the
 * continued fraction of DLMF 8.17.22, which converges fast on the side of the mean.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  assert(x >= 0 && x <= 1 && a > 0 && b > 0, 'incompleteBeta needs 0 ≤ x ≤ 1 and positive parameters');
  if (x === 0 || x === 1) return x;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log(1 - x));
  return front / a / fraction(x, a, b);
}

/** The denominators' continued fraction by Lentz's method, two terms at a time. */
function fraction(x: number, a: number, b: number): number {
  let value = 1;
  let above = 1;
  let below = 0;
  for (let m = 0; m < MOST_TERMS; m++) {
    for (const term of [
      -((a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
      next(x, a, b, m + 1),
    ]) {
      below = 1 / nonZero(1 + term * below);
      above = nonZero(1 + term / above);
      value *= above * below;
      if (Math.abs(above * below - 1) < 1e-15) return value;
    }
  }
  return value;
}

function next(x: number, a: number, b: number, m: number): number {
  return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
