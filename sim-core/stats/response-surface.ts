import { exp, log } from '../random/portable-math.ts';
import { leastSquares, type LeastSquares } from './least-squares.ts';

/** One coordinate of the points of a design: a number from 0 to 1, or which of so many names. */
export type Input = { readonly kind: 'number' } | { readonly kind: 'names'; readonly count: number };

/** A product of one part of each input: degree of its polynomial, or number of its name; 0 is no part. */
type Term = readonly number[];

const MOST_DEGREE = 8;
/** Terms at most for so many points, beside {@link MOST_TERMS}. */
const POINTS_PER_TERM = 2;
const MOST_TERMS = 60;
/** Points at which a surface is read for a mean over the other inputs. */
const MOST_READ = 200;
/** A point that alone decides its own fit tells nothing of how good the fit is. */
const LEAST_FREEDOM = 0.02;

/**
 * A polynomial in all inputs together, with their products, fitted to values at scattered points: a response surface (Box
 * and Wilson 1951) in Legendre's polynomials up to a total degree. How good it is says what it foretells of each point
 * from all others, which takes no second fit (Allen's PRESS, Technometrics 16, 1974).
 */
export class Surface {
  readonly degree: number;
  /** Whether logarithms of the values were fitted. */
  readonly isLog: boolean;
  /** Sum of the squares by which points are missed that were left out. */
  readonly missed: number;
  private readonly inputs: readonly Input[];
  private readonly points: readonly (readonly number[])[];
  private readonly terms: readonly Term[];
  private readonly design: LeastSquares;
  private readonly fitted: readonly number[];
  /** What each point is missed by when it is left out, in logarithms where these are fitted. */
  private readonly misses: readonly number[];
  readonly coefficients: readonly number[];

  constructor(
    inputs: readonly Input[],
    points: readonly (readonly number[])[],
    values: readonly number[],
    degree: number,
    isLog: boolean,
  ) {
    this.inputs = inputs;
    this.points = points;
    this.degree = degree;
    this.isLog = isLog;
    this.terms = termsOf(inputs, degree);
    const parts = points.map((point) => partsOf(inputs, point, degree));
    const columns = this.terms.map((term) => parts.map((own) => product(own, term)));
    this.design = leastSquares(columns);
    const line = isLog ? values.map(log) : values;
    this.coefficients = this.fit(line);
    this.fitted = parts.map((own) => sumOf(this.terms, own, this.coefficients));
    const leverages = this.design.leverages();
    this.misses = line.map(
      (value, i) => (value - this.fitted[i]) / Math.max(LEAST_FREEDOM, 1 - leverages[i]),
    );
    this.missed = values.reduce((sum, value, i) => {
      const foretold = line[i] - this.misses[i];
      const miss = value - (isLog ? exp(foretold) : foretold);
      return sum + miss * miss;
    }, 0);
  }

  /**
   * Fits to what might have been measured as well: each point is missed by as much as when it is left out, up or down
   * (the wild bootstrap, Wu, Annals of Statistics 14, 1986).
   *
   * @param flips true and false equally often.
   */
  resampled(count: number, flips: () => boolean): number[][] {
    return Array.from({ length: count }, () =>
      this.fit(this.fitted.map((value, i) => (flips() ? value - this.misses[i] : value + this.misses[i]))),
    );
  }

  /** For each set of coefficients what the surface says at values of one input, as a mean over the other inputs. */
  curves(input: number, at: readonly number[], coefficients: readonly (readonly number[])[]): number[][] {
    const step = Math.ceil(this.points.length / MOST_READ);
    const read = this.points.filter((_, p) => p % step === 0);
    const curves = coefficients.map(() => at.map(() => 0));
    at.forEach((share, i) => {
      for (const point of read) {
        const parts = partsOf(this.inputs, point.with(input, share), this.degree);
        const products = this.terms.map((term) => product(parts, term));
        coefficients.forEach((own, c) => {
          const value = own.reduce((sum, coefficient, k) => sum + coefficient * products[k], 0);
          curves[c][i] += (this.isLog ? exp(value) : value) / read.length;
        });
      }
    });
    return curves;
  }

  private fit(line: readonly number[]): number[] {
    return this.design.fit(line).coefficients.map((coefficient) => coefficient ?? 0);
  }
}

/**
 * Surfaces of every degree that so many points bear, of the values and, where all are above 0, of their logarithms; the one
 * that misses left-out points least comes first.
 */
export function surfacesOf(
  inputs: readonly Input[],
  points: readonly (readonly number[])[],
  values: readonly number[],
): Surface[] {
  const most = Math.min(MOST_TERMS, points.length / POINTS_PER_TERM);
  const surfaces: Surface[] = [];
  for (let degree = 1; degree <= MOST_DEGREE; degree++) {
    if (termsOf(inputs, degree, most + 1).length > most) break;
    surfaces.push(new Surface(inputs, points, values, degree, false));
    if (values.every((value) => value > 0)) surfaces.push(new Surface(inputs, points, values, degree, true));
  }
  return surfaces.sort((a, b) => a.missed - b.missed);
}

/** Terms of a total degree at most; a name counts as one degree. No more than `most` are listed. */
function termsOf(inputs: readonly Input[], degree: number, most = Infinity): Term[] {
  const terms: Term[] = [];
  const extend = (term: readonly number[], left: number): void => {
    if (terms.length >= most) return;
    if (term.length === inputs.length) {
      terms.push(term);
      return;
    }
    const input = inputs[term.length];
    extend([...term, 0], left);
    if (input.kind === 'number')
      for (let part = 1; part <= left; part++) extend([...term, part], left - part);
    else if (left > 0) for (let part = 1; part < input.count; part++) extend([...term, part], left - 1);
  };
  extend([], degree);
  return terms;
}

/** The values of all parts of each input at a point. */
function partsOf(inputs: readonly Input[], point: readonly number[], degree: number): number[][] {
  return inputs.map((input, i) =>
    input.kind === 'number'
      ? legendre(2 * point[i] - 1, degree)
      : Array.from({ length: input.count }, (_, name) => (name === 0 || name === point[i] ? 1 : 0)),
  );
}

/** Legendre's polynomials of degrees 0 … `degree`, by Bonnet's recursion. */
function legendre(x: number, degree: number): number[] {
  const values = [1, x];
  for (let k = 2; k <= degree; k++)
    values.push(((2 * k - 1) * x * values[k - 1] - (k - 1) * values[k - 2]) / k);
  return values;
}

function product(parts: readonly (readonly number[])[], term: Term): number {
  return term.reduce((all, part, input) => all * parts[input][part], 1);
}

function sumOf(
  terms: readonly Term[],
  parts: readonly (readonly number[])[],
  coefficients: readonly number[],
): number {
  return terms.reduce((sum, term, k) => sum + coefficients[k] * product(parts, term), 0);
}
