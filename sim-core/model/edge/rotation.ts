import { SLOW_START_SCALE, SlowStart } from '../../policy/health/slow-start.ts';
import type { Upstream } from '../../policy/upstream.ts';

/** Why a backend is out of rotation. */
export const DRAINED = 1;
export const UNHEALTHY = 2;
export const EJECTED = 4;
/** Not in service: its node has more replicas than it needs now. */
export const ABSENT = 8;
const SICK = UNHEALTHY | EJECTED;

export interface RotationOptions {
  readonly weights: readonly number[];
  /** Below this share of well backends, health no longer counts: everybody gets requests; 0 for never. */
  readonly panicThreshold: number;
  /** Seconds; 0 for none. */
  readonly slowStart: number;
}

/**
 * Which backends take part: those that nobody has drained, checked to be down or ejected. With too few well
 * ones the balancer panics as Envoy does (`healthy_panic_threshold`): better all of them than a few that
 * would drown. A backend that comes back may start slowly.
 */
export class Rotation {
  readonly slowStart: SlowStart | null;
  isPanicking = false;
  private readonly upstream: Upstream;
  private readonly options: RotationOptions;
  private readonly reasons: Uint8Array;
  /** Those that are in service and not well, and those that are not in service. */
  private sick = 0;
  private absent = 0;
  /** While somebody starts slowly, all weights are counted in sixteenths. */
  private isScaled = false;

  constructor(upstream: Upstream, options: RotationOptions) {
    this.upstream = upstream;
    this.options = options;
    this.reasons = new Uint8Array(upstream.size);
    this.slowStart = options.slowStart > 0 ? new SlowStart(options.slowStart) : null;
  }

  isOut(index: number, reason: number): boolean {
    return (this.reasons[index] & reason) !== 0;
  }

  /** A reason arose or passed. @returns whether the backend came back by that. */
  set(index: number, reason: number, holds: boolean, now: number): boolean {
    const before = this.reasons[index];
    const after = holds ? before | reason : before & ~reason;
    if (after === before) return false;
    this.reasons[index] = after;
    this.absent += Number((after & ABSENT) !== 0) - Number((before & ABSENT) !== 0);
    this.sick += Number(isSick(after)) - Number(isSick(before));
    if (after === 0) this.warm(index, now);
    else this.slowStart?.ended(index);
    this.apply(index);
    return after === 0;
  }

  /** Weights of those that start slowly grow. @returns whether anybody still does. */
  grow(now: number): boolean {
    if (this.slowStart === null || !this.isScaled) return false;
    this.slowStart.round(now, this.options.weights, (index, parts) => this.upstream.setWeight(index, parts));
    if (this.slowStart.isIdle) this.scale(1);
    return this.isScaled;
  }

  private warm(index: number, now: number): void {
    if (this.slowStart === null) return;
    this.slowStart.began(index, now);
    if (!this.isScaled) this.scale(SLOW_START_SCALE);
    this.upstream.setWeight(index, 1);
  }

  private scale(factor: number): void {
    this.isScaled = factor > 1;
    this.upstream.setWeights(this.options.weights.map((weight) => weight * factor));
  }

  private apply(index: number): void {
    const { size } = this.upstream;
    const serving = size - this.absent;
    const isPanic = serving - this.sick < this.options.panicThreshold * serving;
    if (isPanic === this.isPanicking) this.close(index);
    else {
      this.isPanicking = isPanic;
      for (let i = 0; i < size; i++) this.close(i);
    }
  }

  private close(index: number): void {
    const counted = this.isPanicking ? this.reasons[index] & ~SICK : this.reasons[index];
    this.upstream.setClosed(index, counted !== 0);
  }
}

function isSick(reasons: number): boolean {
  return (reasons & SICK) !== 0 && (reasons & ABSENT) === 0;
}
