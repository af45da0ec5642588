import type { Address } from '../../kernel/component.ts';
import { Outlet } from '../network/outlet.ts';
import {
  ATTEMPT,
  FROM,
  KIND,
  LUCK,
  OPENER_NOTE,
  PARENT,
  RECEIVER_COUNT,
  RECEIVER_NOTE,
  RETRY_AFTER,
  STARTED_AT,
  STATE,
  TIMER,
} from '../request-rows.ts';
import { CHECK, CALLING, READ, WRITE, type RequestHandle } from '../requests.ts';
import { FIRST_TIMER } from '../op.ts';
import type { Place } from '../place.ts';
import * as status from '../status.ts';
import { keyedStreamOf, type World } from '../world.ts';
import type { KeyedRandom } from '../../random/generator.ts';
import type { Spread } from '../network/spread.ts';
import { isPlain, MOST_STEPS, STEP_CALLS, type Call, type CallPlan } from './call-settings.ts';
import { Gathering, type CallMaker } from './gathering.ts';
import { protectedCallsOf, type ProtectedCalls } from './protected-calls.ts';

const CALL_TIMEOUT = FIRST_TIMER;
const TRY_AGAIN = FIRST_TIMER + 8;
const HEDGE = FIRST_TIMER + 9;
const TIMERS = { timedOut: CALL_TIMEOUT, tryAgain: TRY_AGAIN, hedge: HEDGE } as const;
/** Marks a call whose target is told when nobody waits for it any more. */
const TELLS = 1;
/** The server's other timers start here. */
export const FIRST_SERVER_TIMER = FIRST_TIMER + 1;

/** What a server does when a caller has got somewhere with a request. */
export interface Calling {
  /** The calls before the work have succeeded. */
  ready(handle: RequestHandle, row: number): void;
  /** All calls have succeeded, or one step has failed. */
  called(handle: RequestHandle, result: number): void;
}

/**
 * The calls that a server makes for the requests that it holds, step by step. The next step stands in the
 * request's `receiverNote`. A step of one call needs nothing else; one of several is kept by {@link Gathering}.
 */
export class Caller implements CallMaker {
  /** Calls made, and calls that ended badly; attempts of one call are not counted apart. */
  made = 0;
  failed = 0;
  /** Null for servers none of whose calls is retried, hedged or guarded. */
  readonly protected: ProtectedCalls | null;
  private lateAnswers = 0;
  readonly hasCallsBefore: boolean;
  private readonly tells: boolean;
  private readonly address: Address;
  private readonly plan: CallPlan;
  private readonly world: World;
  private readonly server: Calling;
  private readonly luck: KeyedRandom;
  /** Null for servers whose steps are all of one call. */
  private readonly gathering: Gathering | null;
  private outlets: (Outlet | null)[] = [];

  constructor(place: Place, plan: CallPlan, world: World, server: Calling) {
    this.address = place.address;
    this.plan = plan;
    this.hasCallsBefore = plan.before > 0;
    this.tells = plan.steps.some(({ calls }) => calls.some(({ cancel }) => cancel === true));
    this.world = world;
    this.server = server;
    this.luck = keyedStreamOf(world, `${place.node}/calls`);
    this.protected = protectedCallsOf(place, plan, world, TIMERS, (row, result) => this.called(row, result));
    this.gathering = plan.steps.every(isPlain) ? null : new Gathering(place, world, this);
  }

  start(): void {
    this.outlets = this.plan.steps.map((step) =>
      isPlain(step) ? new Outlet(this.world, this.address, step.calls[0].to) : null,
    );
    this.gathering?.start(this.plan.steps);
    this.protected?.start();
  }

  /** Answers that came when nobody waited for them any more. */
  get late(): number {
    return this.lateAnswers + (this.protected?.late ?? 0);
  }

  /** One of its timers has fired. */
  due(op: number, handle: RequestHandle): void {
    if (op === TRY_AGAIN) this.protected!.tryAgain(handle);
    else if (op === HEDGE) this.protected!.hedge(handle);
    else this.timedOut(handle);
  }

  /** Requests that were held are forgotten. @param abrupt the machine is gone: nobody is told. */
  crash(abrupt: boolean): void {
    this.gathering?.clear();
    if (!abrupt && this.tells) this.tellAll();
    this.protected?.crash();
  }

  /** Nobody wants the request any more: whom it has called is told in turn, whatever the settings. */
  withdraw(handle: RequestHandle, row: number): void {
    const { requests } = this.world;
    if (this.gathering?.withdraw(handle) === true) return;
    const child = requests.ifLive(requests.words[row + RECEIVER_COUNT]);
    if (child < 0 || requests.words[child + PARENT] !== handle || !requests.isAwaited(child)) return;
    this.giveUp(child, status.CANCELLED, true);
  }

  /** Begins with the calls that come before the work. */
  begin(handle: RequestHandle, row: number): void {
    this.world.requests.words[row + RECEIVER_NOTE] = 0;
    this.proceed(handle, row);
  }

  /** The work is done: goes on with the calls that come after it. */
  worked(handle: RequestHandle, row: number): void {
    if (this.plan.steps.length === 0) {
      this.server.called(handle, status.OK);
      return;
    }
    this.world.requests.words[row + RECEIVER_NOTE] = this.plan.before;
    this.proceed(handle, row);
  }

  /** Makes the next step's calls; when there is none left, the request is done. */
  proceed(handle: RequestHandle, row: number): void {
    const { requests } = this.world;
    const { steps, before } = this.plan;
    const next = requests.words[row + RECEIVER_NOTE];
    if (next === before && requests.floats[row + STARTED_AT] < 0) this.server.ready(handle, row);
    else if (next === steps.length || requests.words[row + KIND] === CHECK)
      this.server.called(handle, status.OK);
    else {
      requests.words[row + STATE] = CALLING;
      requests.words[row + RECEIVER_NOTE] = next + 1;
      const outlet = this.outlets[next];
      if (outlet === null) this.gathering!.begin(handle, next);
      else this.callAlone(handle, next, outlet);
    }
  }

  fail(handle: RequestHandle, result: number): void {
    this.server.called(handle, passedOn(result));
  }

  calledBack(child: RequestHandle, result: number): void {
    const { requests } = this.world;
    const row = requests.rowOf(child);
    if (this.protected?.answered(child, row, result) === true) return;
    if (requests.isAwaited(row)) this.called(row, result);
    else this.lateAnswers++;
    requests.drop(row);
  }

  private timedOut(child: RequestHandle): void {
    const { requests } = this.world;
    const row = requests.rowOf(child);
    if (this.protected?.timedOut(child, row) === true) return;
    requests.floats[row + TIMER] = 0;
    const isOver = requests.timeLeft(row, this.world.simulation.now) <= 0;
    if (requests.words[row + OPENER_NOTE] === TELLS) this.world.network.cancel(row);
    this.called(row, isOver ? status.DEADLINE_EXCEEDED : status.TIMEOUT);
  }

  /** Opens a call. @param number tells it from the request's other calls; 0 has the request's own luck. */
  open(handle: RequestHandle, call: Call, number: number): RequestHandle {
    const { op, timeout, cancel } = call;
    const { requests, simulation } = this.world;
    this.made++;
    const child = requests.open(this.address, handle, 0);
    const row = requests.rowOf(child);
    requests.words[row + OPENER_NOTE] = cancel === true ? TELLS : 0;
    if (op !== 'same') requests.words[row + KIND] = op === 'write' ? WRITE : READ;
    const isProtected = this.protected !== null && this.protected.mark(row, call);
    if (number > 0 || isProtected) requests.floats[row + LUCK] = this.luckOf(requests.rowOf(handle), number);
    if (isProtected) return child;
    const left = requests.timeLeft(row, simulation.now);
    if (left < (timeout ?? Infinity)) {
      requests.floats[row + TIMER] = simulation.timer(this.address, Math.max(0, left), CALL_TIMEOUT, child);
    } else if (timeout !== undefined) {
      requests.floats[row + TIMER] = simulation.timerInLane(
        simulation.lane(timeout),
        this.address,
        CALL_TIMEOUT,
        child,
      );
    }
    return child;
  }

  /** Nobody waits for this call any more. @param isTold whoever was called hears of it in any case. */
  giveUp(row: number, result: number, isTold: boolean): void {
    const { requests, simulation, network } = this.world;
    if (this.protected?.giveUp(row, result, isTold) === true) {
      requests.close(row, result);
      return;
    }
    if (requests.floats[row + TIMER] !== 0) simulation.cancel(requests.floats[row + TIMER]);
    requests.floats[row + TIMER] = 0;
    const tells = result !== status.OK && requests.words[row + OPENER_NOTE] === TELLS;
    if (isTold || tells) network.cancel(row);
    requests.close(row, result);
  }

  /** @returns false for a call that is sent as it is. @param turn for those that go to replicas in turn. */
  begins(child: RequestHandle, turn: number): boolean {
    return this.protected !== null && this.protected.begin(child, turn);
  }

  spreads(call: Call, spread: Spread): void {
    this.protected?.spreads(call, spread);
  }

  /** A call has ended, well or not: the request that made it goes on, or fails with it. */
  called(row: number, result: number): void {
    const { requests, simulation } = this.world;
    if (requests.floats[row + TIMER] !== 0) simulation.cancel(requests.floats[row + TIMER]);
    const parent = requests.words[row + PARENT];
    if (status.isTurnedAway(result)) this.passOnWait(row, parent);
    requests.close(row, result);
    if (result !== status.OK) this.failed++;
    if (this.gathering !== null && this.gathering.ended(parent, result)) return;
    if (result === status.OK) this.proceed(parent, requests.rowOf(parent));
    else this.fail(parent, result);
  }

  /** Whoever is turned away because a call was is told the same: when to come again. */
  private passOnWait(row: number, parent: RequestHandle): void {
    const { floats } = this.world.requests;
    const parentRow = this.world.requests.ifLive(parent);
    if (parentRow >= 0) floats[parentRow + RETRY_AFTER] = floats[row + RETRY_AFTER];
  }

  private callAlone(handle: RequestHandle, index: number, outlet: Outlet): void {
    const { requests } = this.world;
    const child = this.open(handle, this.plan.steps[index].calls[0], index * STEP_CALLS);
    requests.words[requests.rowOf(handle) + RECEIVER_COUNT] = child;
    if (!this.begins(child, 0) && !outlet.send(child)) this.called(requests.rowOf(child), status.NO_LEADER);
  }

  /** The process dies, and its connections with it. */
  private tellAll(): void {
    const { requests, network } = this.world;
    requests.forEachLive((row) => {
      const { words } = requests;
      if (words[row + FROM] !== this.address || !requests.isAwaited(row)) return;
      if (this.protected?.tells(row) ?? words[row + OPENER_NOTE] === TELLS) network.cancel(row);
    });
  }

  /** Luck of a call that belongs to the request and to this call, whichever replica makes it. */
  private luckOf(parent: number, number: number): number {
    const { requests } = this.world;
    const attempt = requests.words[parent + ATTEMPT] * MOST_STEPS * STEP_CALLS;
    return this.luck.rekey(requests.floats[parent + LUCK] + attempt + number).next();
  }
}

/** To its own caller, a server that got no answer, or did not ask, is a bad gateway; other reasons are passed on. */
const NO_ANSWER: ReadonlySet<number> = new Set([
  status.TIMEOUT,
  status.RESET,
  status.REFUSED,
  status.CIRCUIT_OPEN,
  status.THROTTLED_BY_CLIENT,
]);

function passedOn(result: number): number {
  return NO_ANSWER.has(result) ? status.DOWNSTREAM : result;
}
