import * as z from 'zod';
import { concurrencyPolicies } from '../../policy/concurrency/index.ts';
import { rateLimits } from '../../policy/rate-limit/index.ts';
import { count, duration, flag, group, list, oneOf, plain, rate, share, text } from '../fields.ts';

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

const concurrency = group(
  {
    policy: oneOf(concurrencyPolicies, {
      label: 'Policy',
      help: 'How the limit follows what answers tell.',
    }).default('gradient'),
    limit: count({
      label: 'Limit',
      help: 'Requests that may be here at once; those that adapt begin with it.',
      min: 1,
      max: 1_000_000,
    }).default(20),
    min: count({
      label: 'Least limit',
      help: 'The limit never falls below; without it, 20, or 1 with `vegas`.',
      min: 1,
      max: 1_000_000,
    }).optional(),
    max: count({
      label: 'Greatest limit',
      help: 'The limit never grows beyond; without it, 200, or 1000 with `vegas`.',
      min: 1,
      max: 1_000_000,
    }).optional(),
    smoothing: share({
      label: 'Smoothing',
      help: '`gradient`, `vegas`: how far one step goes to the new limit; without it, 20%, or all the way with `vegas`.',
      min: 1e-3,
    }).optional(),
    over: duration({
      label: 'Step every',
      help: 'Answers of so long make one step; 0 makes one with each. Without it, 1 s with `gradient`, 0 with others.',
      max: 3600,
    }).optional(),
    backoff: share({
      label: 'Back-off',
      help: '`aimd`: what share of the limit is left after a loss.',
      min: 0.5,
      max: 0.999,
    }).default(0.9),
    slowAfter: duration({
      label: 'Slow after',
      help: '`aimd`: an answer that takes longer is as good as a loss.',
      min: 1e-6,
    }).default(5),
    tolerance: plain({
      label: 'Tolerance',
      help: '`gradient`: how many times as long as in the long run answers may take.',
      min: 1,
      max: 100,
    }).default(1.5),
    longRun: count({
      label: 'Long run',
      help: '`gradient`: steps that its long run looks back on.',
      min: 1,
      max: 1_000_000,
    }).default(600),
    headroom: count({
      label: 'Headroom',
      help: '`gradient`: requests that may queue, and by which the limit grows.',
      min: 0,
      max: 1_000_000,
    }).default(4),
    probeEvery: count({
      label: 'Probe every',
      help: '`vegas`: after so many times the limit of answers it finds the least time anew.',
      min: 1,
      max: 1_000_000,
    }).default(30),
  },
  { label: 'Concurrency limit', help: 'How many requests each instance lets be there at once.' },
);

const sheddingRule = z.strictObject({
  priority: count({
    label: 'Priority',
    help: 'Requests of this priority and all less important ones are shed; 0 is everybody.',
    min: 0,
    max: 9,
  }).default(0),
  utilisation: share({
    label: 'Utilisation',
    help: 'From which mean utilisation of its cores on.',
  }).optional(),
  queue: count({
    label: 'Queue',
    help: 'With more requests than this waiting.',
    min: 0,
    max: 1_000_000,
  }).optional(),
  wait: duration({
    label: 'Wait',
    help: 'With a longer mean wait of those that had begun.',
    min: 1e-6,
  }).optional(),
  latency: duration({
    label: 'Latency',
    help: 'With a longer mean time from arrival to good answer.',
    min: 1e-6,
  }).optional(),
  held: count({
    label: 'Held',
    help: 'With more requests than this here.',
    min: 0,
    max: 1_000_000,
  }).optional(),
  over: duration({ label: 'Over', help: 'Time that means are taken over.', min: 1e-3, max: 3600 }).default(1),
});

/** How an instance decides whom to let in: settings that servers and balancers share. */
export const admissionParams = {
  rateLimit: rateLimit.optional(),
  keyLimit: keyLimit.optional(),
  coalesce: flag({
    label: 'Coalesce',
    help: 'Reads of the same key and class that come while one is under way wait for its answer.',
  }).default(false),
  shed: list(sheddingRule, {
    label: 'Shedding',
    help: 'Whom to turn away from which load on. A rule holds while any of its levels is exceeded.',
    max: 20,
  }).default([]),
  concurrency: concurrency.optional(),
};

/** Their names: all may change while a run goes on. */
export const ADMISSION_SETTINGS: readonly string[] = Object.keys(admissionParams);

const shape = z.strictObject(admissionParams);
export type AdmissionSettings = z.output<typeof shape>;
export type LimitSettings = z.output<typeof rateLimit>;
export type ConcurrencyLimitSettings = z.output<typeof concurrency>;
export type KeyLimitSettings = z.output<typeof keyLimit>;
