import { CLASS, KEY, KIND } from '../request-rows.ts';
import { NO_REQUEST, READ, type RequestHandle, type Requests } from '../requests.ts';

/** More classes than there can be. */
const CLASSES = 65_536;

/**
 * Reads of the same key and class share one answer: the first _leads_, those that come before it is answered follow and
 * wait. Whatever becomes of it becomes of all, errors included. Source: `golang.org/x/sync/singleflight`; nginx's
 * `proxy_cache_lock` differs in that followers try for themselves when the leader got nothing that can be cached.
 */
export class Flights {
  /** Who leads, by key and class. */
  private readonly leaders = new Map<number, RequestHandle>();
  private readonly followers = new Map<RequestHandle, RequestHandle[]>();
  private readonly requests: Requests;

  constructor(requests: Requests) {
    this.requests = requests;
  }

  /** @returns whether the request has joined another one, and is not to go on by itself. */
  joins(handle: RequestHandle, row: number): boolean {
    const { words } = this.requests;
    if (words[row + KIND] !== READ) return false;
    const what = this.whatOf(row);
    const leader = this.leaders.get(what);
    if (leader === undefined) {
      this.leaders.set(what, handle);
      return false;
    }
    const others = this.followers.get(leader);
    if (others === undefined) this.followers.set(leader, [handle]);
    else others.push(handle);
    return true;
  }

  /** A request ends. @returns those who followed it and end with it. */
  ends(handle: RequestHandle, row: number): readonly RequestHandle[] {
    const what = this.whatOf(row);
    if (this.leaders.get(what) !== handle) return NOBODY;
    this.leaders.delete(what);
    const followers = this.followers.get(handle);
    if (followers === undefined) return NOBODY;
    this.followers.delete(handle);
    return followers;
  }

  /** A request is wanted no more. @returns who leads in its place; nobody if it did not lead or nobody followed. */
  passLead(handle: RequestHandle, row: number): RequestHandle {
    const what = this.whatOf(row);
    const followers = this.followers.get(handle);
    if (this.leaders.get(what) !== handle || followers === undefined) return NO_REQUEST;
    const [next, ...others] = followers;
    this.leaders.set(what, next);
    this.followers.delete(handle);
    if (others.length > 0) this.followers.set(next, others);
    return next;
  }

  private whatOf(row: number): number {
    const { floats } = this.requests;
    return floats[row + KEY] * CLASSES + floats[row + CLASS];
  }
}

const NOBODY: readonly RequestHandle[] = [];
