import type { BackendView } from './balancing/balancer.ts';
import type { BalancerOptions } from './balancing/options.ts';

/** Of a request that has tried no backend yet. */
export const UNTRIED: readonly number[] = [];

/** What a tier shares with its upstream. */
export type TierSource = Omit<BackendView, 'size' | 'usable' | 'up' | 'tried' | 'now'>;

/**
 * The backends whose turn comes together, primaries or backups, as a balancer sees them: all backends are
 * there, only its own can be usable. With a view and a state each, a change of turn touches no backend.
 */
export class Tier implements BackendView {
  readonly size: number;
  readonly names: readonly string[];
  readonly weights: ArrayLike<number>;
  readonly inFlight: ArrayLike<number>;
  readonly usable: Uint8Array;
  readonly up: Uint8Array;
  readonly zones: ArrayLike<number>;
  readonly zone: number;
  readonly utilisation: ArrayLike<number>;
  readonly options: BalancerOptions;
  readonly keyText: (key: number) => string;
  readonly address: (key: number) => string;
  readonly headerText: (key: number) => string;
  tried = UNTRIED;
  now = 0;
  /** The balancer's. */
  state: unknown;

  constructor(source: TierSource) {
    this.size = source.names.length;
    this.names = source.names;
    this.weights = source.weights;
    this.inFlight = source.inFlight;
    this.usable = new Uint8Array(this.size);
    this.up = new Uint8Array(this.size);
    this.zones = source.zones;
    this.zone = source.zone;
    this.utilisation = source.utilisation;
    this.options = source.options;
    this.keyText = source.keyText;
    this.address = source.address;
    this.headerText = source.headerText;
  }
}
