import { distributedWindow } from './distributed-window.ts';
import { fixedWindow } from './fixed-window.ts';
import { leakyBucket } from './leaky-bucket.ts';
import type { RateLimit } from './rate-limit.ts';
import { slidingCounter } from './sliding-counter.ts';
import { slidingLog } from './sliding-log.ts';
import { tokenBucket } from './token-bucket.ts';

/** Every rate limit there is. Schema, page, CLI and table tests read this list. */
export const rateLimits: readonly RateLimit[] = [
  tokenBucket,
  leakyBucket,
  fixedWindow,
  slidingLog,
  slidingCounter,
  distributedWindow,
];

export function rateLimitNamed(name: string): RateLimit {
  return rateLimits.find((limit) => limit.name === name)!;
}
