import { callMetrics } from '../calling/call-metrics.ts';
import type { Metric } from '../define.ts';
import type { ClientComponent } from './client.ts';

/** Metrics that every kind of client has. */
export const clientMetrics: readonly Metric<ClientComponent>[] = [
  {
    name: 'offered',
    kind: 'counter',
    unit: 'requests',
    help: 'Logical requests opened.',
    read: ({ client }) => client.offered,
  },
  {
    name: 'attempts',
    kind: 'counter',
    unit: 'requests',
    help: 'Attempts sent, retries included.',
    read: ({ client }) => client.attempts,
  },
  {
    name: 'completed',
    kind: 'counter',
    unit: 'requests',
    help: 'Logical requests that ended well.',
    read: ({ client }) => client.completed,
  },
  {
    name: 'useful',
    kind: 'counter',
    unit: 'requests',
    help: 'Logical requests answered well and soon enough.',
    read: ({ client }) => client.useful,
  },
  {
    name: 'late',
    kind: 'counter',
    unit: 'requests',
    help: 'Good answers that came when nobody waited any more.',
    read: ({ client }) => client.late,
  },
  {
    name: 'failed',
    kind: 'counter',
    unit: 'requests',
    help: 'Logical requests that ended badly.',
    read: ({ client }) => client.failed,
  },
  {
    name: 'inFlight',
    kind: 'area',
    unit: 'requests',
    help: 'Logical requests open.',
    read: ({ client }, now) => client.area(now),
  },
  ...callMetrics,
];
