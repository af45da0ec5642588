import type { BudgetPolicy } from './retry-budget.ts';

/**
 * Retries open at one time are fewer than `share` of the requests that are open, or than `minConcurrency`. Source:
 * `retry_budget` of Envoy's circuit breakers (`RetryBudgetImpl` in `resource_manager_impl.h`), where a retry counts
 * from when it is planned until it is answered.
 */
export const activeShare: BudgetPolicy = {
  name: 'active-share',
  summary: 'At most so many retries open at one time per open request (Envoy).',
  reads: ['share', 'minConcurrency'],
  open: ({ share, minConcurrency }) => ({
    began() {},
    ended() {},
    take: (_now, { inFlight, retrying }) => retrying < Math.max(share * inFlight, minConcurrency),
  }),
};
