import type { Address } from '../kernel/component.ts';
import type { Link } from '../model/network/link.ts';
import type { NetworkTap } from '../model/network/network.ts';
import { FIRST_PEER_MESSAGE } from '../model/op.ts';
import { ATTEMPT, DEPTH, KIND, PARENT, ROOT, TO } from '../model/request-rows.ts';
import { WRITE, type Requests } from '../model/requests.ts';
import { OK } from '../model/status.ts';
import { APPEND } from '../model/storage/replication.ts';
import type { World } from '../model/world.ts';

/** What a hop carries, in the order in which pictures list them. */
const [FIRST, RETRY, REPLY, ERROR, WRITTEN] = [0, 1, 2, 3, 4];

/** Numbers per hop: hash of its logical request, from, to, when it left, when it arrives (−1: lost), shape. */
export const HOP_FIELDS = 6;
const LEAVES = 3;

/**
 * Notes messages as they set out, to draw them. Of the logical requests one in 2^`sampling` is kept, chosen
 * by a hash of the request, so that a kept request is seen on its whole way and a sparser sample is part of
 * a denser one. When more hops come than there is room for, the sample is made sparser, not cut off.
 * It sees, it never changes the run.
 */
export class Hops implements NetworkTap {
  /** Rows of {@link HOP_FIELDS} numbers. */
  readonly rows: Float64Array;
  count = 0;
  /** Seconds before the newest hop that still matter: older ones go first when there is no room. */
  span = Infinity;
  private log2 = 0;
  /** Newest entry of a log that a link has carried: a heartbeat repeats it and is not drawn. */
  private readonly newest = new Map<number, number>();
  private readonly most: number;
  private readonly requests: Requests;

  constructor(world: World, most: number) {
    this.requests = world.requests;
    this.most = most;
    this.rows = new Float64Array(most * HOP_FIELDS);
    world.network.tap = this;
  }

  get sampling(): number {
    return this.log2;
  }

  set sampling(log2: number) {
    this.log2 = Math.max(0, Math.min(30, log2));
    this.keep((at) => this.isKept(this.rows[at]));
  }

  hop(link: Link, row: number, leaves: number, arrives: number, isReply: boolean, status: number): void {
    const root = hashOf(this.requests.words[row + ROOT]);
    if (!this.isKept(root)) return;
    this.note(root, link.from.address, link.to.address, leaves, arrives, this.shapeOf(row, isReply, status));
  }

  post(link: Link, op: number, a: number, leaves: number, arrives: number): void {
    if (op !== FIRST_PEER_MESSAGE + APPEND || this.newest.get(link.index) === a) return;
    this.newest.set(link.index, a);
    const root = hashOf(a);
    if (this.isKept(root)) this.note(root, link.from.address, link.to.address, leaves, arrives, WRITTEN);
  }

  clear(): void {
    this.count = 0;
  }

  private shapeOf(row: number, isReply: boolean, status: number): number {
    if (isReply) return status === OK ? REPLY : ERROR;
    if (this.requests.words[row + ATTEMPT] > 1) return RETRY;
    return this.requests.words[row + DEPTH] > 1 &&
      this.requests.words[row + KIND] === WRITE &&
      isCall(this.requests, row)
      ? WRITTEN
      : FIRST;
  }

  private isKept(root: number): boolean {
    return (root & ((1 << this.log2) - 1)) === 0;
  }

  private note(
    root: number,
    from: Address,
    to: Address,
    leaves: number,
    arrives: number,
    shape: number,
  ): void {
    if (this.count === this.most) this.makeRoom(leaves);
    if (this.count === this.most || !this.isKept(root)) return;
    const at = this.count++ * HOP_FIELDS;
    const { rows } = this;
    rows[at] = root;
    rows[at + 1] = from;
    rows[at + 2] = to;
    rows[at + 3] = leaves;
    rows[at + 4] = arrives;
    rows[at + 5] = shape;
  }

  /** Forgets what is too old; if that is not much, keeps fewer requests. */
  private makeRoom(now: number): void {
    this.keep((at) => this.rows[at + LEAVES] >= now - this.span);
    if (this.count > this.most / 2) this.sampling = this.log2 + 1;
  }

  /** Keeps the rows for which a test holds, in their order. */
  private keep(test: (at: number) => boolean): void {
    let kept = 0;
    for (let at = 0; at < this.count * HOP_FIELDS; at += HOP_FIELDS) {
      if (!test(at)) continue;
      this.rows.copyWithin(kept * HOP_FIELDS, at, at + HOP_FIELDS);
      kept++;
    }
    this.count = kept;
  }
}

/** A call that a server made, as opposed to a balancer passing on what it was given. */
function isCall(requests: Requests, row: number): boolean {
  const { words } = requests;
  if (words[row + ATTEMPT] === 0) return true;
  const parent = requests.ifLive(words[row + PARENT]);
  // A call with retries is a row that goes nowhere, with the attempts below it.
  return parent >= 0 && words[parent + TO] < 0;
}

/** The finalizer of MurmurHash3 (Appleby, public domain) over both halves of a handle. */
export function hashOf(handle: number): number {
  let h = (handle ^ Math.imul(Math.floor(handle / 4_294_967_296), 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b | 0);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35 | 0);
  return (h ^ (h >>> 16)) >>> 0;
}
