import type { Place } from '../place.ts';
import { CLASS, KIND } from '../request-rows.ts';
import { CHECK, type RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { World } from '../world.ts';
import { Cores } from './cores.ts';
import type { DiskSettings } from './disk-settings.ts';
import { Fifo } from './fifo.ts';

/** Whose requests use the disk. */
export interface DiskUser {
  /** The disk is done with the request. */
  stored(handle: RequestHandle, row: number): void;
  /** It could not take the request. */
  called(handle: RequestHandle, result: number): void;
}

/**
 * The disk of one server: it works on `depth` requests at a time, the others wait in order of arrival. Operations and
 * bytes per second are bounded, and whichever bound is reached first counts, as for cloud volumes (Amazon EBS User
 * Guide, “Amazon EBS I/O characteristics”). The bounds hold at full depth, so a request alone takes `depth` times its
 * part of the busier bound: operations per second = depth ÷ latency (Little). With a depth of 1 and Poisson arrivals it
 * is M/D/1.
 *
 * Left out: seeks, caches, merging of operations, bursts, and differences between reads and writes.
 */
export class Disk {
  readonly heads: Cores;
  readonly waiting: Fifo;
  operations = 0;
  bytes = 0;
  private readonly settings: DiskSettings;
  private readonly world: World;
  private readonly user: DiskUser;

  /** @param op timer that the disk is done with a request. */
  constructor(settings: DiskSettings, world: World, place: Place, user: DiskUser, op: number) {
    this.settings = settings;
    this.world = world;
    this.user = user;
    this.heads = new Cores(settings.depth, world.simulation, place.address, op);
    this.waiting = new Fifo(world.requests, world.simulation);
  }

  begin(handle: RequestHandle, row: number): void {
    const { operations, bytes } = this.needs(row);
    if (operations === 0 || this.world.requests.words[row + KIND] === CHECK) this.user.stored(handle, row);
    else if (this.heads.hasFree) this.start(handle, operations, bytes);
    else if (this.waiting.length < this.settings.queue) this.waiting.push(handle);
    else this.user.called(handle, status.REJECTED);
  }

  done(handle: RequestHandle, slot: number): void {
    const { requests } = this.world;
    this.heads.finish(slot);
    this.startNext();
    this.user.stored(handle, requests.rowOf(handle));
  }

  /** Nobody wants the request any more. */
  withdraw(handle: RequestHandle): void {
    const { heads } = this;
    let slot = 0;
    while (slot < heads.slots && heads.requestIn(slot) !== handle) slot++;
    if (slot === heads.slots) this.waiting.remove(handle);
    else {
      heads.stop(slot);
      this.startNext();
    }
  }

  crashed(): void {
    this.heads.clear();
    this.waiting.clear();
  }

  private startNext(): void {
    if (this.waiting.length === 0) return;
    const next = this.waiting.shift();
    const { operations, bytes } = this.needs(this.world.requests.rowOf(next));
    this.start(next, operations, bytes);
  }

  private needs(row: number): { readonly operations: number; readonly bytes: number } {
    const name = this.world.classes[this.world.requests.floats[row + CLASS]];
    return this.settings.classes[name] ?? this.settings;
  }

  private start(handle: RequestHandle, operations: number, bytes: number): void {
    const { iops = Infinity, throughput = Infinity, depth } = this.settings;
    this.operations += operations;
    this.bytes += bytes;
    this.heads.start(handle, depth * Math.max(operations / iops, bytes / throughput));
  }
}
