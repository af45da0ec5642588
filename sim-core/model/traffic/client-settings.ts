import * as z from 'zod';
import { retryPolicies } from '../../policy/retry/index.ts';
import { JITTERS } from '../../policy/retry/retry-policy.ts';
import { count, duration, group, nodeId, oneOf } from '../fields.ts';
import { classes } from './classes.ts';

/** Settings that all clients share. */
export const clientParams = {
  target: nodeId({ label: 'Target', help: 'Node that gets the requests.' }),
  classes,
  timeout: duration({
    label: 'Timeout',
    help: 'How long the client waits for each attempt; without it, for ever.',
    min: 1e-6,
  }).optional(),
  retry: group(
    {
      policy: oneOf(retryPolicies, {
        label: 'Policy',
        help: 'How long to wait before trying again.',
      }).default('exponential-backoff'),
      attempts: count({
        label: 'Attempts',
        help: 'Most attempts for one request, the first included.',
        min: 1,
        max: 100,
      }).default(3),
      base: duration({ label: 'Base', help: 'Wait before the second attempt.', min: 0 }).default(0.1),
      cap: duration({ label: 'Cap', help: 'Longest wait.', min: 0 }).default(60),
      jitter: oneOf(JITTERS, { label: 'Jitter', help: 'How the wait is spread at random.' }).default('none'),
    },
    { label: 'Retry', help: 'Whether and when a failed attempt is tried again.' },
  ).optional(),
  usefulWithin: duration({
    label: 'Useful within',
    help: 'An answer counts as useful only if it comes this soon; without it, whenever it comes in time.',
    min: 1e-6,
  }).optional(),
};

const shape = z.strictObject(clientParams);
export type ClientSettings = z.output<typeof shape>;
