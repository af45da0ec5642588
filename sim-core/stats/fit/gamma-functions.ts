import { exp, log } from '../../random/portable-math.ts';
import { logGamma } from '../../random/special-functions.ts';

/** From here on the asymptotic series of digamma and trigamma leave less than 10⁻¹². */
const SERIES_FROM = 8;

/** Derivative of log Γ, for x > 0 (DLMF 5.5.2 and 5.11.2). */
export function digamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < SERIES_FROM) shift += 1 / y++;
  const z = 1 / (y * y);
  const series =
    z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (5 / 660 - z * (691 / 32760))))));
  return log(y) - 0.5 / y - series - shift;
}

/** Second derivative of log Γ, for x > 0 (DLMF 5.15.5 and 5.15.8). */
export function trigamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < SERIES_FROM) {
    shift += 1 / (y * y);
    y++;
  }
  const z = 1 / (y * y);
  const series = z * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - z * (5 / 66)))));
  return 1 / y + z / 2 + series / y + shift;
}

const MOST_TERMS = 10_000;
const ENOUGH = 1e-15;
const TINY = 1e-300;

/**
 * Share of a gamma law with this shape and scale 1 that lies below x: the regularised incomplete gamma function
 * P(shape, x), by its series below shape + 1 and by Lentz's continued fraction above (Press et al., Numerical
 * Recipes, 3rd ed., §6.2).
 */
export function gammaShare(shape: number, x: number): number {
  if (!(x > 0)) return 0;
  if (x === Infinity) return 1;
  const scale = exp(shape * log(x) - x - logGamma(shape));
  return x < shape + 1 ? scale * lowerSeries(shape, x) : 1 - scale * upperFraction(shape, x);
}

function lowerSeries(shape: number, x: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let k = 1; k < MOST_TERMS && term > sum * ENOUGH; k++) {
    term *= x / (shape + k);
    sum += term;
  }
  return sum;
}

function upperFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / b;
  let product = d;
  for (let k = 1; k < MOST_TERMS; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / nonZero(a * d + b);
    c = nonZero(b + a / c);
    const step = d * c;
    product *= step;
    if (Math.abs(step - 1) < ENOUGH) break;
  }
  return product;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

/** Share of the standard normal law below z: by way of P(½, z²/2). */
export function normalShare(z: number): number {
  const half = gammaShare(0.5, (z * z) / 2) / 2;
  return z < 0 ? 0.5 - half : 0.5 + half;
}
