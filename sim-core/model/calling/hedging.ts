import type { Address } from '../../kernel/component.ts';
import type { EventHandle } from '../../kernel/event-queue.ts';
import type { HedgeClock, HedgeSettings } from '../../policy/hedge/hedge-policy.ts';
import { hedgePolicyNamed } from '../../policy/hedge/index.ts';
import { ATTEMPT, OPENED_AT } from '../request-rows.ts';
import type { RequestHandle } from '../requests.ts';
import { CANCELLED, OK, type Status } from '../status.ts';
import type { World } from '../world.ts';

const NO_TIMER: EventHandle = 0;

/** Attempts of one logical call that are out at the same time, the first of them first. */
interface Race {
  readonly first: RequestHandle;
  readonly out: RequestHandle[];
  hedges: number;
  timer: EventHandle;
}

export interface HedgingSettings extends HedgeSettings {
  readonly policy: string;
  /** Hedges for one call. */
  readonly most: number;
}

/**
 * Hedged requests: while an attempt is out for longer than the policy says, another is sent beside it, and so on up to
 * `most`; the first good answer ends the call, and nobody waits for the others. A bad answer counts only when no other
 * attempt is out, and is no reason to hedge.
 *
 * Source: Dean and Barroso, The Tail at Scale, CACM 56(2), 2013. gRPC (gRFC A6) sends the next hedge at once when an
 * attempt fails; that is left out.
 */
export class Hedging {
  /** Hedges sent, and calls that a hedge won. */
  sent = 0;
  won = 0;
  private readonly world: World;
  private readonly address: Address;
  private readonly op: number;
  private readonly giveUp: (row: number) => void;
  private readonly races = new Map<RequestHandle, Race>();
  private clock: HedgeClock | null = null;
  private cancels = false;
  private isTied = false;
  private most = 0;
  private written = '';

  /** @param op number of the timer. @param giveUp told the row of each attempt that lost. */
  constructor(world: World, address: Address, op: number, giveUp: (row: number) => void) {
    this.world = world;
    this.address = address;
    this.op = op;
    this.giveUp = giveUp;
  }

  /**
   * Takes in settings; without any, what is out is waited for and nothing more is sent.
   * @param cancels what has lost is cancelled, so that its answer never comes.
   */
  configure(settings: HedgingSettings | undefined, cancels: boolean): void {
    this.cancels = cancels;
    this.most = settings?.most ?? 0;
    const written = settings === undefined ? '' : JSON.stringify(settings);
    if (written === this.written) return;
    this.written = written;
    const policy = settings === undefined ? null : hedgePolicyNamed(settings.policy);
    this.clock = policy === null ? null : policy.open(settings!);
    this.isTied = policy?.isTied === true;
    if (this.isTied) this.world.requests.ties ??= new Map();
  }

  /** An attempt is about to be sent: the first of its call, or a hedge. */
  sends(root: RequestHandle, attempt: RequestHandle): void {
    let race = this.races.get(root);
    if (race === undefined) {
      race = { first: attempt, out: [attempt], hedges: 0, timer: NO_TIMER };
      this.races.set(root, race);
    } else {
      race.out.push(attempt);
      race.hedges++;
      this.sent++;
      if (this.isTied) this.tie(race);
    }
    if (this.clock !== null && race.hedges < this.most)
      race.timer = this.world.simulation.timer(this.address, this.clock.delay(), this.op, root);
  }

  /** The timer has fired. */
  due(root: RequestHandle): void {
    this.races.get(root)!.timer = NO_TIMER;
  }

  /** An attempt has ended and is about to be closed. @returns whether that decides its call. */
  ended(root: RequestHandle, row: number, status: Status): boolean {
    const race = this.races.get(root)!;
    const attempt = this.world.requests.handleOf(row);
    race.out.splice(race.out.indexOf(attempt), 1);
    this.world.requests.ties?.delete(attempt);
    if (attempt === race.first && status !== CANCELLED) this.learn(row);
    if (status !== OK && race.out.length > 0) return false;
    if (status === OK && attempt !== race.first) this.won++;
    if (race.timer !== NO_TIMER) this.world.simulation.cancel(race.timer);
    this.races.delete(root);
    for (const other of race.out) {
      this.world.requests.ties?.delete(other);
      if (this.cancels && other === race.first) this.learnOfLoss(this.world.requests.rowOf(other));
      this.giveUp(this.world.requests.rowOf(other));
    }
    return true;
  }

  /** An attempt that had lost was answered after all: if it was the first, its time is known only now. */
  cameAfterAll(row: number): void {
    if (!this.cancels && this.world.requests.words[row + ATTEMPT] === 1) this.learn(row);
  }

  /** A call is given up. @returns those of its attempts that are out. */
  abandon(root: RequestHandle): readonly RequestHandle[] {
    const race = this.races.get(root);
    if (race === undefined) return [];
    if (race.timer !== NO_TIMER) this.world.simulation.cancel(race.timer);
    for (const attempt of race.out) this.world.requests.ties?.delete(attempt);
    this.races.delete(root);
    return race.out;
  }

  /** The caller died. */
  crash(): void {
    for (const { out } of this.races.values())
      for (const attempt of out) this.world.requests.ties?.delete(attempt);
    this.races.clear();
  }

  /** All that are out know of each other. */
  private tie({ out }: Race): void {
    for (const attempt of out) this.world.requests.ties!.set(attempt, out);
  }

  private learnOfLoss(row: number): void {
    const { requests, simulation } = this.world;
    this.clock?.lost(simulation.now - requests.floats[row + OPENED_AT]);
  }

  private learn(row: number): void {
    const { requests, simulation } = this.world;
    this.clock?.seen(simulation.now - requests.floats[row + OPENED_AT]);
  }
}
