import { FIRST_TIMER } from '../op.ts';
import type { Place } from '../place.ts';
import { RECEIVER_NOTE, RETRY_AFTER, STATE } from '../request-rows.ts';
import { QUEUED, type RequestHandle } from '../requests.ts';
import { RATE_LIMITED } from '../status.ts';
import { streamOf, type World } from '../world.ts';
import { ADMISSION_SETTINGS, type AdmissionSettings } from './admission-settings.ts';
import { RateLimiting, TURNED_AWAY } from './rate-limiting.ts';

/** Note of a request that is held back here, which waits in no queue of its host. */
export const AT_THE_DOOR = 0;

/** Timers of a component from here on belong to its admission. */
export const FIRST_ADMISSION_TIMER = FIRST_TIMER + 48;
const WAITED = FIRST_ADMISSION_TIMER;
const SYNC = FIRST_ADMISSION_TIMER + 1;

/** Who lets requests in, or not. */
export interface Admitting {
  /** Goes on with a request that was let in. */
  admitted(handle: RequestHandle, row: number): void;
  answer(handle: RequestHandle, status: number): void;
}

/**
 * Decides at the door of one instance what becomes of a request: it goes on, waits, or is turned away with the reason.
 * Health checks don't come here. What it remembers is lost with the process; what it counts is not.
 */
export class Admission {
  /** Requests let in, and those turned away by a rate limit. */
  admitted = 0;
  rateLimited = 0;
  /** Requests that wait at the door just now: let in, but not yet. */
  delayed = 0;
  readonly written: string;
  private isSyncing = false;
  /** Grows when settings change: timers of the ones before don't count. */
  private version = 0;
  private readonly settings: AdmissionSettings;
  private readonly place: Place;
  private readonly world: World;
  private readonly host: Admitting;
  private limits: RateLimiting;

  constructor(settings: AdmissionSettings, place: Place, world: World, host: Admitting) {
    this.settings = settings;
    this.written = writtenAs(settings);
    this.place = place;
    this.world = world;
    this.host = host;
    this.limits = new RateLimiting(settings, place, world);
  }

  crashed(): void {
    this.delayed = 0;
    this.isSyncing = false;
    this.limits = new RateLimiting(this.settings, this.place, this.world);
  }

  /** Goes on counting where another left off, whose settings were changed. */
  inherit(other: Admission): void {
    this.admitted = other.admitted;
    this.rateLimited = other.rateLimited;
    this.delayed = other.delayed;
    this.version = other.version + 1;
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
    } else this.letIn(handle, row);
  }

  on(op: number, a: number, b: number): void {
    if (op === WAITED) {
      this.delayed--;
      this.letIn(a, this.world.requests.rowOf(a));
    } else if (b === this.version) this.sync(a);
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

  private letIn(handle: RequestHandle, row: number): void {
    this.admitted++;
    this.host.admitted(handle, row);
  }

  private turnAway(handle: RequestHandle, row: number, status: number, retryAfter: number): void {
    this.world.requests.floats[row + RETRY_AFTER] = retryAfter;
    this.host.answer(handle, status);
  }
}

/**
 * The admission of an instance by its settings: the one that it has if these are the same, null when it lets everybody
 * in. New settings begin with nothing remembered.
 */
export function admissionOf(
  known: Admission | null,
  settings: AdmissionSettings,
  place: Place,
  world: World,
  host: Admitting,
): Admission | null {
  const written = writtenAs(settings);
  if (written === (known?.written ?? NOTHING)) return known;
  if (written === NOTHING && known!.delayed === 0) return null;
  const made = new Admission(settings, place, world, host);
  if (known === null) return made;
  made.inherit(known);
  return made;
}

function writtenAs(settings: AdmissionSettings): string {
  return JSON.stringify(ADMISSION_SETTINGS.map((name) => settings[name as keyof AdmissionSettings] ?? null));
}

const NOTHING = writtenAs({});
