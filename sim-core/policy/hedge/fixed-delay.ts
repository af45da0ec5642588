import type { HedgePolicy } from './hedge-policy.ts';

/** Always the same wait; 0 asks two at once. Source: `hedgingDelay`, gRFC A6. */
export const fixedDelay: HedgePolicy = {
  name: 'fixed',
  summary: 'Always after the same time (gRPC).',
  reads: ['delay'],
  open: ({ delay }) => ({ delay: () => delay, seen() {}, lost() {} }),
};
