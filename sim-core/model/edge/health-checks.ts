import type { Address } from '../../kernel/component.ts';
import { ActiveHealth } from '../../policy/health/active-health.ts';
import type { Random } from '../../random/generator.ts';
import type { Link } from '../network/link.ts';
import { CLASS, KEY, KIND, LUCK, OPENER_NOTE, REPLY_SIZE, SIZE, TIMER, WORK } from '../request-rows.ts';
import { CHECK, NO_REQUEST, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { World } from '../world.ts';

export interface CheckSettings {
  /** Seconds from the end of a check to the next one. */
  readonly interval: number;
  /** Seconds that an answer may take; without it, the interval. */
  readonly timeout?: number | undefined;
  readonly rise: number;
  readonly fall: number;
}

/** Bytes of a question and of its answer. */
const CHECK_SIZE = 200;

/**
 * Asks every backend how it is, again and again: a request like any other, over the network and through the
 * backend's queue, but without work to do and without calls of its own. Any answer but OK and any silence is a
 * failure. The first checks are spread over one interval as in HAProxy, so that they don't come all at once.
 */
export class HealthChecks {
  sent = 0;
  readonly health: ActiveHealth;
  private readonly world: World;
  private readonly address: Address;
  private readonly links: readonly Link[];
  private readonly settings: CheckSettings;
  private readonly random: Random;
  private readonly dueOp: number;
  private readonly timeoutOp: number;
  private readonly changed: (backend: number, isUp: boolean) => void;
  private readonly isThere: (backend: number) => boolean;

  /** @param isThere whether a backend is in service: others are not asked. */
  constructor(
    world: World,
    address: Address,
    links: readonly Link[],
    settings: CheckSettings,
    ops: { readonly due: number; readonly timeout: number },
    random: Random,
    changed: (backend: number, isUp: boolean) => void,
    isThere: (backend: number) => boolean,
  ) {
    this.world = world;
    this.address = address;
    this.links = links;
    this.settings = settings;
    this.dueOp = ops.due;
    this.timeoutOp = ops.timeout;
    this.random = random;
    this.changed = changed;
    this.isThere = isThere;
    this.health = new ActiveHealth(links.length, settings.rise, settings.fall);
  }

  start(): void {
    const { length } = this.links;
    for (let i = 0; i < length; i++) {
      this.world.simulation.timer(this.address, (this.settings.interval * i) / length, this.dueOp, i);
    }
  }

  /** It is time to ask this backend. */
  ask(backend: number): void {
    const { requests, simulation, network } = this.world;
    const { interval, timeout = interval } = this.settings;
    if (!this.isThere(backend)) {
      simulation.timer(this.address, interval, this.dueOp, backend);
      return;
    }
    const handle = requests.open(this.address, NO_REQUEST, 0);
    const row = requests.rowOf(handle);
    requests.words[row + KIND] = CHECK;
    requests.floats[row + LUCK] = this.random.next();
    requests.floats[row + KEY] = 0;
    requests.floats[row + WORK] = 0;
    requests.floats[row + SIZE] = requests.floats[row + REPLY_SIZE] = CHECK_SIZE;
    requests.floats[row + CLASS] = 0;
    requests.words[row + OPENER_NOTE] = backend;
    requests.floats[row + TIMER] = simulation.timerInLane(
      simulation.lane(timeout),
      this.address,
      this.timeoutOp,
      handle,
    );
    this.sent++;
    network.send(this.links[backend], handle);
  }

  /** A backend has come anew: what was found of the one before it says nothing. */
  forget(backend: number): void {
    this.health.forget(backend);
  }

  timedOut(handle: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.rowOf(handle);
    requests.floats[row + TIMER] = 0;
    this.ended(row, status.TIMEOUT);
  }

  /** The answer to a check, or what stands for it. */
  ended(row: number, result: number): void {
    const { requests, simulation } = this.world;
    if (requests.floats[row + TIMER] !== 0) simulation.cancel(requests.floats[row + TIMER]);
    const backend = requests.words[row + OPENER_NOTE];
    requests.close(row, result);
    simulation.timer(this.address, this.settings.interval, this.dueOp, backend);
    const verdict = this.health.checked(backend, result === status.OK);
    if (verdict !== 'same') this.changed(backend, verdict === 'up');
  }
}
