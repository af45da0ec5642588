import { assert } from '../kernel/assert.ts';
import { log } from './portable-math.ts';

const HALF_LOG_TWO_PI = 0.9189385332046727;
/** B₂ₖ / (2k (2k − 1)), k = 1 … 8: Stirling's series (DLMF 5.11.1). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400];
/** From here on eight terms of Stirling's series leave less than 10⁻¹⁷. */
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
    2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
    13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608,
  ],
  below: [
    5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
    5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1,
  ],
};

/** √(−log p) ≤ 5, in √(−log p) − 1.6. */
const TAIL: Rational = {
  above: [
    7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
    3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734,
  ],
  below: [
    1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
    0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1,
  ],
};

/** Beyond, in √(−log p) − 5. */
const FAR_TAIL: Rational = {
  above: [
    2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
    0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772,
  ],
  below: [
    2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
    0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1,
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
