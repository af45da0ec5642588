import type { PROTECTION } from '../calling/call-settings.ts';
import { Requester, type CallEnded, type CallTimers, type Way } from '../calling/requester.ts';
import type { Spread } from '../network/spread.ts';
import type { Place } from '../place.ts';
import { ATTEMPT, FROM, OPENER_NOTE, PARENT, RECEIVER_NOTE, REQUESTER, TO } from '../request-rows.ts';
import type { RequestHandle, Requests } from '../requests.ts';
import { NO_BACKEND, NO_LEADER, type Status } from '../status.ts';
import type { World } from '../world.ts';
import { isProtected, settingsOf, sortsOf, type Call, type CallPlan } from './call-settings.ts';

/** A call's note in its `openerNote` is the number of its requester and this; below it, the call is sent as it is. */
const FIRST_NOTE = 2;

/**
 * The calls of one server replica that are retried, hedged or guarded. Each call of the plan has a {@link Requester}
 * of its own, with its budget and its breaker, over all requests that make it. The call's row goes nowhere: its
 * attempts, which are numbered from 1, are rows below it.
 */
export class ProtectedCalls {
  private readonly requesters: readonly Requester[];
  private readonly numbers: ReadonlyMap<Call, number>;
  private readonly turns = new Map<Call, Way>();
  private readonly address: number;
  private readonly requests: Requests;

  constructor(place: Place, calls: readonly Call[], world: World, timers: CallTimers, ended: CallEnded) {
    this.address = place.address;
    this.requests = world.requests;
    this.numbers = new Map(calls.map((call, number) => [call, number]));
    this.requesters = calls.map((call, number) => {
      const name = `${place.node}/calls/${number}`;
      const requester = new Requester(world, place, call.to, name, settingsOf(call), timers, ended);
      requester.number = number;
      return requester;
    });
  }

  start(): void {
    for (const [call, number] of this.numbers) {
      const turns = this.turns.get(call);
      this.requesters[number].start(turns, turns === undefined ? NO_LEADER : NO_BACKEND);
    }
  }

  /** Attempts of this call go to replicas in turn, another attempt to the next one; with `each`, to the same. */
  spreads(call: Call, spread: Spread): void {
    const { requests } = this;
    this.turns.set(call, {
      send: (attempt) => {
        const { words } = requests;
        const row = requests.rowOf(attempt);
        const turn = words[requests.rowOf(words[row + PARENT]) + RECEIVER_NOTE];
        return spread.send(attempt, call.times === 'each' ? turn : turn + words[row + ATTEMPT] - 1);
      },
    });
  }

  /** Notes in the row of a call who makes it. @returns false for a call that is sent as it is. */
  mark(row: number, call: Call): boolean {
    const number = this.numbers.get(call);
    if (number === undefined) return false;
    this.requests.words[row + OPENER_NOTE] = FIRST_NOTE + number;
    return true;
  }

  /** Sends the first attempt, if the call is one of these. @param turn of the replica that it is for. */
  begin(child: RequestHandle, turn: number): boolean {
    const row = this.requests.rowOf(child);
    const requester = this.makerOf(row);
    if (requester === null) return false;
    this.requests.words[row + RECEIVER_NOTE] = turn;
    requester.begin(child, row);
    return true;
  }

  /** Takes an answer, if it is for an attempt of these calls. */
  answered(child: RequestHandle, row: number, result: Status): boolean {
    const sender = this.senderOf(row);
    sender?.answered(child, result);
    return sender !== null;
  }

  timedOut(child: RequestHandle, row: number): boolean {
    const sender = this.senderOf(row);
    sender?.timedOut(child);
    return sender !== null;
  }

  tryAgain(root: RequestHandle): void {
    this.makerOf(this.requests.rowOf(root))!.tryAgain(root);
  }

  hedge(root: RequestHandle): void {
    this.makerOf(this.requests.rowOf(root))!.hedge(root);
  }

  /** Nobody waits for the call any more; its row is left for whoever opened it to close. */
  giveUp(row: number, result: Status, isTold: boolean): boolean {
    const requester = this.makerOf(row);
    requester?.giveUp(this.requests.handleOf(row), row, result, isTold);
    return requester !== null;
  }

  crash(): void {
    for (const requester of this.requesters) requester.forget();
  }

  /** Whether whom this attempt was sent to is told that it is given up; undefined for other rows. */
  tells(row: number): boolean | undefined {
    return this.senderOf(row)?.cancels;
  }

  /** The requesters of the calls that have a setting. */
  of(setting: (typeof PROTECTION)[number]): readonly Requester[] {
    const having = [...this.numbers].filter(([call]) => call[setting] !== undefined);
    return having.map(([, number]) => this.requesters[number]);
  }

  get late(): number {
    return this.requesters.reduce((sum, { late }) => sum + late, 0);
  }

  /** Who makes the call that a row is, if its attempts are sent apart from it. */
  private makerOf(row: number): Requester | null {
    const { words } = this.requests;
    return words[row + OPENER_NOTE] < FIRST_NOTE || words[row + TO] >= 0
      ? null
      : this.requesters[words[row + OPENER_NOTE] - FIRST_NOTE];
  }

  /** Who sent the attempt that a row is: what is sent as it is has the number 0. */
  private senderOf(row: number): Requester | null {
    const { words, floats } = this.requests;
    const isAttempt = words[row + ATTEMPT] > 0 && words[row + TO] >= 0 && words[row + FROM] === this.address;
    return isAttempt ? this.requesters[floats[row + REQUESTER]] : null;
  }
}

/** Null for a server that has none, so that they cost nothing. */
export function protectedCallsOf(
  place: Place,
  plan: CallPlan,
  world: World,
  timers: CallTimers,
  ended: CallEnded,
): ProtectedCalls | null {
  const calls = sortsOf(plan).filter(isProtected);
  return calls.length === 0 ? null : new ProtectedCalls(place, calls, world, timers, ended);
}
