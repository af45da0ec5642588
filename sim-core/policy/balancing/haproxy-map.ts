import type { BackendView } from './balancer.ts';

/** HAProxy's table of turns, made anew before the next pick once a backend came, went or changed its weight. */
export interface TurnMap {
  /** Slots of the table: a backend each. */
  turns: Int32Array;
  /** What all weights have in common: it shortens the table. */
  readonly common: number;
  /** Slots of each backend; 0 for one that is not in rotation. Being full changes nothing. */
  readonly shares: Float64Array;
  isStale: boolean;
}

export function turnMap(view: BackendView): TurnMap {
  const { size, weights } = view;
  let common = 0;
  for (let i = 0; i < size; i++) common = greatestCommonDivisor(weights[i], common);
  const map = { turns: new Int32Array(0), common, shares: new Float64Array(size), isStale: true };
  for (let i = 0; i < size; i++) remap(map, view, i);
  return map;
}

/** One backend's weight or place in rotation may have changed. */
export function remap(map: TurnMap, { up, weights }: BackendView, index: number): void {
  const share = up[index] === 1 ? Math.ceil(weights[index] / map.common) : 0;
  if (share === map.shares[index]) return;
  map.shares[index] = share;
  map.isStale = true;
}

/** The table as it is now (HAProxy 2.6, `lb_map.c`). */
export function turnsOf(_view: BackendView, map: TurnMap): Int32Array {
  if (map.isStale) map.turns = tableOf(map.shares);
  map.isStale = false;
  return map.turns;
}

/** In every slot all scores grow by their shares; the most whole tables win, the first one on ties. */
function tableOf(shares: Float64Array): Int32Array {
  const taking = [...shares.keys()].filter((i) => shares[i] > 0);
  // Equals come in order; the rule says the same, but looks at all of them for every slot.
  if (taking.every((i) => shares[i] === shares[taking[0]])) return Int32Array.from(taking);
  const scores = new Float64Array(shares.length);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return Int32Array.from({ length: total }, () => {
    let best = taking[0];
    let most = 0;
    for (const i of taking) {
      scores[i] += shares[i];
      const whole = Math.trunc((scores[i] + total) / total);
      if (whole <= most) continue;
      most = whole;
      best = i;
    }
    scores[best] -= total;
    return best;
  });
}

function greatestCommonDivisor(x: number, y: number): number {
  return y === 0 ? x : greatestCommonDivisor(y, x % y);
}
