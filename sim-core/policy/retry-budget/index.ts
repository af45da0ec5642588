import { activeShare } from './active-share.ts';
import { ratio } from './ratio.ts';
import type { BudgetPolicy } from './retry-budget.ts';
import { tokenBucket } from './token-bucket.ts';

/** Every retry budget there is. Schema, page, CLI and table tests read this list. */
export const budgetPolicies: readonly BudgetPolicy[] = [ratio, tokenBucket, activeShare];

export function budgetPolicyNamed(name: string): BudgetPolicy {
  return budgetPolicies.find((policy) => policy.name === name)!;
}
