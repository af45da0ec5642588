import { leastSquares } from './least-squares.ts';

/**
 * Factors, none of them negative, that make Σ weight · (Σ factor · column − value)² least. By least squares with every
 * set of columns that may have a factor, of which the best without a negative one is taken: right for the few factors of
 * a curve, not for many.
 *
 * @returns null when not even one column has a factor above 0.
 */
export function nonNegativeLeastSquares(
  columns: readonly (readonly number[])[],
  values: readonly number[],
  weights: readonly number[],
): number[] | null {
  const roots = weights.map(Math.sqrt);
  const weighted = (line: readonly number[]) => line.map((value, i) => value * roots[i]);
  const wanted = weighted(values);
  let best: number[] | null = null;
  let least = Infinity;
  for (let subset = 1; subset < 1 << columns.length; subset++) {
    const chosen = columns.flatMap((column, i) => ((subset >> i) & 1 ? [{ i, column }] : []));
    const { coefficients, residual } = leastSquares(chosen.map(({ column }) => weighted(column))).fit(wanted);
    if (residual >= least || coefficients.some((found) => found === null || found <= 0)) continue;
    least = residual;
    best = new Array<number>(columns.length).fill(0);
    for (const [k, { i }] of chosen.entries()) best[i] = coefficients[k]!;
  }
  return best;
}
