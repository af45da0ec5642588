import type { Component } from '../../kernel/component.ts';
import { costMetric } from '../cost.ts';
import type { Metric } from '../define.ts';
import type { Stage } from '../membership.ts';

/** What an autoscaler counts. */
export interface ScalerFigures extends Component {
  readonly fleet: { area(stage: Stage, now: number): number };
  readonly pool: { area(now: number): number } | null;
  cost(now: number): number;
  readonly desired: number;
  readonly scaledOut: number;
  readonly scaledIn: number;
  /** As of the last look; NaN while there is none. */
  readonly rate: number;
  readonly expected: number;
  readonly forecastError: number;
}

export const metrics: readonly Metric<ScalerFigures>[] = [
  {
    name: 'desired',
    kind: 'gauge',
    unit: 'replicas',
    help: 'Replicas that there should be.',
    read: (s) => s.desired,
  },
  {
    name: 'serving',
    kind: 'area',
    unit: 'replicas',
    help: 'Replicas in service.',
    read: (s, now) => s.fleet.area('serving', now),
  },
  {
    name: 'booting',
    kind: 'area',
    unit: 'replicas',
    help: 'Replicas that were ordered and do not serve yet.',
    read: (s, now) => s.fleet.area('booting', now) + s.fleet.area('waiting', now),
  },
  {
    name: 'draining',
    kind: 'area',
    unit: 'replicas',
    help: 'Replicas that finish what they hold before they go.',
    read: (s, now) => s.fleet.area('draining', now),
  },
  {
    name: 'scaledOut',
    kind: 'counter',
    unit: 'replicas',
    help: 'Replicas added.',
    read: (s) => s.scaledOut,
  },
  {
    name: 'scaledIn',
    kind: 'counter',
    unit: 'replicas',
    help: 'Replicas taken away.',
    read: (s) => s.scaledIn,
  },
  {
    name: 'rate',
    kind: 'gauge',
    unit: '/s',
    help: 'Requests per second that it knows of.',
    read: (s) => s.rate,
  },
  {
    name: 'forecast',
    kind: 'gauge',
    unit: '/s',
    help: 'Requests per second that it had foreseen for this instant, when it could still order replicas for them.',
    read: (s) => s.expected,
  },
  {
    name: 'forecastError',
    kind: 'last',
    unit: 'fraction',
    help: 'Mean of |forecast − rate| ÷ rate over all forecasts so far (MAPE).',
    read: (s) => s.forecastError,
  },
  {
    name: 'machines',
    kind: 'area',
    unit: '',
    help: 'Machines of the pool, ordered or there.',
    read: (s, now) => s.pool?.area(now) ?? 0,
  },
  costMetric('What the machines of the pool have cost.'),
];
