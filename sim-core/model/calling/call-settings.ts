import * as z from 'zod';
import { retryPolicies } from '../../policy/retry/index.ts';
import { JITTERS } from '../../policy/retry/retry-policy.ts';
import { count, duration, flag, group, oneOf } from '../fields.ts';
import { cancel } from './cancel-setting.ts';
import { guardParams } from './guard-settings.ts';
import { hedgeParams } from './hedge-settings.ts';

/** How a caller makes its calls: settings that clients and the calls of servers share. */
export const callParams = {
  timeout: duration({
    label: 'Timeout',
    help: 'How long the client waits for each attempt; without it, for ever.',
    min: 1e-6,
  }).optional(),
  deadline: duration({
    label: 'Deadline',
    help: 'Time for the whole request, retries included. It travels along: servers begin nothing whose time is up.',
    min: 1e-6,
  }).optional(),
  cancel,
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
      respectRetryAfter: flag({
        label: 'Respect Retry-After',
        help: 'Whether it comes no sooner than whoever turned it away asked for.',
      }).default(false),
    },
    { label: 'Retry', help: 'Whether and when a failed attempt is tried again.' },
  ).optional(),
  ...hedgeParams,
  ...guardParams,
};

/** Those that are more than to send once and to wait. */
export const PROTECTION = ['retry', 'hedge', 'retryBudget', 'breaker', 'throttle'] as const;

/** Their names: all may change while a run goes on. */
export const CALL_SETTINGS: readonly string[] = Object.keys(callParams);

const shape = z.strictObject(callParams);
export type CallSettings = z.output<typeof shape>;
