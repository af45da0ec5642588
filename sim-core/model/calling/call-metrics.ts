import type { Metric } from '../define.ts';
import type { PROTECTION } from './call-settings.ts';
import type { Requester } from './requester.ts';

/** A figure of one requester, for whoever makes calls with that setting. */
interface CallFigure extends Pick<Metric<never>, 'name' | 'kind' | 'unit' | 'help'> {
  readonly setting: (typeof PROTECTION)[number];
  readonly of: (requester: Requester) => number;
}

/** What there is to see of calls with retries and with what guards them. */
export const callFigures: readonly CallFigure[] = [
  {
    name: 'retries',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts after a failed one.',
    setting: 'retry',
    of: (requester) => requester.retries,
  },
  {
    name: 'hedges',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts beside one that was still out.',
    setting: 'hedge',
    of: (requester) => requester.hedging?.sent ?? 0,
  },
  {
    name: 'hedgesWon',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that a hedge answered first.',
    setting: 'hedge',
    of: (requester) => requester.hedging?.won ?? 0,
  },
  {
    name: 'budgetExhausted',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts that were given up because the budget was spent.',
    setting: 'retryBudget',
    of: (requester) => requester.guard?.exhausted ?? 0,
  },
  {
    name: 'circuitOpen',
    kind: 'gauge',
    unit: 'fraction',
    help: 'Its circuit: 0 closed, 50 % half open, 100 % open.',
    setting: 'breaker',
    of: (requester) => requester.guard?.openness ?? 0,
  },
  {
    name: 'shortCircuited',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts not sent because the circuit was open.',
    setting: 'breaker',
    of: (requester) => requester.guard?.shortCircuited ?? 0,
  },
  {
    name: 'throttled',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts that the caller held back.',
    setting: 'throttle',
    of: (requester) => requester.guard?.throttled ?? 0,
  },
];

/** What reports and charts show of a client. */
export const callMetrics: readonly Metric<{ readonly client: { readonly requester: Requester } }>[] =
  callFigures.map(({ setting, of, ...figure }) => ({
    ...figure,
    isFor: (params) => params[setting] !== undefined,
    read: ({ client }) => of(client.requester),
  }));
