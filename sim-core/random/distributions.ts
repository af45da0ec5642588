/** All laws that numbers can be drawn from. */
export type { Distribution } from './distribution.ts';
export { bimodal, constant, uniform } from './plain-laws.ts';
export { erlang, exponential, gamma, hyperexponential, hyperexponentialPhases } from './exponential-laws.ts';
export { boundedPareto, lognormal, lognormalQuantiles, pareto, weibull } from './tail-laws.ts';
export { empirical } from './empirical.ts';
export { zipf } from './zipf.ts';
