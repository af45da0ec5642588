import { nonNegativeLeastSquares } from './non-negative-least-squares.ts';

/** A steady state: so many requests in the system on average, so many done per second. */
export interface LoadPoint {
  readonly concurrency: number;
  readonly throughput: number;
}

/**
 * The universal scalability law (Gunther, Guerrilla Capacity Planning, 2007, ch. 4–6):
 * X(N) = γN ÷ (1 + α(N − 1) + βN(N − 1)).
 */
export interface Scalability {
  /** γ: throughput of one request at a time, per second. */
  readonly one: number;
  /** α: share of the work that only one can do at a time. */
  readonly contention: number;
  /** β: cost of keeping each two of them in agreement. */
  readonly coherency: number;
  /** Concurrency at which throughput is highest; null when it only levels off (β = 0). */
  readonly peakConcurrency: number | null;
  /** The highest throughput, or the level that it comes near to; null when it grows without end. */
  readonly peakThroughput: number | null;
  /** Largest relative distance of a point's throughput from the law. */
  readonly worst: number;
  readonly points: number;
}

/** Three factors need more points than three. */
const FEWEST_POINTS = 4;

/**
 * Fits the law to points of steady state, which must be steady: a queue that still grows has no N. Least squares of
 * N/X = (1 + α(N − 1) + βN(N − 1)) ÷ γ, which is linear in 1/γ, α/γ and β/γ, each point weighted so that relative errors
 * count; no factor may be negative.
 *
 * @returns null for too few points, or points that are too much alike.
 */
export function fitScalability(points: readonly LoadPoint[]): Scalability | null {
  const usable = points.filter(({ concurrency, throughput }) => concurrency > 0 && throughput > 0);
  if (usable.length < FEWEST_POINTS) return null;
  const times = usable.map(({ concurrency, throughput }) => concurrency / throughput);
  const numbers = usable.map(({ concurrency }) => concurrency);
  const factors = nonNegativeLeastSquares(
    [numbers.map(() => 1), numbers.map((n) => n - 1), numbers.map((n) => n * (n - 1))],
    times,
    times.map((time) => 1 / (time * time)),
  );
  if (factors === null || factors[0] === 0) return null;
  const law = lawOf(factors, Math.max(...numbers));
  const worst = usable.reduce((most, { concurrency, throughput }) => {
    return Math.max(most, Math.abs(throughputAt(law, concurrency) / throughput - 1));
  }, 0);
  return { ...law, ...peakOf(law), worst, points: usable.length };
}

/** A cost that changes no point by a millionth is rounding, and would put the peak at billions. */
const NEGLIGIBLE = 1e-6;

function lawOf([inverse, shared, paired]: readonly number[], most: number): Law {
  const contention = shared / inverse;
  const cost = (paired / inverse) * most * (most - 1);
  const isNothing = Math.abs(cost) < NEGLIGIBLE * Math.abs(1 + contention * (most - 1));
  return { one: 1 / inverse, contention, coherency: isNothing ? 0 : paired / inverse };
}

type Law = Pick<Scalability, 'one' | 'contention' | 'coherency'>;

/** Throughput that the law gives `concurrency` requests in the system. */
export function throughputAt({ one, contention, coherency }: Law, concurrency: number): number {
  const others = concurrency - 1;
  return (one * concurrency) / (1 + contention * others + coherency * concurrency * others);
}

function peakOf(law: Law): Pick<Scalability, 'peakConcurrency' | 'peakThroughput'> {
  const { one, contention, coherency } = law;
  if (coherency > 0) {
    const peak = Math.sqrt(Math.max(0, 1 - contention) / coherency);
    return { peakConcurrency: peak, peakThroughput: throughputAt(law, peak) };
  }
  return { peakConcurrency: null, peakThroughput: contention > 0 ? one / contention : null };
}
