import type { Meter } from './rate-limit.ts';

/** So many meters that may be forgotten are, whenever a new key comes. */
const FORGOTTEN = 2;

/**
 * One meter per key, made when the key first comes. Those that were not asked for longest are forgotten as soon as that
 * makes no difference, two at most for every new key, as in nginx's `ngx_http_limit_req_expire`.
 */
export class KeyedMeters {
  /** Least recently asked first. */
  private readonly meters = new Map<number, Meter>();
  private readonly open: (key: number) => Meter;

  constructor(open: (key: number) => Meter) {
    this.open = open;
  }

  get size(): number {
    return this.meters.size;
  }

  of(key: number, now: number): Meter {
    let meter = this.meters.get(key);
    if (meter === undefined) {
      this.forget(now);
      meter = this.open(key);
    } else this.meters.delete(key);
    this.meters.set(key, meter);
    return meter;
  }

  forEach(visit: (meter: Meter) => void): void {
    for (const meter of this.meters.values()) visit(meter);
  }

  private forget(now: number): void {
    let left = FORGOTTEN;
    for (const [key, meter] of this.meters) {
      if (left-- === 0 || !meter.isForgettable(now)) return;
      this.meters.delete(key);
    }
  }
}
