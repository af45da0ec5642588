/** Numbers that balancers can be set by. Each says who reads it; the others ignore it. */
export interface BalancerOptions {
  /** `power-of-d-choices`, `least-request`: how many backends are looked at. */
  readonly choices: number;
  /** `least-request`: exponent of the requests in flight when weights differ; 0 ignores them. */
  readonly bias: number;
  /** `bounded-load-*`: most load of one backend in percent of the mean (HAProxy's `hash-balance-factor`). */
  readonly balanceFactor: number;
  /** `aperture`: how many backends one balancer talks to. */
  readonly apertureSize: number;
  /** `aperture`, `zone-aware`: how many balancers share the backends; `aperture`: which this one is, from 0. */
  readonly peers: number;
  readonly peer: number;
  /** `peak-ewma`: seconds over which an old latency loses 63 % of its say. */
  readonly decay: number;
  /** `prequal`: probes sent per pick, most of their answers kept, and for how many seconds. */
  readonly probesPerPick: number;
  readonly probePool: number;
  readonly probeAge: number;
  /** `prequal`: backends with more in flight than this share of all are hot; 0 looks at load, 1 at latency. */
  readonly hotQuantile: number;
}

/** What holds if nothing else is said: the defaults of Envoy, HAProxy, Finagle and Prequal. */
export const DEFAULT_OPTIONS: BalancerOptions = {
  choices: 2,
  bias: 1,
  balanceFactor: 150,
  apertureSize: 12,
  peers: 1,
  peer: 0,
  decay: 10,
  probesPerPick: 3,
  probePool: 16,
  probeAge: 1,
  hotQuantile: 0.84,
};
