import { exponentialBackoff } from './exponential-backoff.ts';
import { fixed } from './fixed.ts';
import { none } from './none.ts';
import type { RetryPolicy } from './retry-policy.ts';

/** Every retry policy there is. Schema, page, CLI and table tests read this list. */
export const retryPolicies: readonly RetryPolicy[] = [none, fixed, exponentialBackoff];

export function retryPolicyNamed(name: string): RetryPolicy {
  return retryPolicies.find((policy) => policy.name === name)!;
}
