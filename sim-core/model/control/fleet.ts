import type { Address } from '../../kernel/component.ts';
import type { EventHandle } from '../../kernel/event-queue.ts';
import type { Distribution } from '../../random/distributions.ts';
import type { Random } from '../../random/generator.ts';
import { STAGES, type Membership, type Stage } from '../membership.ts';
import { FIRST_TIMER } from '../op.ts';
import type { Place } from '../place.ts';
import { instancesOf, membershipOf, streamOf, type World } from '../world.ts';
import { emptied } from './drain.ts';
import { NodePool, type PoolSettings } from './node-pool.ts';

/** The scaler's other timers start here. */
export const FIRST_SCALER_TIMER = FIRST_TIMER + 8;
const BOOTED = FIRST_TIMER;
const WARM = FIRST_TIMER + 1;
const DRAIN_LOOK = FIRST_TIMER + 2;
const MACHINE_THERE = FIRST_TIMER + 3;
const MACHINE_IDLE = FIRST_TIMER + 4;

/** Seconds between two looks at those that drain. */
const DRAIN_STEP = 1;

export interface FleetSettings {
  readonly scales: string;
  /** From the order, or from when its machine is there, until a replica serves. */
  readonly boot: Distribution;
  /** After that it works more slowly for a while. */
  readonly warmUp?: { readonly for: number; readonly times: number } | undefined;
  /** Seconds that a replica that goes may take to finish what it holds. */
  readonly grace: number;
  readonly pool?: (PoolSettings & { readonly provisioning: Distribution }) | undefined;
}

/** What is known of one replica beside its stage. Times in seconds of the run. */
interface Replica {
  readonly index: number;
  readonly address: Address;
  /** How many were ordered before it. */
  order: number;
  /** When its boot began, and when it is or was over; Infinity while a fault holds it. */
  bootedFrom: number;
  readyAt: number;
  /** Whether it was up when last looked at, and since when. */
  isUp: boolean;
  turnedAt: number;
  warmUntil: number;
  drainUntil: number;
  /** −1 without one. */
  machine: number;
  /** Of the end of its boot or of its warm-up; 0 for none. */
  timer: EventHandle;
}

/**
 * The replicas of a server, of which only some run: ordered, booted, drained and stopped. The scaler owns the timers; what
 * was under way when it crashed goes on when it is back.
 */
export class Fleet {
  readonly pool: NodePool | null;
  readonly replicas: readonly Replica[];
  private readonly world: World;
  private readonly owner: Address;
  private readonly settings: FleetSettings;
  private readonly membership: Membership;
  private readonly bootLuck: Random;
  private readonly machineLuck: Random;
  /** Replicas by stage, with the integral of each over time. */
  private readonly counts = new Int32Array(STAGES.length);
  private readonly areas = new Float64Array(STAGES.length);
  private countedAt = 0;
  private orders = 0;
  private isLooking = false;
  /** False while the scaler is down: nothing can be timed then. */
  private isWatched = true;

  constructor(owner: Place, settings: FleetSettings, cores: number, world: World) {
    this.owner = owner.address;
    this.world = world;
    this.settings = settings;
    this.membership = membershipOf(world, settings.scales);
    this.bootLuck = streamOf(world, `${owner.id}/boot`);
    this.machineLuck = streamOf(world, `${owner.id}/machines`);
    this.pool = settings.pool === undefined ? null : new NodePool(settings.pool, cores);
    this.replicas = instancesOf(world, settings.scales).map(({ index, address }) => ({
      index,
      address,
      order: 0,
      bootedFrom: -Infinity,
      readyAt: -Infinity,
      isUp: true,
      turnedAt: -Infinity,
      warmUntil: 0,
      drainUntil: 0,
      machine: -1,
      timer: 0,
    }));
    this.counts[STAGES.indexOf('serving')] = this.replicas.length;
  }

  /** The first so many replicas have been there for long; the others are not. */
  begin(initial: number): void {
    this.pool?.begin(Math.min(initial, this.replicas.length));
    for (const replica of this.replicas) {
      replica.order = this.orders++;
      if (replica.index >= initial) this.halt(replica);
      else if (this.pool !== null) replica.machine = this.pool.take(0, () => 0).machine;
    }
  }

  /** Replicas that serve or are on their way there. */
  get current(): number {
    return this.count('serving') + this.count('booting') + this.count('waiting');
  }

  count(stage: Stage): number {
    return this.counts[STAGES.indexOf(stage)];
  }

  /** Replica · seconds in a stage up to `now`. */
  area(stage: Stage, now: number): number {
    const at = STAGES.indexOf(stage);
    return this.areas[at] + this.counts[at] * (now - this.countedAt);
  }

  stageOf({ index }: Replica): Stage {
    return this.membership.stageOf(index);
  }

  /** Adds or removes replicas. Those that still drain keep their places, so there may be too few to add. */
  resize(to: number): void {
    const missing = to - this.current;
    if (missing > 0) for (const replica of this.idle(missing)) this.order(replica);
    else for (const replica of this.expendable(-missing)) this.remove(replica);
  }

  /** Sees which of those that serve are up. */
  notice(now: number): void {
    for (const replica of this.replicas) {
      const isUp = this.stageOf(replica) === 'serving' && this.world.simulation.isUp(replica.address);
      if (isUp === replica.isUp) continue;
      replica.isUp = isUp;
      replica.turnedAt = now;
    }
  }

  /** The scaler is gone: its timers are too. */
  abandon(): void {
    this.isWatched = false;
    this.isLooking = false;
    for (const replica of this.replicas) replica.timer = 0;
  }

  /** The scaler is back and finds what there is. */
  resume(): void {
    const { now } = this.world.simulation;
    this.isWatched = true;
    for (const number of this.pool?.numbers ?? []) this.awaitMachine(number);
    for (const replica of this.replicas) {
      const stage = this.stageOf(replica);
      if (stage === 'booting') this.awaitBoot(replica);
      else if (stage === 'draining') this.lookAtDrains();
      else if (replica.warmUntil > 0) this.timeOf(replica, Math.max(0, replica.warmUntil - now), WARM);
    }
  }

  on(op: number, a: number): void {
    if (op === BOOTED) this.booted(this.replicas[a]);
    else if (op === WARM) this.warmed(this.replicas[a]);
    else if (op === DRAIN_LOOK) this.drained();
    else if (op === MACHINE_THERE) this.machineThere(a);
    else this.pool!.tidy(a, this.world.simulation.now);
  }

  private idle(most: number): Replica[] {
    const found: Replica[] = [];
    for (const replica of this.replicas) {
      if (found.length === most) break;
      if (this.stageOf(replica) === 'off') found.push(replica);
    }
    return found;
  }

  /** Whom to remove: those without a machine, those that boot, those that are down, then the newest. */
  private expendable(count: number): Replica[] {
    const rank = (replica: Replica): number => {
      const stage = this.stageOf(replica);
      if (stage !== 'serving') return stage === 'waiting' ? 0 : 1;
      return this.world.simulation.isUp(replica.address) ? 3 : 2;
    };
    return this.replicas
      .filter((replica) => ['waiting', 'booting', 'serving'].includes(this.stageOf(replica)))
      .sort((a, b) => rank(a) - rank(b) || b.order - a.order)
      .slice(0, count);
  }

  private order(replica: Replica): void {
    replica.order = this.orders++;
    if (this.pool === null) this.boot(replica);
    else {
      this.enter(replica, 'waiting');
      this.seat(replica);
    }
  }

  /** Looks for a machine with room for it. */
  private seat(replica: Replica): void {
    const { now } = this.world.simulation;
    const { machine, isReady, isOrdered } = this.pool!.take(now, () =>
      this.settings.pool!.provisioning.sample(this.machineLuck),
    );
    replica.machine = machine;
    if (isOrdered) this.awaitMachine(machine);
    if (isReady) this.boot(replica);
  }

  private awaitMachine(machine: number): void {
    const { simulation } = this.world;
    if (this.pool!.isReady(machine)) this.awaitIdleness(machine);
    else {
      const wait = Math.max(0, this.pool!.readyAt(machine) - simulation.now);
      simulation.timer(this.owner, wait, MACHINE_THERE, machine);
    }
  }

  private awaitIdleness(machine: number): void {
    this.world.simulation.timer(this.owner, this.settings.pool!.idle, MACHINE_IDLE, machine);
  }

  private machineThere(machine: number): void {
    if (!this.pool!.arrived(machine, this.world.simulation.now)) return;
    for (const replica of this.replicas) {
      if (replica.machine === machine && this.stageOf(replica) === 'waiting') this.boot(replica);
    }
    this.awaitIdleness(machine);
  }

  private boot(replica: Replica): void {
    const { simulation, power } = this.world;
    this.enter(replica, 'booting');
    replica.bootedFrom = simulation.now;
    replica.readyAt = power.isHeld(replica.address) ? Infinity : this.bootEnd();
    this.awaitBoot(replica);
  }

  private bootEnd(): number {
    return this.world.simulation.now + this.settings.boot.sample(this.bootLuck);
  }

  private awaitBoot(replica: Replica): void {
    const wait = replica.readyAt - this.world.simulation.now;
    if (wait < Infinity) this.timeOf(replica, Math.max(0, wait), BOOTED);
  }

  private booted(replica: Replica): void {
    const { simulation, power, speeds } = this.world;
    const { now } = simulation;
    const { warmUp } = this.settings;
    replica.timer = 0;
    replica.readyAt = replica.turnedAt = now;
    replica.isUp = true;
    power.run(replica.address);
    if (warmUp !== undefined && warmUp.for > 0) {
      replica.warmUntil = now + warmUp.for;
      speeds.slow(replica.address, this, warmUp.times);
      this.timeOf(replica, warmUp.for, WARM);
    }
    this.enter(replica, 'serving');
  }

  private warmed(replica: Replica): void {
    replica.warmUntil = 0;
    replica.timer = 0;
    this.world.speeds.endSlow(replica.address, this);
  }

  /** One that serves finishes what it holds first; the others have nothing to finish. */
  private remove(replica: Replica): void {
    if (this.stageOf(replica) === 'serving' && this.settings.grace > 0) {
      replica.drainUntil = this.world.simulation.now + this.settings.grace;
      this.enter(replica, 'draining');
      this.lookAtDrains();
    } else this.halt(replica);
  }

  private lookAtDrains(): void {
    if (this.isLooking) return;
    this.isLooking = true;
    this.world.simulation.timer(this.owner, this.untilLook(), DRAIN_LOOK);
  }

  /** Seconds to the next look: a step, or less if somebody's time is up before. */
  private untilLook(): number {
    const { now } = this.world.simulation;
    const ends = this.draining().map(({ drainUntil }) => drainUntil - now);
    return Math.max(0, Math.min(DRAIN_STEP, ...ends));
  }

  private drained(): void {
    this.isLooking = false;
    const { now } = this.world.simulation;
    const draining = this.draining();
    const empty = emptied(
      this.world,
      draining.map(({ address }) => address),
    );
    for (const replica of draining) {
      if (empty.has(replica.address) || replica.drainUntil <= now) this.halt(replica);
    }
    if (this.count('draining') > 0) this.lookAtDrains();
  }

  private draining(): Replica[] {
    return this.replicas.filter((replica) => this.stageOf(replica) === 'draining');
  }

  /** Stops it at once: what it still holds is reset. */
  private halt(replica: Replica): void {
    const { power, simulation, speeds } = this.world;
    if (replica.timer !== 0) simulation.cancel(replica.timer);
    replica.timer = 0;
    if (replica.warmUntil > 0) speeds.endSlow(replica.address, this);
    replica.warmUntil = 0;
    this.enter(replica, 'off');
    power.stop(replica.address, {
      struck: () => this.struck(replica),
      freed: () => this.freed(replica),
    });
    this.leaveMachine(replica);
  }

  private leaveMachine(replica: Replica): void {
    const { machine } = replica;
    if (this.pool === null || machine < 0) return;
    replica.machine = -1;
    if (this.pool.leave(machine, this.world.simulation.now)) this.awaitIdleness(machine);
    const next = this.replicas
      .filter((other) => other.machine < 0 && this.stageOf(other) === 'waiting')
      .sort((a, b) => a.order - b.order)[0];
    if (next !== undefined) this.seat(next);
  }

  /** A fault has struck it while it boots, or while it is off, which makes no difference. */
  private struck(replica: Replica): void {
    if (this.stageOf(replica) !== 'booting') return;
    if (replica.timer !== 0) this.world.simulation.cancel(replica.timer);
    replica.timer = 0;
    replica.readyAt = Infinity;
  }

  /** It begins its boot again. */
  private freed(replica: Replica): void {
    if (this.stageOf(replica) !== 'booting') return;
    replica.readyAt = this.bootEnd();
    if (this.isWatched) this.awaitBoot(replica);
  }

  private timeOf(replica: Replica, wait: number, op: number): void {
    replica.timer = this.world.simulation.timer(this.owner, wait, op, replica.index);
  }

  private enter(replica: Replica, stage: Stage): void {
    const { now } = this.world.simulation;
    for (let at = 0; at < STAGES.length; at++) this.areas[at] += this.counts[at] * (now - this.countedAt);
    this.countedAt = now;
    this.counts[STAGES.indexOf(this.stageOf(replica))]--;
    this.counts[STAGES.indexOf(stage)]++;
    this.membership.enter(replica.index, stage, now);
  }
}
