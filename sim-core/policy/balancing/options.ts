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
  /** `aperture`: how many balancers share the backends, and which of them this one is, from 0. */
  readonly peers: number;
  readonly peer: number;
  /** `peak-ewma`, `least-response-time`: seconds over which an old latency loses 63 % of its say. */
  readonly decay: number;
}

/** What holds if nothing else is said: the defaults of Envoy, HAProxy and Finagle. */
export const DEFAULT_OPTIONS: BalancerOptions = {
  choices: 2,
  bias: 1,
  balanceFactor: 150,
  apertureSize: 12,
  peers: 1,
  peer: 0,
  decay: 10,
};
