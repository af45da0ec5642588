import type { ConcurrencyLimit } from '../../policy/concurrency/concurrency-limit.ts';
import { concurrencyPolicyNamed } from '../../policy/concurrency/index.ts';
import type { Random } from '../../random/generator.ts';
import type { RequestHandle } from '../requests.ts';
import * as status from '../status.ts';
import type { ConcurrencyLimitSettings } from './admission-settings.ts';

/** Ends of requests that say that somebody had too much to do. Other failures say nothing of how long work takes. */
const LOSSES: ReadonlySet<number> = new Set([
  status.TIMEOUT,
  status.REJECTED,
  status.DOWNSTREAM,
  status.DEADLINE_EXCEEDED,
  status.RATE_LIMITED,
  status.SHED,
  status.DROPPED,
  status.QUEUE_TIMEOUT,
]);

/** Bounds how many requests are there at once, by a limit that learns from how they end. */
export class Concurrency {
  private readonly law: ConcurrencyLimit;
  /** Requests that are there: since when, and how many were then, itself included. */
  private readonly since = new Map<RequestHandle, number>();
  private readonly beside = new Map<RequestHandle, number>();

  constructor(settings: ConcurrencyLimitSettings, random: Random) {
    this.law = concurrencyPolicyNamed(settings.policy).open(settings, random);
  }

  /** Takes over who is there from another limit, whose settings were changed. */
  inherit({ since, beside }: Concurrency): void {
    for (const [handle, at] of since) this.since.set(handle, at);
    for (const [handle, count] of beside) this.beside.set(handle, count);
  }

  get limit(): number {
    return this.law.limit;
  }

  /** @returns whether there is room for one more, which is then there. */
  admit(now: number, handle: RequestHandle): boolean {
    if (this.since.size >= this.law.limit) return false;
    this.since.set(handle, now);
    this.beside.set(handle, this.since.size);
    return true;
  }

  ended(now: number, handle: RequestHandle, result: number): void {
    const since = this.since.get(handle);
    if (since === undefined) return;
    const beside = this.beside.get(handle)!;
    this.since.delete(handle);
    this.beside.delete(handle);
    const isLost = LOSSES.has(result);
    if (now > since && (isLost || result === status.OK)) this.law.ended(now, now - since, beside, isLost);
  }
}
