import type { HedgePolicy } from './hedge-policy.ts';

/**
 * Two are asked, one a little after the other, and each knows of the other: the one that begins tells the other one, which
 * drops the request if it has not begun. Source: Dean and Barroso, The Tail at Scale, CACM 56(2), 2013, “Tied requests”;
 * their wait is twice the time of a message, so that both seldom begin at the same time.
 */
export const tied: HedgePolicy = {
  name: 'tied',
  summary:
    'Soon and always after the same time; the server that begins first tells the other (The Tail at Scale).',
  reads: ['delay'],
  isTied: true,
  open: ({ delay }) => ({ delay: () => delay, seen() {}, lost() {} }),
};
