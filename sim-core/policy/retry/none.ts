import type { RetryPolicy } from './retry-policy.ts';

export const none: RetryPolicy = {
  name: 'none',
  summary: 'Never tries again.',
  delay: () => -1,
};
