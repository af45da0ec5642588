import { withJitter, type RetryPolicy } from './retry-policy.ts';

export const fixed: RetryPolicy = {
  name: 'fixed',
  summary: 'Waits the same each time.',
  delay: (_failed, previous, settings, random) =>
    withJitter(Math.min(settings.base, settings.cap), previous, settings, random),
};
