import { breakerWindows } from '../../policy/breaker/index.ts';
import { budgetPolicies } from '../../policy/retry-budget/index.ts';
import { count, duration, group, oneOf, plain, share } from '../fields.ts';

const retryBudget = group(
  {
    policy: oneOf(budgetPolicies, {
      label: 'Policy',
      help: 'What retries cost, and who pays for it.',
    }).default('ratio'),
    share: share({
      label: 'Share',
      help: '`ratio`: retries per request. `active-share`: open retries per open request.',
    }).default(0.2),
    window: duration({
      label: 'Window',
      help: '`ratio`: after this time requests and retries are forgotten.',
      min: 1,
      max: 60,
    }).default(10),
    minPerSecond: plain({
      label: 'Always allowed',
      help: '`ratio`: retries per second that are allowed in any case.',
      min: 0,
      max: 1e6,
    }).default(10),
    minConcurrency: count({
      label: 'Always allowed at once',
      help: '`active-share`: open retries that are allowed in any case.',
      min: 0,
      max: 1_000_000,
    }).default(3),
    maxTokens: plain({
      label: 'Tokens',
      help: '`token-bucket`: tokens at the start and at most; at half of them retries stop.',
      min: 1,
      max: 1000,
    }).default(10),
    tokenRatio: plain({
      label: 'Tokens back',
      help: '`token-bucket`: what a good answer brings back, where a failure takes one.',
      min: 0.001,
      max: 1000,
    }).default(0.1),
  },
  { label: 'Retry budget', help: 'How much may be sent beyond first attempts, over all requests.' },
);

const breaker = group(
  {
    window: oneOf(breakerWindows, { label: 'Window', help: 'What it looks back on.' }).default(
      'count-window',
    ),
    calls: count({
      label: 'Calls',
      help: '`count-window`: how many calls it looks back on.',
      min: 1,
      max: 100_000,
    }).default(100),
    span: duration({
      label: 'Span',
      help: '`time-window`: how many whole seconds it looks back on.',
      min: 1,
      max: 3600,
    }).default(100),
    minimumCalls: count({
      label: 'Minimum of calls',
      help: 'On fewer calls than this it gives no verdict.',
      min: 1,
      max: 100_000,
    }).default(100),
    failureRate: share({
      label: 'Failures',
      help: 'Share of failed calls from which on it opens.',
      min: 1e-6,
    }).default(0.5),
    slowAfter: duration({
      label: 'Slow after',
      help: 'A call that takes longer is slow.',
      min: 1e-6,
    }).default(60),
    slowRate: share({
      label: 'Slow calls',
      help: 'Share of slow calls from which on it opens.',
      min: 1e-6,
    }).default(1),
    openFor: duration({ label: 'Open for', help: 'How long it lets nothing through.', min: 1e-3 }).default(
      60,
    ),
    probes: count({
      label: 'Probes',
      help: 'Calls that it then lets through to see how things stand.',
      min: 1,
      max: 10_000,
    }).default(10),
  },
  { label: 'Circuit breaker', help: 'Stops sending while too many calls fail or are slow.' },
);

const throttle = group(
  {
    multiplier: plain({
      label: 'Multiplier',
      help: 'K: how many requests per accepted one are sent at most; less is stricter.',
      min: 1,
      max: 100,
    }).default(2),
    window: duration({
      label: 'Window',
      help: 'Time over which requests and good answers are counted.',
      min: 1,
      max: 3600,
    }).default(120),
  },
  { label: 'Throttling', help: 'Holds back requests of its own while many of them are turned away.' },
);

/** How a caller protects the one that it calls, and itself. */
export const guardParams = {
  retryBudget: retryBudget.optional(),
  breaker: breaker.optional(),
  throttle: throttle.optional(),
};
