import type { BackendView } from './balancer.ts';
import { NONE } from './balancer.ts';

/** What smooth weighted round robin remembers of every backend. */
export interface SmoothWeights {
  readonly current: Float64Array;
  /** The weight, less after failures; grows back by one a pick. */
  readonly effective: Float64Array;
}

export function smoothWeights(view: BackendView): SmoothWeights {
  return { current: new Float64Array(view.size), effective: Float64Array.from(view.weights) };
}

/**
 * One turn of smooth weighted round robin among the usable backends that `among` lets through: every
 * current weight grows by its effective weight, the largest wins (the first on ties), and the winner loses
 * the sum. nginx 1.22.1, `ngx_http_upstream_get_peer`.
 */
export function smoothTurn(
  view: BackendView,
  { current, effective }: SmoothWeights,
  among: (index: number) => boolean = everybody,
): number {
  const { size, usable, weights } = view;
  let best = NONE;
  let total = 0;
  for (let i = 0; i < size; i++) {
    if (usable[i] === 0 || !among(i)) continue;
    current[i] += effective[i];
    total += effective[i];
    if (effective[i] < weights[i]) effective[i]++;
    if (best === NONE || current[i] > current[best]) best = i;
  }
  if (best !== NONE) current[best] -= total;
  return best;
}

/** A turn of which `index` is the only candidate: of its weights only the lowered one changes. */
export function growBack({ weights }: BackendView, { effective }: SmoothWeights, index: number): void {
  if (effective[index] < weights[index]) effective[index]++;
}

/** After a failure a backend starts from a lower weight. */
export function lowerWeight({ effective }: SmoothWeights, index: number, penalty: number): void {
  effective[index] = Math.max(0, effective[index] - penalty);
}

const everybody = (): boolean => true;
