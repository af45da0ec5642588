import type { Metric } from '../define.ts';
import type { Requester } from './requester.ts';

/** What reports and charts show of one who calls with retries and with what guards them. */
export const callMetrics: readonly Metric<{ readonly client: { readonly requester: Requester } }>[] = [
  {
    name: 'retries',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts after a failed one.',
    isFor: ({ retry }) => retry !== undefined,
    read: ({ client }) => client.requester.retries,
  },
  {
    name: 'hedges',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts beside one that was still out.',
    isFor: ({ hedge }) => hedge !== undefined,
    read: ({ client }) => client.requester.hedging?.sent ?? 0,
  },
  {
    name: 'hedgesWon',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that a hedge answered first.',
    isFor: ({ hedge }) => hedge !== undefined,
    read: ({ client }) => client.requester.hedging?.won ?? 0,
  },
  {
    name: 'budgetExhausted',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts that were given up because the budget was spent.',
    isFor: ({ retryBudget }) => retryBudget !== undefined,
    read: ({ client }) => client.requester.guard?.exhausted ?? 0,
  },
  {
    name: 'circuitOpen',
    kind: 'gauge',
    unit: 'fraction',
    help: 'Its circuit: 0 closed, 50 % half open, 100 % open.',
    isFor: ({ breaker }) => breaker !== undefined,
    read: ({ client }) => client.requester.guard?.openness ?? 0,
  },
  {
    name: 'shortCircuited',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts not sent because the circuit was open.',
    isFor: ({ breaker }) => breaker !== undefined,
    read: ({ client }) => client.requester.guard?.shortCircuited ?? 0,
  },
  {
    name: 'throttled',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts that the caller held back.',
    isFor: ({ throttle }) => throttle !== undefined,
    read: ({ client }) => client.requester.guard?.throttled ?? 0,
  },
];
