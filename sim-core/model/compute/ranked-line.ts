import type { Simulation } from '../../kernel/simulation.ts';
import { PLACE } from '../request-rows.ts';
import { NO_REQUEST, type RequestHandle, type Requests } from '../requests.ts';
import { Line } from './line.ts';

/**
 * Requests in order of rank, the smallest first and equals in the order in which they came: a binary heap, in which each
 * row knows its place.
 */
export class RankedLine extends Line {
  private readonly handles: RequestHandle[] = [];
  private readonly ranks: number[] = [];
  private readonly turns: number[] = [];
  private behind = 0;
  private before = 0;
  private readonly requests: Requests;

  constructor(requests: Requests, simulation: Simulation) {
    super(simulation);
    this.requests = requests;
  }

  get head(): RequestHandle {
    return this.length === 0 ? NO_REQUEST : this.handles[0];
  }

  /** Rank of the head. */
  get rank(): number {
    return this.ranks[0];
  }

  /** Behind all of its rank. */
  push(handle: RequestHandle, rank: number): void {
    this.insert(handle, rank, ++this.behind);
  }

  /** In front of all of its rank. */
  putBack(handle: RequestHandle, rank: number): void {
    this.insert(handle, rank, --this.before);
  }

  rankOf(handle: RequestHandle): number {
    return this.ranks[this.placeOf(handle)];
  }

  /** Takes out one of them, wherever it stands. */
  remove(handle: RequestHandle): void {
    const place = this.placeOf(handle);
    const last = this.length - 1;
    this.account(-1);
    if (place === last) return;
    const [moved, rank, turn] = [this.handles[last], this.ranks[last], this.turns[last]];
    this.sink(this.rise(place, rank, turn), moved, rank, turn);
  }

  clear(): void {
    this.account(-this.length);
  }

  private insert(handle: RequestHandle, rank: number, turn: number): void {
    const place = this.rise(this.length, rank, turn);
    this.account(1);
    this.put(place, handle, rank, turn);
  }

  /** Makes room for an entry at `place` or nearer to the top, moving those down that it goes before. */
  private rise(place: number, rank: number, turn: number): number {
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.isBefore(rank, turn, parent)) break;
      this.move(parent, place);
      place = parent;
    }
    return place;
  }

  private sink(place: number, handle: RequestHandle, rank: number, turn: number): void {
    for (let child = 2 * place + 1; child < this.length; child = 2 * place + 1) {
      const other = child + 1;
      if (other < this.length && this.isBefore(this.ranks[other], this.turns[other], child)) child = other;
      if (this.isBefore(rank, turn, child)) break;
      this.move(child, place);
      place = child;
    }
    this.put(place, handle, rank, turn);
  }

  private isBefore(rank: number, turn: number, place: number): boolean {
    return rank < this.ranks[place] || (rank === this.ranks[place] && turn < this.turns[place]);
  }

  private move(from: number, to: number): void {
    this.put(to, this.handles[from], this.ranks[from], this.turns[from]);
  }

  private put(place: number, handle: RequestHandle, rank: number, turn: number): void {
    this.handles[place] = handle;
    this.ranks[place] = rank;
    this.turns[place] = turn;
    this.requests.floats[this.requests.rowOf(handle) + PLACE] = place;
  }

  private placeOf(handle: RequestHandle): number {
    return this.requests.floats[this.requests.rowOf(handle) + PLACE];
  }
}
