import type { KeyedRandom } from '../../random/generator.ts';
import { Outlet } from '../network/outlet.ts';
import { Spread } from '../network/spread.ts';
import type { Place } from '../place.ts';
import { ATTEMPT, KEY, LUCK, PARENT } from '../request-rows.ts';
import type { RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import { instancesOf, keyedStreamOf, type World } from '../world.ts';
import { isSpread, MOST_STEPS, STEP_CALLS, type Call, type Step } from './call-settings.ts';

/** What makes single calls, and goes on with the request when a step has ended. */
export interface CallMaker {
  open(handle: RequestHandle, call: Call, number: number): RequestHandle;
  called(row: number, result: number): void;
  giveUp(row: number, result: number, isTold: boolean): void;
  begins(child: RequestHandle, turn: number): boolean;
  spreads(call: Call, spread: Spread): void;
  proceed(handle: RequestHandle, row: number): void;
  fail(handle: RequestHandle, result: number): void;
}

/** One sort of call of a step, with its ways. */
interface Way {
  readonly call: Call;
  /** Number of its first call within the request. */
  readonly first: number;
  readonly outlet: Outlet;
  /** Null where the target itself knows who serves. */
  readonly spread: Spread | null;
}

/** A call that is to be made: the way, and which of its calls. */
interface Leg {
  readonly way: Way;
  readonly number: number;
}

/** A step of several calls that one request has begun. */
interface Open {
  /** Whether anybody waits for the answers at all. */
  readonly isAwaited: boolean;
  readonly legs: readonly Leg[];
  readonly sent: RequestHandle[];
  /** Good answers still needed. */
  need: number;
  /** Bad answers that it can still bear. */
  spare: number;
}

/**
 * Steps of several calls: scatter and gather. A step succeeds with as many good answers as it needs and fails
 * as soon as it can no longer get them; either way nobody waits for the answers that are still out.
 */
export class Gathering {
  private readonly place: Place;
  private readonly world: World;
  private readonly caller: CallMaker;
  private readonly luck: KeyedRandom;
  private readonly open = new Map<RequestHandle, Open>();
  private steps: readonly { readonly ways: readonly Way[]; readonly step: Step }[] = [];

  constructor(place: Place, world: World, caller: CallMaker) {
    this.place = place;
    this.world = world;
    this.caller = caller;
    this.luck = keyedStreamOf(world, `${place.node}/call-traits`);
  }

  start(steps: readonly Step[]): void {
    this.steps = steps.map((step, index) => {
      const first = index * STEP_CALLS;
      return { step, ways: step.calls.map((call, sort) => this.wayOf(call, first + sort * 1000 + 1)) };
    });
  }

  clear(): void {
    this.open.clear();
  }

  begin(handle: RequestHandle, index: number): void {
    const { step, ways } = this.steps[index];
    const legs = ways.flatMap((way) => this.legsOf(way, handle));
    const { isInTurn } = step.wait;
    const need = Math.min(step.wait.need, legs.length);
    const isAwaited = step.wait.need > 0;
    const open: Open = { isAwaited, legs, sent: [], need, spare: legs.length - need };
    this.open.set(handle, open);
    const together = isInTurn ? Math.min(1, legs.length) : legs.length;
    while (open.sent.length < together && this.open.get(handle) === open) this.send(handle, open);
    if (need === 0 && this.open.get(handle) === open) this.decide(handle, open, status.OK);
  }

  /** A call of `handle` has ended. @returns false if that request has no such step open. */
  ended(handle: RequestHandle, result: number): boolean {
    const open = this.open.get(handle);
    if (open === undefined) return false;
    if (result === status.OK) open.need--;
    else open.spare--;
    if (open.spare < 0) this.decide(handle, open, result);
    else if (open.need === 0) this.decide(handle, open, status.OK);
    else if (open.sent.length < open.legs.length) this.send(handle, open);
    return true;
  }

  /** The request is wanted no more. @returns false if it has no such step open. */
  withdraw(handle: RequestHandle): boolean {
    const open = this.open.get(handle);
    if (open === undefined) return false;
    this.giveUp(handle, open, status.CANCELLED, true);
    return true;
  }

  /** In the end every call that was sent has been answered, or is given up. */
  private giveUp(handle: RequestHandle, { sent }: Open, result: number, isTold: boolean): void {
    const { requests } = this.world;
    this.open.delete(handle);
    for (const leg of sent) {
      const row = requests.ifLive(leg);
      if (row >= 0 && requests.words[row + PARENT] === handle && requests.isAwaited(row))
        this.caller.giveUp(row, result, isTold);
    }
  }

  private decide(handle: RequestHandle, open: Open, result: number): void {
    const { requests } = this.world;
    this.giveUp(handle, open, open.isAwaited ? status.CANCELLED : status.OK, false);
    if (result === status.OK) this.caller.proceed(handle, requests.rowOf(handle));
    else this.caller.fail(handle, result);
  }

  private send(handle: RequestHandle, open: Open): void {
    const { requests } = this.world;
    const { way, number } = open.legs[open.sent.length];
    const child = this.caller.open(handle, way.call, way.first + number);
    open.sent.push(child);
    const row = requests.rowOf(child);
    if (way.call.key !== undefined) {
      requests.floats[row + KEY] = way.call.key.sample(this.luck.rekey(requests.floats[row + LUCK] + 1));
    }
    const turn = way.spread === null ? 0 : this.turn(way.spread, handle, number);
    if (this.caller.begins(child, turn)) return;
    const isSent = way.spread === null ? way.outlet.send(child) : way.spread.send(child, turn);
    if (!isSent) this.caller.called(row, way.spread === null ? status.NO_LEADER : status.NO_BACKEND);
  }

  /** The request's luck decides where a round over the replicas begins. */
  private turn({ size }: Spread, handle: RequestHandle, number: number): number {
    const { requests } = this.world;
    return Math.floor(requests.floats[requests.rowOf(handle) + LUCK] * size) + number;
  }

  private legsOf(way: Way, handle: RequestHandle): Leg[] {
    const { times, share } = way.call;
    const count = times === 'each' ? (way.spread?.size ?? 1) : times;
    const legs = Array.from({ length: count }, (_, number) => ({ way, number }));
    if (share === 1) return legs;
    const { requests } = this.world;
    const row = requests.rowOf(handle);
    const key = requests.floats[row + LUCK] + requests.words[row + ATTEMPT] * MOST_STEPS * STEP_CALLS;
    return legs.filter(({ number }) => this.luck.rekey(key + way.first + number).next() < share);
  }

  private wayOf(call: Call, first: number): Way {
    const { place, world } = this;
    const outlet = new Outlet(world, place.address, call.to);
    const isMany = instancesOf(world, call.to).length > 1 && world.routes.get(call.to)!.isPlain === true;
    const spread = isSpread(call) && isMany ? new Spread(world, place.id, place.address, call.to) : null;
    if (spread !== null) this.caller.spreads(call, spread);
    return { call, first, outlet, spread };
  }
}
