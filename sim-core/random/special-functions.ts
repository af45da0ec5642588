import { assert } from '../kernel/assert.ts';
import { log } from './portable-math.ts';

const HALF_LOG_TWO_PI = 0.9189385332046727;
/** B₂ₖ / (2k (2k − 1)), k = 1 … 7: Stirling's series (DLMF 5.11.1). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];
/** From here on seven terms of Stirling's series leave less than 10⁻¹⁶. */
const STIRLING_FROM = 10;

/** Logarithm of the gamma function, for x > 0: Γ(x + 1) = x Γ(x) up to 10, then Stirling's series. */
export function logGamma(x: number): number {
  assert(x > 0, 'logGamma needs a positive argument');
  let shift = 1;
  let y = x;
  while (y < STIRLING_FROM) shift *= y++;
  const z = 1 / (y * y);
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series * z + STIRLING[k];
  return (y - 0.5) * log(y) - y + HALF_LOG_TWO_PI + series / y - log(shift);
}

/** Coefficients of a rational function, highest power first. */
interface Rational {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

/** |p − ½| ≤ 0.425, in 0.425² − (p − ½)². */
const CENTRE: Rational = {
  above: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  below: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
};

/** √(−log p) ≤ 5, in √(−log p) − 1.6. */
const TAIL: Rational = {
  above: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  below: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};

/** Beyond, in √(−log p) − 5. */
const FAR_TAIL: Rational = {
  above: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
};

/** The standard normal value that a share p of the mass lies below (Wichura 1988, AS 241, PPND16). */
export function normalQuantile(p: number): number {
  assert(p > 0 && p < 1, 'a quantile needs 0 < p < 1');
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * evaluate(CENTRE, 0.180625 - q * q);
  const depth = Math.sqrt(-log(q < 0 ? p : 1 - p));
  const size = depth <= 5 ? evaluate(TAIL, depth - 1.6) : evaluate(FAR_TAIL, depth - 5);
  return q < 0 ? -size : size;
}

function evaluate({ above, below }: Rational, x: number): number {
  return horner(above, x) / horner(below, x);
}

function horner(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}
