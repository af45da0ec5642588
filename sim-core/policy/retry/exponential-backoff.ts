import { withJitter, type RetryPolicy } from './retry-policy.ts';

/** Doubles the delay after each failure, up to the cap: min(cap, base · 2^(failed − 1)). */
export const exponentialBackoff: RetryPolicy = {
  name: 'exponential-backoff',
  summary: 'Doubles the wait after each failure, up to a cap.',
  delay(failed, previous, settings, random) {
    const { base, cap } = settings;
    let delay = base;
    if (base > 0) for (let i = 1; i < failed && delay < cap; i++) delay *= 2;
    return withJitter(Math.min(delay, cap), previous, settings, random);
  },
};
