import { floatBits } from './float-bits.ts';

/*
 * Elementary functions that give the same bits in every JavaScript engine. ECMAScript leaves the last bits of
 * Math.log, exp and pow to the engine, and engines use that freedom; here is only + − × ÷ on float64, which
 * IEEE 754 fixes, and a view of the bits. Methods and coefficients are those of fdlibm (Sun Microsystems
 * 1993, e_log.c and e_exp.c). Measured errors are in docs/models/randomness.md.
 */

const { float, word, HIGH } = floatBits();

const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const TWO_54 = 18014398509481984;
/** High word of √½ ≈ 0.7071, the low end of the reduced range. */
const SQRT_HALF_HIGH = 0x3fe6a09e;

/**
 * Natural logarithm. log(0) = −∞, log(∞) = ∞, NaN below zero. Error under 1 ulp.
 *
 * x = 2^k (1 + f) with √½ ≤ 1 + f < √2; log(1 + f) by an odd polynomial in s = f / (2 + f).
 */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN;
  if (x === Infinity) return x;
  let k = 0;
  float[0] = x;
  if (word[HIGH] < 0x00100000) {
    float[0] = x * TWO_54;
    k = -54;
  }
  const shifted = word[HIGH] + (0x3ff00000 - SQRT_HALF_HIGH);
  k += (shifted >> 20) - 1023;
  word[HIGH] = (shifted & 0xfffff) + SQRT_HALF_HIGH;
  const f = float[0] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const halfSquare = 0.5 * f * f;
  return k * LN2_HIGH - (halfSquare - (s * (halfSquare + even + odd) + k * LN2_LOW) - f);
}

/**
 * e to the power x. Overflows to ∞ above 709.78, goes gradually to 0 below −708.4. Error under 1 ulp.
 *
 * x = k ln 2 + r with |r| ≤ ½ ln 2; exp(r) by a rational function whose polynomial is in r².
 */
export function exp(x: number): number {
  if (!(x <= 709.782712893384)) return x > 0 ? Infinity : NaN;
  if (x < -745.1332191019412) return 0;
  const k = Math.floor(Math.LOG2E * x + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const z = r * r;
  const c =
    r -
    z *
      (0.16666666666666602 +
        z *
          (-0.0027777777777015593 +
            z * (6.613756321437934e-5 + z * (-1.6533902205465252e-6 + z * 4.1381367970572385e-8))));
  return scale(1 - (low - (r * c) / (2 - c) - high), k);
}

/** y 2^k for y near 1: exact, except for one rounding when the result is subnormal. */
function scale(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(k - 1);
  if (k < -1021) return (y * powerOfTwo(k + 54)) / TWO_54;
  return y * powerOfTwo(k);
}

/** 2^k for −1022 ≤ k ≤ 1023. */
function powerOfTwo(k: number): number {
  float[0] = 1;
  word[HIGH] += k << 20;
  return float[0];
}

/** log(1 + x) without loss for small x. The rounding of 1 + x is divided out (Kahan; HP-15C handbook 1982). */
export function log1p(x: number): number {
  const sum = 1 + x;
  if (sum === 1 || sum === Infinity) return x;
  return sum > 0 ? log(sum) * (x / (sum - 1)) : log(sum);
}

/** exp(x) − 1 without loss for small x, by the same device as {@link log1p}. */
export function expm1(x: number): number {
  const power = exp(x);
  if (power === 1) return x;
  const difference = power - 1;
  return difference === -1 || power === Infinity ? difference : difference * (x / log(power));
}

/** Integer exponents up to this size are products; others go through the logarithm. */
const MAX_PRODUCT_EXPONENT = 1024;

/**
 * x to the power y. Integer exponents up to ±1024 are repeated products in a fixed order, exact whenever the
 * products are; others are exp(y log x), whose relative error grows with |y log x|. Negative x needs an
 * integer exponent, else NaN. pow(x, 0) is 1.
 */
export function pow(x: number, y: number): number {
  if (y === Math.floor(y) && y >= -MAX_PRODUCT_EXPONENT && y <= MAX_PRODUCT_EXPONENT)
    return integerPower(x, y);
  if (x === 1) return 1;
  if (x < 0 && y === Math.floor(y)) return y % 2 === 0 ? pow(-x, y) : -pow(-x, y);
  return exp(y * log(x));
}

function integerPower(x: number, n: number): number {
  if (n >= 0) return product(x, n);
  const below = product(x, -n);
  return Math.abs(below) === Infinity ? product(1 / x, -n) : 1 / below;
}

/** x multiplied n times, by squaring. */
function product(x: number, n: number): number {
  let result = 1;
  let square = x;
  for (let rest = n; rest > 0; rest >>>= 1) {
    if ((rest & 1) === 1) result *= square;
    square *= square;
  }
  return result;
}
