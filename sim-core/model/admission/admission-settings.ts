import * as z from 'zod';
import { rateLimits } from '../../policy/rate-limit/index.ts';
import { count, duration, flag, group, oneOf, rate, text } from '../fields.ts';

/** What tells the requests of one key limit from those of another. */
export const KEYS = [
  { name: 'key', summary: 'What the request is about: its key, which also stands for who asks.' },
  { name: 'caller', summary: 'The instance that sent it, as by its address.' },
  { name: 'class', summary: 'Its request class.' },
] as const;

/** What whoever is turned away hears about when to come again. */
export const RETRY_AFTER = [
  { name: 'unsaid', summary: 'Nothing.' },
  {
    name: 'whole-seconds',
    summary: 'Seconds, rounded up: the header `Retry-After` (RFC 9110, section 10.2.3).',
  },
  { name: 'exact', summary: 'The time as it is, as with gRPC’s pushback.' },
] as const;

const limit = {
  policy: oneOf(rateLimits, { label: 'Policy', help: 'The law by which requests are let in.' }).default(
    'token-bucket',
  ),
  rate: rate({
    label: 'Rate',
    help: 'Requests that may come in.',
    min: 1e-5,
    examples: ['100/s', '600/min'],
  }),
  burst: count({
    label: 'Burst',
    help: '`token-bucket`: tokens at most; without it, those of a second. `leaky-bucket`: requests in excess that are let in; without it, none.',
    min: 0,
    max: 1_000_000,
  }).optional(),
  delay: count({
    label: 'Delay from',
    help: '`leaky-bucket`: so many requests in excess pass at once; those above are slowed down to the rate.',
    min: 0,
    max: 1_000_000,
  }).optional(),
  nodelay: flag({
    label: 'No delay',
    help: '`leaky-bucket`: whatever is let in passes at once.',
  }).default(false),
  window: duration({
    label: 'Window',
    help: 'Windows: over how long requests are counted; so many may come as the rate brings in it.',
    min: 1e-3,
    max: 86_400,
  }).default(1),
  sync: duration({
    label: 'Exchange every',
    help: '`distributed-window`: how often those who share the limit tell each other their counts.',
    min: 1e-3,
  }).default(1),
  sharedAs: text({
    label: 'Shared as',
    help: '`distributed-window`: limits of this name count together; without it, those of the node’s replicas do.',
    max: 63,
  }).optional(),
  retryAfter: oneOf(RETRY_AFTER, {
    label: 'Retry-After',
    help: 'What whoever is turned away hears about when to come again.',
  }).default('unsaid'),
};

const rateLimit = group(limit, {
  label: 'Rate limit',
  help: 'How many requests each instance lets in, all together.',
});

const keyLimit = group(
  {
    per: oneOf(KEYS, { label: 'Per', help: 'Whose requests are counted together.' }).default('key'),
    ...limit,
  },
  { label: 'Rate limit per key', help: 'How many requests each instance lets in for each key by itself.' },
);

/** How an instance decides whom to let in: settings that servers and balancers share. */
export const admissionParams = {
  rateLimit: rateLimit.optional(),
  keyLimit: keyLimit.optional(),
};

/** Their names: all may change while a run goes on. */
export const ADMISSION_SETTINGS: readonly string[] = Object.keys(admissionParams);

const shape = z.strictObject(admissionParams);
export type AdmissionSettings = z.output<typeof shape>;
export type LimitSettings = z.output<typeof rateLimit>;
export type KeyLimitSettings = z.output<typeof keyLimit>;
