import { aimd } from './aimd.ts';
import type { ConcurrencyPolicy } from './concurrency-limit.ts';
import { fixed } from './fixed.ts';
import { gradient } from './gradient.ts';
import { vegas } from './vegas.ts';

/** Every limit on how much is worked on at once. Schema, page, CLI and table tests read this list. */
export const concurrencyPolicies: readonly ConcurrencyPolicy[] = [gradient, vegas, aimd, fixed];

export function concurrencyPolicyNamed(name: string): ConcurrencyPolicy {
  return concurrencyPolicies.find((policy) => policy.name === name)!;
}
