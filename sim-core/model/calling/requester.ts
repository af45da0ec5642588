import type { Address } from '../../kernel/component.ts';
import type { Simulation } from '../../kernel/simulation.ts';
import { retryPolicyNamed } from '../../policy/retry/index.ts';
import type { RetryPolicy } from '../../policy/retry/retry-policy.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import { Outlet } from '../network/outlet.ts';
import type { Place } from '../place.ts';
import {
  ATTEMPT,
  BACKOFF,
  FROM,
  LUCK,
  OPENER_NOTE,
  PARENT,
  RECEIVER_COUNT,
  REQUESTER,
  RETRY_AFTER,
  STATUS,
  TIMER,
} from '../request-rows.ts';
import { rowIn, type RequestHandle, type Requests } from '../requests.ts';
import {
  CANCELLED,
  DEADLINE_EXCEEDED,
  isTurnedAway,
  NO_LEADER,
  OK,
  TIMEOUT,
  type Status,
} from '../status.ts';
import { keyedStreamOf, type World } from '../world.ts';
import type { CallSettings } from './call-settings.ts';
import { Guard } from './guard.ts';
import { Hedging } from './hedging.ts';

const NO_LANE = -1;

/** Numbers of the timers that a requester sets in its owner's name; the owner hands them on. */
export interface CallTimers {
  readonly timedOut: number;
  readonly tryAgain: number;
  readonly hedge: number;
}

/** Where attempts go. */
export interface Way {
  /** Sends an opened attempt; false when there is nobody to send it to. */
  send(attempt: RequestHandle): boolean;
}

/** Told the row of each logical call that has ended, and how; closes the row. */
export type CallEnded = (row: number, result: Status) => void;

/**
 * Makes logical calls: sends an attempt, waits for it, tries again, until there is a good answer or the retry
 * policy has had enough. The owner opens the logical row and closes it when it is told that the call has ended;
 * every attempt is a row below it. A {@link Guard} may stand in between.
 *
 * Of the logical row it uses `backoff`, `timer` for a retry that is planned and `receiverCount` for the newest attempt.
 */
export class Requester {
  attempts = 0;
  retries = 0;
  late = 0;
  /** Null where nothing is to be guarded. */
  guard: Guard | null = null;
  /** Null for who asks only once at a time. */
  hedging: Hedging | null = null;
  /** For an owner that has several: stands in the column `requester` of every attempt. */
  number = 0;
  private readonly world: World;
  private readonly simulation: Simulation;
  private readonly requests: Requests;
  private readonly place: Place;
  private readonly address: Address;
  private readonly target: string;
  private readonly name: string;
  private readonly timers: CallTimers;
  private readonly waits: KeyedRandom;
  private readonly ended: CallEnded;
  private way!: Way; // from the start on, when all routes are known
  private absent = NO_LEADER;
  private settings!: CallSettings;
  private policy!: RetryPolicy;
  private lane = NO_LANE;
  /** Seconds; Infinity where there is none. */
  private timeout = Infinity;
  private deadline = Infinity;

  /** @param name of the streams from which it draws. */
  constructor(
    world: World,
    place: Place,
    target: string,
    name: string,
    settings: CallSettings,
    timers: CallTimers,
    ended: CallEnded,
  ) {
    this.world = world;
    this.simulation = world.simulation;
    this.requests = world.requests;
    this.place = place;
    this.address = place.address;
    this.target = target;
    this.name = name;
    this.timers = timers;
    this.ended = ended;
    this.waits = keyedStreamOf(world, `${name}/retry`);
    this.configure(settings);
  }

  /** @param absent how an attempt ends that there is nobody to send to. */
  start(way: Way = new Outlet(this.world, this.address, this.target), absent = NO_LEADER): void {
    this.way = way;
    this.absent = absent;
  }

  /** Whether whoever was asked is told when nobody waits any more. */
  get cancels(): boolean {
    return this.settings.cancel;
  }

  /** New settings hold for attempts that are sent from now on. */
  configure(settings: CallSettings): void {
    this.settings = settings;
    this.timeout = settings.timeout ?? Infinity;
    this.deadline = settings.deadline ?? Infinity;
    this.policy = retryPolicyNamed(settings.retry?.policy ?? 'none');
    this.lane = settings.timeout === undefined ? NO_LANE : this.simulation.lane(settings.timeout);
    if (this.guard === null && needsGuard(settings))
      this.guard = new Guard(this.world, this.place.id, this.target, this.name);
    this.guard?.configure(settings);
    if (settings.deadline !== undefined) this.requests.keepDeadlines();
    if (this.hedging === null && settings.hedge !== undefined) this.hedging = this.newHedging();
    this.hedging?.configure(settings.hedge, settings.cancel);
  }

  /** The owner died. @param abrupt its machine is gone: nobody is told. */
  crash(abrupt: boolean): void {
    this.guard?.crash();
    this.hedging?.crash();
    if (abrupt || !this.settings.cancel) return;
    const { requests } = this;
    requests.forEachLive((row) => {
      const isOwn = requests.words[row + FROM] === this.address && requests.isAwaited(row);
      if (isOwn) this.world.network.cancel(row);
    });
  }

  /** The owner is one process, which died, and with it what was open and what was learnt. */
  forget(): void {
    this.guard?.crash();
    this.guard?.beginAnew(this.settings);
    this.hedging?.crash();
  }

  /**
   * Nobody waits for a logical call any more; the owner closes its row.
   * @param result with which its attempts are closed. @param isTold whoever was asked hears of it in any case.
   */
  giveUp(root: RequestHandle, rootRow: number, result: Status, isTold: boolean): void {
    const { requests } = this;
    if (requests.floats[rootRow + TIMER] !== 0) {
      this.simulation.cancel(requests.floats[rootRow + TIMER]);
      requests.floats[rootRow + TIMER] = 0;
      this.guard?.retryGivenUp();
    }
    for (const attempt of this.out(root, rootRow)) this.letGo(requests.rowOf(attempt), result, isTold);
    if (this.guard !== null) this.guard.over();
  }

  /** Sends the first attempt of a logical call. */
  begin(root: RequestHandle, rootRow: number): void {
    if (this.deadline < Infinity) this.requests.setDeadline(rootRow, this.simulation.now + this.deadline);
    if (this.guard !== null) this.guard.began(this.simulation.now);
    // With hedges, the first retry may not be the second attempt.
    if (this.hedging !== null) this.requests.floats[rootRow + BACKOFF] = 0;
    this.attempt(root, rootRow);
  }

  /** An answer is due: asks once more beside what is out, if it may. */
  hedge(root: RequestHandle): void {
    const { requests, simulation, guard } = this;
    this.hedging!.due(root);
    if (guard !== null && !guard.takeRetry(simulation.now)) return;
    const rootRow = requests.rowOf(root);
    const number = ++requests.words[rootRow + ATTEMPT];
    const permission = guard === null ? 0 : guard.permit(simulation.now, rootRow);
    if (permission >= 0) this.send(root, number, permission);
  }

  answered(attempt: RequestHandle, status: Status): void {
    const row = this.requests.rowOf(attempt);
    if (this.requests.isAwaited(row)) this.attemptEnded(row, status);
    else if (status === OK) {
      const isLost = this.hedging !== null && this.requests.words[row + STATUS] === CANCELLED;
      if (isLost) this.hedging!.cameAfterAll(row);
      else this.late++;
    }
    this.requests.drop(row);
  }

  timedOut(attempt: RequestHandle): void {
    const row = this.requests.rowOf(attempt);
    this.requests.floats[row + TIMER] = 0;
    const isOver = this.requests.timeLeft(row, this.simulation.now) <= 0;
    if (this.settings.cancel) this.world.network.cancel(row);
    this.attemptEnded(row, isOver ? DEADLINE_EXCEEDED : TIMEOUT);
  }

  tryAgain(root: RequestHandle): void {
    const row = this.requests.rowOf(root);
    this.requests.floats[row + TIMER] = 0;
    this.attempt(root, row);
  }

  private attempt(root: RequestHandle, rootRow: number): void {
    const { guard } = this;
    const number = ++this.requests.words[rootRow + ATTEMPT];
    let permission = 0;
    if (guard !== null) {
      permission = guard.permit(this.simulation.now, rootRow);
      if (permission < 0) {
        this.over(rootRow, -permission);
        return;
      }
    }
    if (number > 1) this.retries++;
    this.send(root, number, permission);
  }

  private send(root: RequestHandle, number: number, permission: number): void {
    const { requests, simulation } = this;
    const attempt = requests.open(this.address, root, number);
    const row = rowIn(attempt);
    this.attempts++;
    requests.floats[row + REQUESTER] = this.number;
    requests.words[rowIn(root) + RECEIVER_COUNT] = attempt;
    if (this.guard !== null) requests.words[row + OPENER_NOTE] = permission;
    const left = requests.timeLeft(row, simulation.now);
    if (left < this.timeout)
      requests.floats[row + TIMER] = simulation.timer(
        this.address,
        Math.max(0, left),
        this.timers.timedOut,
        attempt,
      );
    else if (this.lane !== NO_LANE)
      requests.floats[row + TIMER] = simulation.timerInLane(
        this.lane,
        this.address,
        this.timers.timedOut,
        attempt,
      );
    if (this.hedging !== null) this.hedging.sends(root, attempt);
    if (!this.way.send(attempt)) this.attemptEnded(row, this.absent);
  }

  private attemptEnded(row: number, status: Status): void {
    const { requests } = this;
    if (requests.floats[row + TIMER] !== 0) this.simulation.cancel(requests.floats[row + TIMER]);
    const root = requests.words[row + PARENT];
    if (this.guard !== null) this.guard.ended(this.simulation.now, row, status);
    const after = isTurnedAway(status) ? requests.floats[row + RETRY_AFTER] : 0;
    const isDecided = this.hedging === null || this.hedging.ended(root, row, status);
    requests.close(row, status);
    if (!isDecided) return;
    const rootRow = requests.rowOf(root);
    if (status !== OK && this.goesOn(root, rootRow, status, after)) return;
    this.over(rootRow, status);
  }

  /** After a bad answer. @param after seconds after which whoever turned it away would be asked again. */
  private goesOn(root: RequestHandle, rootRow: number, status: Status, after: number): boolean {
    if (isTurnedAway(status)) this.requests.floats[rootRow + RETRY_AFTER] = after;
    return this.planAgain(root, rootRow, this.settings.retry?.respectRetryAfter === true ? after : 0);
  }

  private newHedging(): Hedging {
    return new Hedging(this.world, this.address, this.timers.hedge, (row) =>
      this.letGo(row, CANCELLED, false),
    );
  }

  /** Attempts of a logical call that are out and waited for; from now on no race of them is known. */
  private out(root: RequestHandle, rootRow: number): readonly RequestHandle[] {
    if (this.hedging !== null) return this.hedging.abandon(root);
    const { requests } = this;
    const newest = requests.words[rootRow + RECEIVER_COUNT];
    const row = requests.ifLive(newest);
    const isOut = row >= 0 && requests.words[row + PARENT] === root && requests.isAwaited(row);
    return isOut ? [newest] : [];
  }

  /** An attempt is waited for no more. */
  private letGo(row: number, result: Status, isTold: boolean): void {
    const { requests } = this;
    if (requests.floats[row + TIMER] !== 0) this.simulation.cancel(requests.floats[row + TIMER]);
    requests.floats[row + TIMER] = 0;
    this.guard?.cancelled(row);
    if (isTold || this.settings.cancel) this.world.network.cancel(row);
    requests.close(row, result);
  }

  private over(rootRow: number, status: Status): void {
    if (this.guard !== null) this.guard.over();
    this.ended(rootRow, status);
  }

  /**
   * Plans the next attempt, unless the policy has had enough. The wait's luck is the request's own.
   * @param notBefore seconds from now that whoever turned the last one away asked for.
   */
  private planAgain(root: RequestHandle, row: number, notBefore: number): boolean {
    const { requests } = this;
    const { retry } = this.settings;
    const failed = requests.words[row + ATTEMPT];
    if (retry === undefined || failed >= retry.attempts) return false;
    const previous = failed === 1 ? retry.base : requests.floats[row + BACKOFF];
    const random = this.waits.rekey(requests.floats[row + LUCK] + failed);
    const delay = this.policy.delay(failed, previous, retry, random);
    const wait = Math.max(delay, notBefore);
    if (delay < 0 || wait >= requests.timeLeft(row, this.simulation.now)) return false;
    if (this.guard !== null && !this.guard.takeRetry(this.simulation.now)) return false;
    requests.floats[row + BACKOFF] = delay;
    requests.floats[row + TIMER] = this.simulation.timer(this.address, wait, this.timers.tryAgain, root);
    return true;
  }
}

function needsGuard({ retryBudget, breaker, throttle }: CallSettings): boolean {
  return retryBudget !== undefined || breaker !== undefined || throttle !== undefined;
}
