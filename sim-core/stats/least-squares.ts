/** A column that the others explain to all but this share of its length has nothing of its own to say. */
const DEPENDENT = 1e-9;

/** How one line of values is fitted by a sum of columns. */
export interface Fit {
  /** One for each column; null for a column that those before it already make up. */
  readonly coefficients: readonly (number | null)[];
  /** Sum of the squared residuals. */
  readonly residual: number;
}

/** A design that lines of values are fitted by. */
export interface LeastSquares {
  fit(values: readonly number[]): Fit;
  /** How much of each value's fit is made by that value itself, from 0 to 1. */
  leverages(): readonly number[];
}

/**
 * Least squares by modified Gram–Schmidt (Björck, Numerical Methods for Least Squares Problems, 1996, §2.4). The
 * columns are taken apart once, so that many lines of values can be fitted by the same design. A constant is a
 * column like any other.
 */
export function leastSquares(columns: readonly (readonly number[])[]): LeastSquares {
  const directions: (Float64Array | null)[] = [];
  const upper: number[][] = [];
  for (const column of columns) {
    const left = Float64Array.from(column);
    const before = lengthOf(left);
    upper.push(directions.map((direction) => (direction === null ? 0 : take(left, direction))));
    const own = lengthOf(left);
    const isDependent = own <= DEPENDENT * before;
    upper[upper.length - 1].push(own);
    directions.push(isDependent ? null : left.map((value) => value / own));
  }
  return {
    fit(values) {
      const left = Float64Array.from(values);
      const shares = directions.map((direction) => (direction === null ? 0 : take(left, direction)));
      return { coefficients: solved(directions, upper, shares), residual: dot(left, left) };
    },
    leverages: () =>
      Array.from(columns[0], (_, i) =>
        directions.reduce(
          (sum, direction) => sum + (direction === null ? 0 : direction[i] * direction[i]),
          0,
        ),
      ),
  };
}

/** Back substitution through the triangle of what each column has of the directions. */
function solved(
  directions: readonly (Float64Array | null)[],
  upper: readonly (readonly number[])[],
  shares: readonly number[],
): (number | null)[] {
  const found = new Array<number | null>(shares.length).fill(null);
  for (let k = shares.length - 1; k >= 0; k--) {
    if (directions[k] === null) continue;
    let rest = shares[k];
    for (let j = k + 1; j < shares.length; j++) rest -= upper[j][k] * (found[j] ?? 0);
    found[k] = rest / upper[k][k];
  }
  return found;
}

/** Takes out of `from` what it has of a direction of length 1. @returns how much that was. */
function take(from: Float64Array, direction: Float64Array): number {
  const share = dot(from, direction);
  for (let i = 0; i < from.length; i++) from[i] -= share * direction[i];
  return share;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function lengthOf(values: Float64Array): number {
  return Math.sqrt(dot(values, values));
}
