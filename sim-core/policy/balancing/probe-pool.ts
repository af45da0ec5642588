import { NONE } from './balancer.ts';
import type { BalancerOptions } from './options.ts';
import { RecentQuantile } from './recent-quantile.ts';

/** Answers that the threshold between cold and hot is estimated from. */
const RECENT = 128;
/** Probes removed per request on top of those that are used up: the paper's r_remove. */
const REMOVED_PER_PICK = 1;
/** By how much more probes come in than go out: the paper's δ. */
const SURPLUS = 1;

interface Probe {
  readonly index: number;
  readonly seconds: number;
  readonly at: number;
  inFlight: number;
  uses: number;
}

/**
 * The answers to probes that one Prequal balancer keeps, oldest first, one per backend (NSDI'24, §4.1–4.3).
 * A probe goes when it is too old, when it has been used often enough, when the pool is full, and one with
 * every request: in turns the oldest and the worst. A request that uses a probe counts as in flight there.
 */
export class ProbePool {
  private readonly probes: Probe[] = [];
  private readonly recent: RecentQuantile;
  private readonly options: BalancerOptions;
  /** How often a probe may be used; what is left of a fraction goes to the next probe. */
  private readonly reuse: number;
  private fraction = 0;
  private isWorstNext = false;

  constructor(backends: number, options: BalancerOptions) {
    this.options = options;
    this.recent = new RecentQuantile(RECENT);
    this.reuse = reuseOf(backends, options);
  }

  get size(): number {
    return this.probes.length;
  }

  add(index: number, inFlight: number, seconds: number, now: number): void {
    this.recent.add(inFlight);
    const before = this.probes.findIndex((probe) => probe.index === index);
    if (before >= 0) this.probes.splice(before, 1);
    else if (this.probes.length >= this.options.probePool) this.probes.shift();
    const due = this.reuse + this.fraction;
    const uses = Math.floor(due);
    this.fraction = due === Infinity ? 0 : due - uses;
    this.probes.push({ index, seconds, at: now, inFlight, uses });
  }

  /** Forgets what is too old. */
  expire(now: number): void {
    while (this.probes.length > 0 && now - this.probes[0].at > this.options.probeAge) this.probes.shift();
  }

  /** The backend of the best probe, which is used once, or {@link NONE}. */
  choose(usable: ArrayLike<number>): number {
    const limit = this.hotLimit();
    let best: Probe | undefined;
    for (const probe of this.probes) {
      if (usable[probe.index] !== 1) continue;
      if (best === undefined || isBetter(probe, best, limit)) best = probe;
    }
    if (best === undefined) return NONE;
    best.inFlight++;
    best.uses--;
    if (best.uses <= 0) this.remove(best);
    return best.index;
  }

  /** Removes a probe with every request: in turns the oldest and the worst. */
  shed(): void {
    for (let k = 0; k < REMOVED_PER_PICK && this.probes.length > 0; k++) {
      this.remove(this.isWorstNext ? this.worst() : this.probes[0]);
      this.isWorstNext = !this.isWorstNext;
    }
  }

  private worst(): Probe {
    const limit = this.hotLimit();
    return this.probes.reduce((worst, probe) => (isBetter(worst, probe, limit) ? probe : worst));
  }

  private remove(probe: Probe): void {
    this.probes.splice(this.probes.indexOf(probe), 1);
  }

  private hotLimit(): number {
    const { hotQuantile } = this.options;
    return hotQuantile >= 1 ? Infinity : hotQuantile <= 0 ? -1 : this.recent.quantile(hotQuantile);
  }
}

/** Cold before hot; among the hot the fewest in flight, among the cold the lowest latency. */
function isBetter(x: Probe, y: Probe, limit: number): boolean {
  const isHot = x.inFlight > limit;
  if (isHot !== y.inFlight > limit) return !isHot;
  return isHot ? x.inFlight < y.inFlight : x.seconds < y.seconds;
}

/**
 * The paper's b_reuse, such that the pool neither runs dry nor only grows. With so few backends that the pool
 * holds all of them it has no value: then age alone ends a probe.
 */
function reuseOf(backends: number, { probesPerPick, probePool }: BalancerOptions): number {
  const gain = (1 - probePool / backends) * probesPerPick - REMOVED_PER_PICK;
  return gain > 0 ? Math.max(1, (1 + SURPLUS) / gain) : Infinity;
}
