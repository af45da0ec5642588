import { rateLimitNamed } from '../../policy/rate-limit/index.ts';
import { KeyedMeters } from '../../policy/rate-limit/keyed-meters.ts';
import type { Meter, Tally } from '../../policy/rate-limit/rate-limit.ts';
import type { Place } from '../place.ts';
import { CLASS, FROM, KEY } from '../request-rows.ts';
import type { World } from '../world.ts';
import type { AdmissionSettings, KeyLimitSettings, LimitSettings } from './admission-settings.ts';

/** A request has to go. */
export const TURNED_AWAY = -1;

const ONLY_KEY = 0;

/** One limit, with its meter for each key. */
interface Limit {
  readonly meters: KeyedMeters;
  readonly settings: LimitSettings;
  readonly keyOf: (row: number) => number;
}

/**
 * The rate limits of one instance. A request has to pass all of them and is counted by all or by none; it waits for as
 * long as the slowest asks for. Source: `ngx_http_limit_req_module.c` of nginx 1.22.1, where a location has several.
 */
export class RateLimiting {
  /** By limit: seconds from one exchange of counts to the next; 0 for none. */
  readonly periods: readonly number[];
  private readonly limits: readonly Limit[];
  private readonly world: World;

  constructor({ rateLimit, keyLimit }: AdmissionSettings, place: Place, world: World) {
    this.world = world;
    const all: Limit[] = [];
    if (rateLimit !== undefined) all.push(this.limit(rateLimit, () => ONLY_KEY, `${place.node}/all`));
    if (keyLimit !== undefined) all.push(this.limit(keyLimit, this.keysOf(keyLimit), `${place.node}/keys`));
    this.limits = all;
    this.periods = all.map(({ settings }) =>
      rateLimitNamed(settings.policy).reads.includes('sync') ? settings.sync : 0,
    );
  }

  /** @returns seconds to wait before the request goes on, or {@link TURNED_AWAY}. */
  admit(now: number, row: number): number {
    for (const limit of this.limits) if (!this.meterOf(limit, now, row).fits(now)) return TURNED_AWAY;
    let longest = 0;
    for (const limit of this.limits) longest = Math.max(longest, this.meterOf(limit, now, row).take(now));
    return longest;
  }

  /** What a request that was turned away is told: seconds until it should come again, or 0. */
  told(now: number, row: number): number {
    let longest = 0;
    for (const limit of this.limits) {
      const { retryAfter } = limit.settings;
      if (retryAfter === 'unsaid') continue;
      const wait = this.meterOf(limit, now, row).wait(now);
      longest = Math.max(longest, retryAfter === 'exact' ? wait : Math.ceil(wait - 1e-9));
    }
    return longest;
  }

  /** Exchanges counts with those who share the limit of that index. */
  sync(index: number, now: number): void {
    this.limits[index].meters.forEach((meter) => meter.sync?.(now));
  }

  private meterOf({ meters, keyOf }: Limit, now: number, row: number): Meter {
    return meters.of(keyOf(row), now);
  }

  private limit(settings: LimitSettings, keyOf: (row: number) => number, name: string): Limit {
    const tallies = this.tallies(settings.sharedAs === undefined ? name : `shared/${settings.sharedAs}`);
    const law = rateLimitNamed(settings.policy);
    const open = (key: number): Meter => law.open(settings, () => tallyOf(tallies, key));
    return { meters: new KeyedMeters(open), settings, keyOf };
  }

  private tallies(name: string): Map<number, Tally> {
    const { tallies } = this.world;
    if (!tallies.has(name)) tallies.set(name, new Map());
    return tallies.get(name)!;
  }

  private keysOf({ per }: KeyLimitSettings): (row: number) => number {
    const { requests } = this.world;
    if (per === 'caller') return (row) => requests.words[row + FROM];
    const column = per === 'class' ? CLASS : KEY;
    return (row) => requests.floats[row + column];
  }
}

function tallyOf(tallies: Map<number, Tally>, key: number): Tally {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const made = { window: -1, total: 0 };
  tallies.set(key, made);
  return made;
}
