import type { Address } from '../../kernel/component.ts';
import { OutlierEjection, type OutlierOptions } from '../../policy/health/outlier-ejection.ts';
import type { Upstream } from '../../policy/upstream.ts';
import type { Link } from '../network/link.ts';
import { FIRST_TIMER } from '../op.ts';
import { streamOf, type World } from '../world.ts';
import { HealthChecks, type CheckSettings } from './health-checks.ts';
import { ABSENT, DRAINED, EJECTED, Rotation, UNHEALTHY, type RotationOptions } from './rotation.ts';

/** Timers of the balancer that belong to the health of its backends; others of its timers come before. */
export const FIRST_HEALTH_TIMER = FIRST_TIMER + 8;
const CHECK_DUE = FIRST_HEALTH_TIMER;
const CHECK_TIMEOUT = FIRST_HEALTH_TIMER + 1;
const EJECTION_ROUND = FIRST_HEALTH_TIMER + 2;
const GROWTH = FIRST_HEALTH_TIMER + 3;

export interface HealthSettings extends RotationOptions {
  readonly checks?: CheckSettings | undefined;
  readonly outliers?: OutlierOptions | undefined;
}

/** Told when a backend is taken out of rotation or comes back, whatever the reason. */
export interface HealthListener {
  left(backend: number): void;
  returned(backend: number): void;
}

/** Everything that decides whether a backend takes part, but for passive health, which the upstream keeps. */
export class BackendHealth {
  readonly rotation: Rotation;
  readonly checks: HealthChecks | null;
  private readonly outliers: OutlierEjection | null;
  private readonly settings: HealthSettings;
  private readonly world: World;
  private readonly address: Address;
  private readonly listener: HealthListener;
  private readonly size: number;
  private isGrowing = false;

  constructor(
    world: World,
    place: { readonly id: string; readonly address: Address },
    upstream: Upstream,
    links: readonly Link[],
    settings: HealthSettings,
    listener: HealthListener,
  ) {
    const { checks, outliers } = settings;
    this.world = world;
    this.address = place.address;
    this.settings = settings;
    this.listener = listener;
    this.size = links.length;
    this.rotation = new Rotation(upstream, settings);
    this.outliers = outliers === undefined ? null : new OutlierEjection(links.length, outliers);
    this.checks =
      checks === undefined
        ? null
        : new HealthChecks(
            world,
            place.address,
            links,
            checks,
            { due: CHECK_DUE, timeout: CHECK_TIMEOUT },
            streamOf(world, `${place.id}/checks`),
            (backend, isUp) => this.change(backend, UNHEALTHY, !isUp),
            (backend) => !this.rotation.isOut(backend, ABSENT),
          );
  }

  start(): void {
    this.checks?.start();
    this.nextRound();
  }

  on(op: number, a: number): void {
    if (op === CHECK_DUE) this.checks!.ask(a);
    else if (op === CHECK_TIMEOUT) this.checks!.timedOut(a);
    else if (op === EJECTION_ROUND) this.round();
    else this.grow();
  }

  /** A request was answered, or not. @returns whether that ejected the backend. */
  answered(backend: number, ok: boolean): boolean {
    if (this.outliers?.answered(backend, ok, this.world.simulation.now) !== true) return false;
    this.change(backend, EJECTED, true);
    return true;
  }

  /** @param drained backends that are to get no new requests; all others may. */
  drain(drained: readonly number[]): void {
    for (let i = 0; i < this.size; i++) {
      const holds = drained.includes(i);
      if (holds !== this.rotation.isOut(i, DRAINED)) this.change(i, DRAINED, holds);
    }
  }

  /** A backend joined the node's replicas in service, or left them; that is nobody's fault. */
  member(backend: number, serves: boolean): void {
    const { now } = this.world.simulation;
    if (serves) {
      this.checks?.forget(backend);
      this.rotation.set(backend, UNHEALTHY, false, now);
    }
    if (this.rotation.set(backend, ABSENT, !serves, now)) this.awaitGrowth();
  }

  private change(backend: number, reason: number, holds: boolean): void {
    const { now } = this.world.simulation;
    const wasOut = this.rotation.isOut(backend, DRAINED | UNHEALTHY | EJECTED | ABSENT);
    const isBack = this.rotation.set(backend, reason, holds, now);
    if (isBack) {
      this.awaitGrowth();
      this.listener.returned(backend);
    } else if (holds && !wasOut) this.listener.left(backend);
  }

  private round(): void {
    this.outliers!.round(this.world.simulation.now, (backend) => this.change(backend, EJECTED, false));
    this.nextRound();
  }

  private nextRound(): void {
    const { outliers } = this.settings;
    if (outliers !== undefined) {
      this.world.simulation.timer(this.address, outliers.interval, EJECTION_ROUND);
    }
  }

  private awaitGrowth(): void {
    const { slowStart } = this.rotation;
    if (slowStart === null || this.isGrowing) return;
    this.isGrowing = true;
    this.world.simulation.timer(this.address, slowStart.step, GROWTH);
  }

  private grow(): void {
    this.isGrowing = false;
    if (this.rotation.grow(this.world.simulation.now)) this.awaitGrowth();
  }
}
