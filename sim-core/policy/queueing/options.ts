/** Numbers that disciplines can be set by. Each discipline says which it reads. */
export interface QueueingOptions {
  /** `adaptive-lifo`: with more requests than this waiting, the newest goes first. */
  readonly lifoAbove: number;
  /** `codel`: a wait up to this is good, seconds. `controlled-delay`: the patience while there is a standing queue. */
  readonly target: number;
  /** `codel`: how long waits must stay above the target before it drops, seconds. `controlled-delay`: the patience otherwise. */
  readonly interval: number;
  /** `red`: mean queue lengths from which on some, and all, arrivals are dropped. */
  readonly minThreshold: number;
  readonly maxThreshold: number;
  /** `red`: share dropped as the mean comes to the upper threshold. */
  readonly maxShare: number;
  /** `red`: weight of the present length in the mean. */
  readonly averaging: number;
  /** `red`: seconds in which an idle server would have served one request. */
  readonly typicalService: number;
  /** `red`: from the upper threshold to its double the share grows to one, instead of jumping there. */
  readonly gentle: boolean;
  /** `processor-sharing`: requests that share the cores at most; the others wait. */
  readonly slots?: number | undefined;
  /** `weighted-fair`: weight by class; 1 where there is none. */
  readonly weights: Readonly<Record<string, number>>;
}

/**
 * What holds if nothing else is said. CoDel: RFC 8289, §4.3 and §4.4; RED: Floyd and Jacobson 1993, with the thresholds
 * and the share that Floyd came to recommend (“RED: Discussions of setting parameters”, 1997).
 */
export const DEFAULT_QUEUEING: QueueingOptions = {
  lifoAbove: 0,
  target: 5e-3,
  interval: 0.1,
  minThreshold: 5,
  maxThreshold: 15,
  maxShare: 0.1,
  averaging: 0.002,
  typicalService: 0.01,
  gentle: true,
  weights: {},
};
