import type { Address } from '../../kernel/component.ts';
import type { World } from '../world.ts';

/** An acknowledged write that may still be lost. */
interface Acknowledged {
  readonly index: number;
  readonly key: number;
}

const LONG = 4096;

/**
 * What nobody in the store knows, but the simulation does: which writes were acknowledged, which of them
 * are gone, and since when there has been no leader. It counts; replicas ask it nothing but where the
 * latest leader's log began ({@link start}), which in a real store they find out by comparing logs. What
 * clients know of the leader is kept here too ({@link known}).
 */
export class Ledger {
  /** Where clients send writes. */
  known: Address;
  lostWrites = 0;
  staleReads = 0;
  acknowledgedWrites = 0;
  elections = 0;
  /** Length of the log that the latest leader began with. */
  start = 0;
  private term = 1;
  private pending: Acknowledged[] = [];
  private readonly latest = new Map<number, number>();
  private unavailableArea = 0;
  private unavailableSince = -1;
  private readonly node: string;
  private readonly world: World;

  constructor(node: string, world: World, leader: Address) {
    this.node = node;
    this.world = world;
    this.known = leader;
  }

  /** A leader of `term` has acknowledged the write at `index`. */
  acknowledge(index: number, key: number, term: number): void {
    this.acknowledgedWrites++;
    if (term < this.term && index > this.start) {
      this.lose(1);
      return;
    }
    this.pending.push({ index, key });
    this.latest.set(key, index);
  }

  /** A replica that has the log up to `index` has been elected: what was acknowledged beyond it is gone. */
  elected(term: number, index: number): void {
    if (term <= this.term) return;
    this.term = term;
    this.start = index;
    this.elections++;
    const lost = this.pending.filter((write) => write.index > index);
    this.pending = this.pending.filter((write) => write.index <= index);
    for (const { key } of lost) this.latest.set(key, index);
    if (lost.length > 0) this.lose(lost.length);
  }

  /** Worth forgetting some of what was acknowledged. */
  get isLong(): boolean {
    return this.pending.length >= LONG;
  }

  /** Every replica has the log up to `index`: nothing before it can be lost any more. */
  forget(index: number): void {
    this.pending = this.pending.filter((write) => write.index > index);
  }

  /** A read of `key` was answered by a replica that had applied the log up to `applied`. */
  read(key: number, applied: number): void {
    if ((this.latest.get(key) ?? 0) > applied) this.staleReads++;
  }

  /** There is no leader that clients could reach, from now on. */
  leaderLost(reason: string): void {
    if (this.unavailableSince >= 0) return;
    const { simulation, moments } = this.world;
    this.unavailableSince = simulation.now;
    moments.note(simulation.now, 'leader-lost', this.node, { reason });
  }

  /** Clients know `leader` from now on. */
  leaderKnown(leader: Address): void {
    this.known = leader;
    if (this.unavailableSince < 0) return;
    const { simulation, moments, places } = this.world;
    const seconds = simulation.now - this.unavailableSince;
    this.unavailableArea += seconds;
    this.unavailableSince = -1;
    moments.note(simulation.now, 'leader-elected', this.node, { leader: places[leader].id, seconds });
  }

  /** Seconds without a leader up to `now`. */
  unavailable(now: number): number {
    return this.unavailableArea + (this.unavailableSince < 0 ? 0 : now - this.unavailableSince);
  }

  private lose(writes: number): void {
    this.lostWrites += writes;
    const { simulation, moments } = this.world;
    moments.note(simulation.now, 'writes-lost', this.node, { writes, total: this.lostWrites });
  }
}
