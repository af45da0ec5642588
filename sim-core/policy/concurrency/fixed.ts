import type { ConcurrencyPolicy } from './concurrency-limit.ts';

/** Always the same limit: Envoy's `max_requests`, a semaphore, a pool of threads. */
export const fixed: ConcurrencyPolicy = {
  name: 'fixed',
  summary: 'Always the same.',
  reads: [],
  open: ({ limit }) => ({ limit, ended() {} }),
};
