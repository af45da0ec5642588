import type { Random } from '../random/generator.ts';
import { type BackendView, type Balancer, NONE } from './balancing/balancer.ts';
import { PassiveHealth } from './health/passive-health.ts';

export interface UpstreamOptions {
  readonly names: readonly string[];
  readonly weights: ArrayLike<number>;
  /** 1 for a backend that is used only when no other can be. */
  readonly backup?: ArrayLike<number>;
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
}

/** Of a request that has tried no backend yet. */
export const UNTRIED: readonly number[] = [];

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
 * backend is always tried: `maxFails` does not hold for it.
 */
export class Upstream implements BackendView {
  readonly size: number;
  readonly names: readonly string[];
  readonly weights: ArrayLike<number>;
  readonly inFlight: Int32Array;
  /** Complete only during a pick: before it, failing backends are looked at again. */
  readonly usable: Uint8Array;
  tried = UNTRIED;
  private readonly options: UpstreamOptions;
  private readonly random: Random;
  private readonly health: PassiveHealth;
  private readonly maxFails: ArrayLike<number>;
  private readonly limits: ArrayLike<number>;
  private readonly turns: Uint8Array;
  private readonly hasBackups: boolean;
  private turn = PRIMARY;
  private balancer: Balancer;
  private state: unknown;

  constructor(options: UpstreamOptions, balancer: Balancer, random: Random) {
    const { names, weights, maxFails, failTimeout, maxConnections = 0 } = options;
    const size = names.length;
    this.options = options;
    this.names = names;
    this.size = size;
    this.weights = perBackend(weights, size);
    this.inFlight = new Int32Array(size);
    this.usable = new Uint8Array(size);
    this.maxFails = perBackend(size === 1 ? 0 : maxFails, size);
    this.health = new PassiveHealth(this.maxFails, perBackend(failTimeout, size));
    this.limits = perBackend(maxConnections, size).map((limit) => (limit > 0 ? limit : Infinity));
    this.turns = turnsOf(options, size);
    this.hasBackups = this.turns.includes(BACKUP);
    this.random = random;
    this.refreshAll(PRIMARY);
    this.balancer = balancer;
    this.state = balancer.init(this);
  }

  keyText(key: number): string {
    return this.options.keyText(key);
  }

  address(key: number): string {
    return this.options.address(key);
  }

  /** Changes the policy; what the old one remembered is forgotten. */
  setBalancer(balancer: Balancer): void {
    this.balancer = balancer;
    this.state = balancer.init(this);
  }

  /**
   * Picks a backend for a request.
   *
   * @param tried what the request has tried in vain, in order: none of these is picked.
   * @returns an index, or {@link NONE} if there is none to pick.
   */
  pick(key: number, tried: readonly number[], now: number): number {
    if (!this.hasBackups) return this.pickNow(key, tried, now);
    const primary = this.hasTriedBackup(tried) ? NONE : this.pickNow(key, tried, now);
    if (primary !== NONE) return primary;
    this.refreshAll(BACKUP);
    const backup = this.pickNow(key, tried, now);
    this.refreshAll(PRIMARY);
    return backup;
  }

  /** An attempt to `index` sets out. */
  begin(index: number, now: number): void {
    this.inFlight[index]++;
    this.health.picked(index, now);
    this.refresh(index);
  }

  /** An attempt has been answered, or given up. */
  end(index: number): void {
    this.inFlight[index]--;
    this.refresh(index);
  }

  /** The backend did its part. @returns whether it is back after having been out. */
  succeeded(index: number): boolean {
    const isBack = this.health.succeeded(index);
    if (isBack) this.refresh(index);
    return isBack;
  }

  /** The backend could not be reached or broke off. @returns whether that takes it out. */
  failed(index: number, now: number): boolean {
    const allowed = this.maxFails[index];
    if (allowed === 0) return false;
    this.balancer.failed?.(this.state, index, Math.floor(this.weights[index] / allowed));
    return this.health.failed(index, now);
  }

  private pickNow(key: number, tried: readonly number[], now: number): number {
    this.health.forEachFailing(now, this.letTry);
    this.tried = tried;
    for (const index of tried) this.usable[index] = 0;
    const picked = this.balancer.pick(this, key, this.state, this.random);
    for (const index of tried) this.refresh(index);
    this.tried = UNTRIED;
    return picked;
  }

  private readonly letTry = (index: number, mayTry: boolean): void => {
    this.usable[index] = mayTry && this.isOpen(index) ? 1 : 0;
  };

  private refreshAll(turn: number): void {
    this.turn = turn;
    for (let i = 0; i < this.size; i++) this.refresh(i);
  }

  private refresh(index: number): void {
    this.usable[index] = this.isOpen(index) ? 1 : 0;
  }

  /** Whether its turn has come and it has room; its failures are not looked at. */
  private isOpen(index: number): boolean {
    return this.turns[index] === this.turn && this.inFlight[index] < this.limits[index];
  }

  private hasTriedBackup(tried: readonly number[]): boolean {
    for (const index of tried) if (this.turns[index] === BACKUP) return true;
    return false;
  }
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
