import { Shedder } from '../../policy/shedding/shedder.ts';
import type { LoadView } from '../../policy/shedding/signal.ts';
import type { EarlyCancels } from '../calling/early-cancels.ts';
import { FIRST_TIMER } from '../op.ts';
import type { Place } from '../place.ts';
import { ARRIVED_AT, CLASS, KIND, RECEIVER_NOTE, RETRY_AFTER, STARTED_AT, STATE } from '../request-rows.ts';
import { CHECK, NO_REQUEST, QUEUED, type RequestHandle } from '../requests.ts';
import { CANCELLED, isTurnedAway, OK, RATE_LIMITED, SHED } from '../status.ts';
import { streamOf, type World } from '../world.ts';
import { type AdmissionSettings } from './admission-settings.ts';
import { Concurrency } from './concurrency.ts';
import { Flights } from './flights.ts';
import { RateLimiting, TURNED_AWAY } from './rate-limiting.ts';

/** Note of a request that is held back here, which waits in no queue of its host. */
export const AT_THE_DOOR = 0;

/** Timers of a component from here on belong to its admission. */
export const FIRST_ADMISSION_TIMER = FIRST_TIMER + 48;
const WAITED = FIRST_ADMISSION_TIMER;
const SYNC = FIRST_ADMISSION_TIMER + 1;

/** Who lets requests in, or not. */
export interface Admitting extends LoadView {
  /** Goes on with a request that was let in. */
  admitted(handle: RequestHandle, row: number): void;
  answer(handle: RequestHandle, status: number): void;
  /** Who was cancelled before it was let in. */
  readonly early: EarlyCancels;
}

/**
 * Decides at the door of one instance what becomes of a request: it goes on, waits, joins another one, or is turned
 * away with the reason. Rate limits come first, then coalescing, shedding and the limit on how many are there at once.
 * Health checks don't come here. What it remembers is lost with the process; what it counts is not.
 */
export class Admission {
  /** Requests let in by themselves, and those that joined another. */
  admitted = 0;
  coalesced = 0;
  /** Requests turned away by a rate limit, by shedding, and because as many were there as may be. */
  rateLimited = 0;
  shed = 0;
  overLimit = 0;
  /** Requests that wait at the door just now: let in, but not yet. */
  delayed = 0;
  readonly settings: AdmissionSettings;
  private readonly place: Place;
  private readonly world: World;
  private readonly host: Admitting;
  private limits!: RateLimiting;
  private flights: Flights | null = null;
  private shedder: Shedder | null = null;
  private concurrency: Concurrency | null = null;
  private isSyncing = false;
  /** Grows when settings change: timers of the ones before don't count. */
  private version = 0;

  constructor(settings: AdmissionSettings, place: Place, world: World, host: Admitting) {
    this.settings = settings;
    this.place = place;
    this.world = world;
    this.host = host;
    this.forget();
  }

  crashed(): void {
    this.delayed = 0;
    this.isSyncing = false;
    this.forget();
  }

  /** Goes on where another left off, whose settings were changed; what is the same keeps what it knows. */
  inherit(other: Admission): void {
    this.admitted = other.admitted;
    this.coalesced = other.coalesced;
    this.rateLimited = other.rateLimited;
    this.shed = other.shed;
    this.overLimit = other.overLimit;
    this.delayed = other.delayed;
    this.version = other.version + 1;
    // Who follows has to be answered, whatever is set now.
    this.flights = other.flights ?? this.flights;
    const isSame = (...names: (keyof AdmissionSettings)[]) =>
      names.every((name) => textOf(this.settings[name]) === textOf(other.settings[name]));
    if (isSame('rateLimit', 'keyLimit')) this.limits = other.limits;
    if (isSame('shed')) this.shedder = other.shedder;
    if (isSame('concurrency')) this.concurrency = other.concurrency;
    else if (other.concurrency !== null) this.concurrency?.inherit(other.concurrency);
  }

  /** Whether somebody waits for it. */
  get isNeeded(): boolean {
    return this.delayed > 0 || this.flights !== null;
  }

  /** Requests that may be here at once just now. */
  get limit(): number {
    return this.concurrency?.limit ?? 0;
  }

  /** A request has come. */
  admit(handle: RequestHandle, row: number): void {
    const { requests, simulation } = this.world;
    if (!this.isSyncing) this.beginSyncing();
    const wait = this.limits.admit(simulation.now, row);
    if (wait === TURNED_AWAY) {
      this.rateLimited++;
      this.turnAway(handle, row, RATE_LIMITED, this.limits.told(simulation.now, row));
    } else if (wait > 0) {
      this.delayed++;
      requests.words[row + STATE] = QUEUED;
      requests.words[row + RECEIVER_NOTE] = AT_THE_DOOR;
      simulation.timer(this.place.address, wait, WAITED, handle);
    } else this.enter(handle, row);
  }

  /** A request that had come here, or not, is about to be answered. */
  ended(handle: RequestHandle, row: number, result: number): void {
    const { requests, simulation } = this.world;
    const { now } = simulation;
    this.concurrency?.ended(now, handle, result);
    if (this.shedder !== null && result === OK && requests.words[row + KIND] !== CHECK) {
      const arrivedAt = requests.floats[row + ARRIVED_AT];
      this.shedder.ended(now, requests.floats[row + STARTED_AT] - arrivedAt, now - arrivedAt);
    }
    if (this.flights === null) return;
    const retryAfter = isTurnedAway(result) ? requests.floats[row + RETRY_AFTER] : 0;
    if (result === CANCELLED) this.passLead(handle, row);
    for (const follower of this.flights.ends(handle, row))
      if (!this.isCancelled(follower)) this.turnAway(follower, requests.rowOf(follower), result, retryAfter);
  }

  on(op: number, a: number, b: number): void {
    if (op === WAITED) {
      this.delayed--;
      if (!this.isCancelled(a)) this.enter(a, this.world.requests.rowOf(a));
    } else if (b === this.version) this.sync(a);
  }

  /** Whoever was cancelled while it was on its way here, or waited here, goes at once. */
  private isCancelled(handle: RequestHandle): boolean {
    if (!this.host.early.take(handle)) return false;
    this.host.answer(handle, CANCELLED);
    return true;
  }

  /** Whom others follow is wanted no more: the first of those who still are goes on in its place. */
  private passLead(handle: RequestHandle, row: number): void {
    const next = this.flights!.passLead(handle, row);
    if (next !== NO_REQUEST && !this.isCancelled(next)) this.goOn(next, this.world.requests.rowOf(next));
  }

  /** Those who share a limit don't exchange counts all at the same instant. */
  private beginSyncing(): void {
    const { id, address } = this.place;
    this.isSyncing = true;
    this.limits.periods.forEach((period, index) => {
      if (period === 0) return;
      const luck = streamOf(this.world, `${id}/sync/${index}`).next();
      this.world.simulation.timer(address, period * luck, SYNC, index, this.version);
    });
  }

  private sync(index: number): void {
    const { simulation } = this.world;
    this.limits.sync(index, simulation.now);
    const period = this.limits.periods[index];
    simulation.timer(this.place.address, period, SYNC, index, this.version);
  }

  /** It keeps to the rate limits: is there anything else against it? */
  private enter(handle: RequestHandle, row: number): void {
    if (this.settings.coalesce && this.flights!.joins(handle, row)) {
      this.coalesced++;
      this.world.requests.words[row + STATE] = QUEUED;
      this.world.requests.words[row + RECEIVER_NOTE] = AT_THE_DOOR;
    } else this.goOn(handle, row);
  }

  private goOn(handle: RequestHandle, row: number): void {
    const { now } = this.world.simulation;
    if (this.shedder !== null && this.shedder.sheds(now, this.priorityOf(row), this.host)) {
      this.shed++;
      this.turnAway(handle, row, SHED, 0);
    } else if (this.concurrency !== null && !this.concurrency.admit(now, handle)) {
      this.overLimit++;
      this.turnAway(handle, row, SHED, 0);
    } else {
      this.admitted++;
      this.host.admitted(handle, row);
    }
  }

  private priorityOf(row: number): number {
    return this.world.priorities[this.world.requests.floats[row + CLASS]];
  }

  /** @param retryAfter seconds; 0 says nothing. */
  private turnAway(handle: RequestHandle, row: number, status: number, retryAfter: number): void {
    this.world.requests.floats[row + RETRY_AFTER] = retryAfter;
    this.host.answer(handle, status);
  }

  private forget(): void {
    const { settings, world, place } = this;
    this.limits = new RateLimiting(settings, place, world);
    this.flights = settings.coalesce ? new Flights(world.requests) : null;
    this.shedder = settings.shed.length === 0 ? null : new Shedder(settings.shed);
    const { concurrency } = settings;
    this.concurrency =
      concurrency === undefined
        ? null
        : new Concurrency(concurrency, streamOf(world, `${place.id}/concurrency`));
  }
}

/**
 * The admission of an instance by its settings: the one that it has if these are the same, null when it lets everybody
 * in.
 */
export function admissionOf(
  known: Admission | null,
  settings: AdmissionSettings,
  place: Place,
  world: World,
  host: Admitting,
): Admission | null {
  const written = writtenAs(settings);
  if (known === null) return written === NOTHING ? null : new Admission(settings, place, world, host);
  if (written === writtenAs(known.settings)) return known;
  if (written === NOTHING && !known.isNeeded) return null;
  const made = new Admission(settings, place, world, host);
  made.inherit(known);
  return made;
}

function writtenAs({ rateLimit, keyLimit, coalesce, shed, concurrency }: AdmissionSettings): string {
  return textOf([rateLimit, keyLimit, coalesce, shed, concurrency]);
}

function textOf(settings: unknown): string {
  return JSON.stringify(settings ?? null);
}

const NOTHING = writtenAs({ coalesce: false, shed: [] });
