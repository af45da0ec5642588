import { rateLimitNamed } from '../../sim-core/policy/rate-limit/index.ts';
import type { Meter, RateLimitSettings, Tally } from '../../sim-core/policy/rate-limit/rate-limit.ts';

/** A meter of a law; settings that it does not read don't matter. */
export function meter(
  law: string,
  settings: Partial<RateLimitSettings> & { readonly rate: number },
  tally: Tally = { window: -1, total: 0 },
): Meter {
  return rateLimitNamed(law).open({ window: 1, sync: 1, nodelay: false, ...settings }, () => tally);
}

/** Seconds that a request which comes now waits; null when it is turned away. */
export function ask(of: Meter, now: number): number | null {
  return of.fits(now) ? of.take(now) : null;
}

/** What becomes of requests at these times: `.` passes, a number waits for so many milliseconds, `x` is turned away. */
export function transcript(of: Meter, times: readonly number[]): string {
  return times
    .map((now) => {
      const wait = ask(of, now);
      return wait === null ? 'x' : wait === 0 ? '.' : String(Math.round(wait * 1000));
    })
    .join(' ');
}

export function atOnce(requests: number, now = 0): number[] {
  return Array.from({ length: requests }, () => now);
}
