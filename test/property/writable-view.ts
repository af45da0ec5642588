import type { BackendView } from '../../sim-core/policy/balancing/balancer.ts';
import { DEFAULT_OPTIONS } from '../../sim-core/policy/balancing/options.ts';

/** A view whose backends the test moves about. */
export interface Writable extends BackendView {
  readonly weights: number[];
  readonly inFlight: number[];
  readonly usable: number[];
  readonly up: number[];
  readonly utilisation: number[];
  now: number;
}

export function writableView(
  weights: readonly number[],
  options: Partial<BackendView['options']> = {},
): Writable {
  return {
    size: weights.length,
    names: weights.map((_, i) => `api-${i + 1}`),
    weights: [...weights],
    inFlight: weights.map(() => 0),
    usable: weights.map(() => 1),
    up: weights.map(() => 1),
    tried: [],
    now: 0,
    zones: weights.map(() => 0),
    zone: 0,
    utilisation: weights.map(() => NaN),
    options: { ...DEFAULT_OPTIONS, ...options },
    headerText: (key) => `session-${key}`,
    keyText: (key) => `/item/${key}`,
    address: (key) => `10.${Math.floor(key / 256) % 256}.${key % 256}.1`,
  };
}
