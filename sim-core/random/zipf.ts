import { assert } from '../kernel/assert.ts';
import { squaredVariation, type Distribution } from './distribution.ts';
import type { Random } from './generator.ts';
import { exp, expm1, log, pow } from './portable-math.ts';

/**
 * Popularity by rank: an integer 0 … n − 1, where i has a weight of (i + 1)^−exponent. Exponent 0 is uniform;
 * caches and shops are described with 0.6 to 1.2. A draw costs the same for any n and needs no table.
 *
 * Method: rejection-inversion (Hörmann and Derflinger 1996, ACM TOMACS 6(3)). The histogram of the weights is
 * covered by the curve x^−exponent, whose integral is inverted; few draws are rejected.
 */
export function zipf(exponent: number, n: number): Distribution {
  assert(exponent >= 0 && exponent < Infinity, 'zipf needs an exponent >= 0');
  assert(
    n >= 1 && n === Math.floor(n) && n <= 2147483648,
    'zipf needs a whole number of values, at most 2^31',
  );
  const sample = exponent === 0 ? (random: Random) => random.int(n) : rejectionInversion(exponent, n);
  return { kind: 'zipf', ...moments(exponent, n), sample };
}

function rejectionInversion(exponent: number, n: number): (random: Random) => number {
  const rest = 1 - exponent;
  const weight = (k: number) => exp(-exponent * log(k));
  const first = integral(1.5, rest) - 1;
  const width = integral(n + 0.5, rest) - first;
  /** Nearer to its integer than this, a place lies under the histogram for certain. */
  const sure = 2 - inverseIntegral(integral(2.5, rest) - weight(2), rest);
  return (random) => {
    for (;;) {
      const area = first + width * (1 - random.double());
      const x = inverseIntegral(area, rest);
      const k = Math.max(1, Math.min(n, Math.floor(x + 0.5)));
      if (k - x <= sure || area >= integral(k + 0.5, rest) - weight(k)) return k - 1;
    }
  };
}

/** ∫₁ˣ t^(rest − 1) dt, continuous through rest = 0, where it is log x. */
function integral(x: number, rest: number): number {
  const logarithm = log(x);
  const t = rest * logarithm;
  return t === 0 ? logarithm : (expm1(t) / t) * logarithm;
}

/** The x of an {@link integral}: log(1 + rest × area) ÷ rest, with the rounding of the sum divided out. */
function inverseIntegral(area: number, rest: number): number {
  const sum = Math.max(0, 1 + rest * area); // rounding must not leave the domain of the logarithm
  return exp(sum === 1 ? area : (log(sum) * area) / (sum - 1));
}

function moments(exponent: number, n: number): { mean: number; scv: number } {
  const total = powerSum(exponent, n);
  const rank = powerSum(exponent - 1, n) / total;
  const mean = rank - 1;
  const variance = powerSum(exponent - 2, n) / total - rank * rank;
  return { mean, scv: squaredVariation(mean, Math.max(0, variance)) };
}

/** Terms added one by one; the rest is Euler and Maclaurin's formula, which from here on is good to 10⁻¹². */
const DIRECT_TERMS = 32;

/** 1^−s + 2^−s + … + n^−s. */
function powerSum(s: number, n: number): number {
  let sum = 0;
  for (let k = 1; k <= n && k <= DIRECT_TERMS; k++) sum += pow(k, -s);
  if (n <= DIRECT_TERMS) return sum;
  const area = integral(n, 1 - s) - integral(DIRECT_TERMS, 1 - s);
  return sum + area + correction(n, s) - correction(DIRECT_TERMS, s);
}

/** What a sum of x^−s up to x has beyond its integral, apart from a constant (DLMF 2.10.1). */
function correction(x: number, s: number): number {
  const third = (s * (s + 1) * (s + 2)) / (x * x);
  return pow(x, -s) * (0.5 - (s / 12 - third / 720) / x);
}
