import type { Random } from '../random/generator.ts';
import { type BackendView, type Balancer, NONE } from './balancing/balancer.ts';
import { PassiveHealth } from './health/passive-health.ts';

export interface UpstreamOptions {
  readonly names: readonly string[];
  readonly weights: ArrayLike<number>;
  /** 1 for a backend that is used only when no other can be; same length as `names`. */
  readonly backup?: ArrayLike<number>;
  /** Most requests in flight per backend; 0 for no limit. */
  readonly maxConnections?: number;
  readonly maxFails: number;
  /** Seconds. */
  readonly failTimeout: number;
  readonly keyText: (key: number) => string;
  readonly address: (key: number) => string;
}

/** Of a request that has tried no backend yet. */
export const UNTRIED: readonly number[] = [];

/**
 * A set of backends with a balancer and passive health in front: what nginx calls an upstream. It decides
 * where a request goes and learns from how it went. It sends nothing itself.
 */
export class Upstream implements BackendView {
  readonly size: number;
  readonly names: readonly string[];
  readonly weights: ArrayLike<number>;
  readonly inFlight: Int32Array;
  readonly usable: Uint8Array;
  readonly health: PassiveHealth;
  private readonly options: UpstreamOptions;
  private readonly random: Random;
  private balancer: Balancer;
  private state: unknown;
  private readonly mayTry = (index: number, may: boolean): void => {
    this.usable[index] = may && this.allowed(index) ? 1 : 0;
  };

  constructor(options: UpstreamOptions, balancer: Balancer, random: Random) {
    this.options = options;
    this.names = options.names;
    this.size = options.names.length;
    this.weights = options.weights;
    this.inFlight = new Int32Array(this.size);
    this.usable = new Uint8Array(this.size).fill(1);
    // A single backend is always tried: nginx then ignores max_fails.
    this.health = new PassiveHealth(this.size, this.size === 1 ? 0 : options.maxFails, options.failTimeout);
    this.random = random;
    this.balancer = balancer;
    this.state = balancer.init(this);
    this.useBackups(false);
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

  /** Picks a backend for a request, never one that it has tried; {@link NONE} if there is none. */
  pick(key: number, tried: readonly number[], now: number): number {
    const primary = this.pickAmong(false, key, tried, now);
    if (primary !== NONE || this.options.backup === undefined) return primary;
    this.useBackups(true);
    const backup = this.pickAmong(true, key, tried, now);
    this.useBackups(false);
    return backup;
  }

  /** An attempt to `index` sets out. */
  begin(index: number, now: number): void {
    this.inFlight[index]++;
    this.health.picked(index, now);
    if (this.isFull(index)) this.usable[index] = 0;
  }

  /** An attempt has been answered, or given up without blame. */
  end(index: number): void {
    this.inFlight[index]--;
    if (!this.isFull(index) && this.isPrimary(index) && !this.health.isFailing(index)) this.usable[index] = 1;
  }

  /** The backend did its part. @returns whether it is back after having been out. */
  succeeded(index: number): boolean {
    const back = this.health.succeeded(index);
    if (back && this.isPrimary(index) && !this.isFull(index)) this.usable[index] = 1;
    return back;
  }

  /** The backend could not be reached or broke off. @returns whether that takes it out. */
  failed(index: number, now: number): boolean {
    const { maxFails } = this.options;
    if (maxFails > 0) {
      this.balancer.failed?.(this.state, index, Math.floor(this.weights[index] / maxFails));
    }
    const out = this.health.failed(index, now);
    if (out) this.usable[index] = 0;
    return out;
  }

  private pickAmong(backups: boolean, key: number, tried: readonly number[], now: number): number {
    this.backupTurn = backups;
    this.health.forEachFailing(now, this.mayTry);
    for (const index of tried) this.usable[index] = 0;
    const picked = this.balancer.pick(this, key, this.state, this.random);
    for (const index of tried) {
      this.usable[index] = this.allowed(index) && !this.health.isFailing(index) ? 1 : 0;
    }
    return picked;
  }

  private backupTurn = false;

  private useBackups(backups: boolean): void {
    this.backupTurn = backups;
    for (let i = 0; i < this.size; i++) {
      this.usable[i] = this.allowed(i) && !this.health.isFailing(i) ? 1 : 0;
    }
  }

  private allowed(index: number): boolean {
    return !this.isFull(index) && this.isPrimary(index) !== this.backupTurn;
  }

  private isPrimary(index: number): boolean {
    return this.options.backup === undefined || this.options.backup[index] === 0;
  }

  private isFull(index: number): boolean {
    const { maxConnections = 0 } = this.options;
    return maxConnections > 0 && this.inFlight[index] >= maxConnections;
  }
}
