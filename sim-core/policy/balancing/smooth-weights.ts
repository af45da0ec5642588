import { type BackendView, NONE } from './balancer.ts';

/** What smooth weighted round robin remembers of every backend. */
export interface SmoothWeights {
  readonly current: Float64Array;
  /** The weight, less after failures; grows back by one a turn. */
  readonly effective: Float64Array;
  /** Room for those whose turn it may be, so that a pick allocates nothing. */
  readonly candidates: Int32Array;
}

export function smoothWeights({ size, weights }: BackendView): SmoothWeights {
  return {
    current: new Float64Array(size),
    effective: Float64Array.from(weights),
    candidates: new Int32Array(size),
  };
}

/** One turn of smooth weighted round robin among all usable backends. */
export function smoothTurn(view: BackendView, state: SmoothWeights): number {
  const { size, usable } = view;
  const { candidates } = state;
  let count = 0;
  for (let i = 0; i < size; i++) if (usable[i] === 1) candidates[count++] = i;
  return smoothTurnAmong(view, state, count);
}

/**
 * One turn among the first `count` candidates, which are in rising order: every current weight grows by its
 * effective weight, the largest wins (the first on ties), and the winner loses the sum. nginx 1.22.1,
 * ngx_http_upstream_round_robin.
 */
export function smoothTurnAmong(
  { weights }: BackendView,
  { current, effective, candidates }: SmoothWeights,
  count: number,
): number {
  let best = NONE;
  let most = -Infinity;
  let total = 0;
  for (let k = 0; k < count; k++) {
    const i = candidates[k];
    const step = effective[i];
    const grown = current[i] + step;
    current[i] = grown;
    total += step;
    if (step < weights[i]) effective[i] = step + 1;
    if (grown > most) {
      most = grown;
      best = i;
    }
  }
  if (best !== NONE) current[best] -= total;
  return best;
}

/** After a failure a backend starts from a lower weight. */
export function lowerWeight({ effective }: SmoothWeights, index: number, penalty: number): void {
  effective[index] = Math.max(0, effective[index] - penalty);
}
