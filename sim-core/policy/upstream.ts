import type { Random } from '../random/generator.ts';
import { type Balancer, NONE } from './balancing/balancer.ts';
import { type BalancerOptions, DEFAULT_OPTIONS } from './balancing/options.ts';
import { PassiveHealth } from './health/passive-health.ts';
import { Tier, UNTRIED } from './tier.ts';

export { UNTRIED };

export interface UpstreamOptions {
  readonly names: readonly string[];
  readonly weights: ArrayLike<number>;
  /** 1 for a backend that is used only when no other can be. */
  readonly backup?: ArrayLike<number>;
  /** Whether only the first backup that is up is used, as in HAProxy without `allbackups`. */
  readonly isOneBackup?: boolean;
  /** Whether backups wait until all primaries are down (HAProxy), not just full (nginx). */
  readonly sparesBackups?: boolean;
  /** 1 for a backend that is never used, and whose place in a hash stays. */
  readonly down?: ArrayLike<number>;
  /** Most requests in flight per backend, for all or for each; 0 for no limit. */
  readonly maxConnections?: number | ArrayLike<number>;
  /** Failures that take a backend out, for all or for each; 0 for never. */
  readonly maxFails: number | ArrayLike<number>;
  /** Seconds that a backend stays out, for all or for each. */
  readonly failTimeout: number | ArrayLike<number>;
  readonly keyText: (key: number) => string;
  readonly address: (key: number) => string;
  /** The value of a header of a request; without it, a session per key. */
  readonly headerText?: (key: number) => string;
  /** Zone of each backend, and of the balancer; without them, all are in one. */
  readonly zones?: ArrayLike<number>;
  readonly zone?: number;
  /** Whether the balancer sees the loads that backends report instead of what this upstream has in flight. */
  readonly isViewReported?: boolean;
  /** Numbers that the balancer is set by, where they differ from the defaults. */
  readonly options?: Partial<BalancerOptions>;
}

/** When a backend's turn is. */
const PRIMARY = 0;
const BACKUP = 1;
const NEVER = 2;

/**
 * A set of backends with a balancer and passive health in front: what nginx 1.22.1 calls an upstream. It
 * decides where a request goes and learns from how it went; it sends nothing itself and keeps nothing per
 * request. For every attempt: `pick`, then `begin`, in the end `end`, and `succeeded` or `failed` unless the
 * attempt was given up without blame.
 *
 * Backups are used when no primary can be, and a request that has come to them stays with them. A single
 * backend is always tried: `maxFails` does not hold for it. Nothing here looks at all backends at a pick.
 */
export class Upstream {
  readonly size: number;
  readonly names: readonly string[];
  readonly inFlight: Int32Array;
  private readonly weights: Float64Array;
  private readonly utilisation: Float64Array;
  /** What the balancer takes for the requests in flight. */
  private readonly loads: Int32Array;
  private readonly random: Random;
  private readonly health: PassiveHealth;
  private readonly maxFails: ArrayLike<number>;
  private readonly limits: ArrayLike<number>;
  /** 1 for a backend that somebody has taken out of rotation. */
  private readonly closed: Uint8Array;
  private readonly turns: Uint8Array;
  /** Primaries, and backups if there are any. */
  private readonly tiers: readonly Tier[];
  private readonly isOneBackup: boolean;
  private readonly sparesBackups: boolean;
  private balancer: Balancer;
  private now = 0;

  constructor(options: UpstreamOptions, balancer: Balancer, random: Random) {
    const { names, weights, maxFails, failTimeout, maxConnections = 0 } = options;
    const size = names.length;
    this.names = names;
    this.size = size;
    this.weights = perBackend(weights, size);
    this.inFlight = new Int32Array(size);
    this.loads = options.isViewReported === true ? new Int32Array(size) : this.inFlight;
    this.utilisation = new Float64Array(size).fill(NaN);
    this.closed = new Uint8Array(size);
    this.maxFails = perBackend(size === 1 ? 0 : maxFails, size);
    this.health = new PassiveHealth(this.maxFails, perBackend(failTimeout, size));
    this.limits = perBackend(maxConnections, size).map((limit) => (limit > 0 ? limit : Infinity));
    this.turns = turnsOf(options, size);
    this.isOneBackup = options.isOneBackup ?? false;
    this.sparesBackups = options.sparesBackups ?? false;
    this.random = random;
    this.balancer = balancer;
    this.tiers = this.tiersOf(options);
    for (let i = 0; i < size; i++) this.refresh(i);
    this.setBalancer(balancer);
  }

  /** Changes the policy; what the old one remembered is forgotten. */
  setBalancer(balancer: Balancer): void {
    this.balancer = balancer;
    for (const tier of this.tiers) tier.state = balancer.init(tier);
  }

  /** Gives a backend another weight, an integer from 1. */
  setWeight(index: number, weight: number): void {
    if (this.weights[index] === weight) return;
    this.weights[index] = weight;
    if (this.balancer.changed === undefined) this.setBalancer(this.balancer);
    else this.changed(index);
  }

  /** Gives every backend its weight, integers from 1. */
  setWeights(weights: ArrayLike<number>): void {
    this.weights.set(weights);
    if (this.balancer.changed === undefined) this.setBalancer(this.balancer);
    else for (let i = 0; i < this.size; i++) this.changed(i);
  }

  /** Takes a backend out of rotation, whatever the reason, or back in. */
  setClosed(index: number, isClosed: boolean): void {
    this.closed[index] = isClosed ? 1 : 0;
    this.changed(index);
  }

  /** A backend says how busy it is, 0 to 1. */
  setUtilisation(index: number, utilisation: number): void {
    this.utilisation[index] = utilisation;
  }

  /**
   * Picks a backend for a request.
   *
   * @param tried what the request has tried in vain, in order: none of these is picked.
   * @returns an index, or {@link NONE} if there is none to pick.
   */
  pick(key: number, tried: readonly number[], now: number): number {
    this.advance(now);
    const primaries = this.tiers[PRIMARY];
    if (this.tiers.length === 1) return this.pickOf(primaries, key, tried);
    const backups = this.tiers[BACKUP];
    const primary = this.hasTriedBackup(tried) ? NONE : this.pickOf(primaries, key, tried);
    if (primary !== NONE || (this.sparesBackups && primaries.up.includes(1))) return primary;
    return this.isOneBackup ? this.firstBackup(backups, tried) : this.pickOf(backups, key, tried);
  }

  /** Whether the backend can be picked now. */
  hasRoom(index: number): boolean {
    const tier = this.tiers[this.turns[index]] as Tier | undefined;
    return tier !== undefined && tier.usable[index] === 1;
  }

  /** Whether any backend is in rotation, though it may be full. */
  get isAnyUp(): boolean {
    return this.tiers.some(({ up }) => up.includes(1));
  }

  /** An attempt to `index` sets out. */
  begin(index: number, now: number): void {
    this.advance(now);
    this.inFlight[index]++;
    this.health.picked(index, now);
    this.changed(index);
    const tier = this.tiers[this.turns[index]];
    this.balancer.began?.(tier.state, tier, index);
  }

  /** An attempt of `seconds` has been answered, or given up; `ok` if the backend did its part. */
  end(index: number, now = this.now, seconds = 0, ok = true): void {
    this.advance(now);
    this.inFlight[index]--;
    this.changed(index);
    const tier = this.tiers[this.turns[index]];
    this.balancer.ended?.(tier.state, tier, index, seconds, ok);
  }

  /** The backend did its part. @returns whether it is back after having been out. */
  succeeded(index: number): boolean {
    const isBack = this.health.succeeded(index);
    if (isBack) this.changed(index);
    return isBack;
  }

  /** The backend could not be reached or broke off. @returns whether that takes it out. */
  failed(index: number, now: number): boolean {
    const allowed = this.maxFails[index];
    if (allowed === 0) return false;
    this.advance(now);
    const { state } = this.tiers[this.turns[index]];
    this.balancer.failed?.(state, index, Math.floor(this.weights[index] / allowed));
    const isOut = this.health.failed(index, now);
    this.changed(index);
    return isOut;
  }

  /** Whom the balancer wants to ask how they are, after a pick; to be read at once. */
  probes(): readonly number[] {
    const [primaries] = this.tiers;
    return this.balancer.probes?.(primaries.state, primaries, this.random) ?? UNTRIED;
  }

  /** A backend has said how many requests it has in flight, from everybody, and what latency it expects. */
  probed(index: number, now: number, inFlight: number, seconds: number): void {
    this.advance(now);
    if (this.loads !== this.inFlight) {
      this.loads[index] = inFlight;
      this.changed(index);
    }
    const tier = this.tiers[this.turns[index]];
    this.balancer.probed?.(tier.state, tier, index, inFlight, seconds);
  }

  private pickOf(tier: Tier, key: number, tried: readonly number[]): number {
    if (tried.length === 0) return this.balancer.pick(tier, key, tier.state, this.random);
    tier.tried = tried;
    for (const index of tried) this.hide(tier, index);
    const picked = this.balancer.pick(tier, key, tier.state, this.random);
    for (const index of tried) this.changed(index);
    tier.tried = UNTRIED;
    return picked;
  }

  /** With one backup at a time, the first that is up takes all requests. */
  private firstBackup({ up, usable }: Tier, tried: readonly number[]): number {
    const first = up.findIndex((isUp, i) => isUp === 1 && !tried.includes(i));
    return first >= 0 && usable[first] === 1 ? first : NONE;
  }

  private hide(tier: Tier, index: number): void {
    if (tier.usable[index] === 0) return;
    tier.usable[index] = 0;
    this.balancer.changed?.(tier.state, tier, index);
  }

  /** Time passes; with a new second, backends that were out may be tried. */
  private advance(now: number): void {
    if (now === this.now) return;
    const isNewSecond = Math.floor(now) !== Math.floor(this.now);
    this.now = now;
    for (const tier of this.tiers) tier.now = now;
    if (isNewSecond) this.newSecond();
  }

  private newSecond(): void {
    this.health.forEachFailing((index) => this.changed(index));
  }

  private changed(index: number): void {
    const tier = this.refresh(index);
    if (tier !== undefined) this.balancer.changed?.(tier.state, tier, index);
  }

  /** @returns the tier that the backend is in, unless it is never used. */
  private refresh(index: number): Tier | undefined {
    const tier = this.tiers[this.turns[index]] as Tier | undefined;
    if (tier !== undefined) {
      tier.up[index] = this.isUp(index) ? 1 : 0;
      tier.usable[index] = this.inFlight[index] < this.limits[index] ? tier.up[index] : 0;
    }
    return tier;
  }

  /** Whether it is in rotation and has not failed too often. */
  private isUp(index: number): boolean {
    return this.closed[index] === 0 && !this.health.isOut(index, this.now);
  }

  private hasTriedBackup(tried: readonly number[]): boolean {
    for (const index of tried) if (this.turns[index] === BACKUP) return true;
    return false;
  }

  private tiersOf(options: UpstreamOptions): Tier[] {
    const { weights, loads: inFlight, utilisation, size } = this;
    const { zones = new Int32Array(size), zone = 0, headerText = sessionOf } = options;
    const settings: BalancerOptions = { ...DEFAULT_OPTIONS, ...options.options };
    const source = { ...options, weights, inFlight, utilisation, zones, zone, headerText, options: settings };
    return this.turns.includes(BACKUP) ? [new Tier(source), new Tier(source)] : [new Tier(source)];
  }
}

function sessionOf(key: number): string {
  return `session-${key}`;
}

function perBackend(setting: number | ArrayLike<number>, size: number): Float64Array {
  return typeof setting === 'number' ? new Float64Array(size).fill(setting) : Float64Array.from(setting);
}

function turnsOf({ backup, down }: UpstreamOptions, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => {
    if (down?.[i] === 1) return NEVER;
    return backup?.[i] === 1 ? BACKUP : PRIMARY;
  });
}
