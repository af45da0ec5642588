import { fixedDelay } from './fixed-delay.ts';
import type { HedgePolicy } from './hedge-policy.ts';
import { recentQuantile } from './recent-quantile.ts';
import { tied } from './tied.ts';

/** Every way to time a hedge. Schema, page, CLI and table tests read this list. */
export const hedgePolicies: readonly HedgePolicy[] = [recentQuantile, fixedDelay, tied];

export function hedgePolicyNamed(name: string): HedgePolicy {
  return hedgePolicies.find((policy) => policy.name === name)!;
}
