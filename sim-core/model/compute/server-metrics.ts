import type { Admission } from '../admission/admission.ts';
import { admissionMetrics } from '../admission/admission-metrics.ts';
import { costMetric, provisionedMetric } from '../cost.ts';
import type { Metric } from '../define.ts';
import type { Component } from '../../kernel/component.ts';
import { nicMetrics } from '../network/nic-metrics.ts';
import type { Nic } from '../network/nic.ts';
import { resourceMetrics } from './resource-metrics.ts';
import { protectedCallsMetrics } from './protected-calls-metrics.ts';
import type { ProtectedCalls } from './protected-calls.ts';
import { queueingMetrics } from './queueing-metrics.ts';
import type { Resources } from './resources.ts';
import type { Station } from './station.ts';

/** What a server counts. */
export interface ServerFigures extends Component {
  readonly cores: { readonly count: number; area(now: number): number };
  readonly station: Pick<Station, 'waiting' | 'dropped' | 'timedOut' | 'preempted'>;
  readonly held: number;
  readonly arrived: number;
  readonly completed: number;
  readonly rejected: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly wastedWork: number;
  readonly savedWork: number;
  readonly caller: {
    readonly made: number;
    readonly failed: number;
    readonly late: number;
    readonly protected: ProtectedCalls | null;
  };
  readonly memory: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly resources: Resources | null;
  readonly nic: Nic | null;
  readonly admission: Admission | null;
  cost(now: number): number;
  provisioned(now: number): number;
}

/** What reports and charts show of a server. */
export const metrics: readonly Metric<ServerFigures>[] = [
  {
    name: 'utilisation',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of its cores that is busy.',
    read: (s, now) => s.cores.area(now) / s.cores.count,
  },
  {
    name: 'queueLength',
    kind: 'area',
    unit: 'requests',
    help: 'Requests that wait for a core.',
    read: (s, now) => s.station.waiting.area(now),
  },
  {
    name: 'queuePeak',
    kind: 'last',
    unit: 'requests',
    across: 'max',
    help: 'Longest queue so far.',
    read: (s) => s.station.waiting.peak,
  },
  {
    name: 'held',
    kind: 'gauge',
    unit: 'requests',
    help: 'Requests here: waiting, in work, or waiting for a call.',
    read: (s) => s.held,
  },
  { name: 'arrived', kind: 'counter', unit: 'requests', help: 'Requests received.', read: (s) => s.arrived },
  {
    name: 'completed',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests answered well.',
    read: (s) => s.completed,
  },
  {
    name: 'rejected',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests turned away without work: by the queue, by a limit, or shed.',
    read: (s) => s.rejected,
  },
  ...queueingMetrics,
  {
    name: 'failed',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that failed for another reason.',
    read: (s) => s.failed,
  },
  {
    name: 'cancelled',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that whoever had asked cancelled.',
    read: (s) => s.cancelled,
  },
  {
    name: 'wastedWork',
    kind: 'counter',
    unit: 'seconds',
    help: 'Work of cores for requests that nobody waited for any more when it ended, at full speed.',
    read: (s) => s.wastedWork,
  },
  {
    name: 'savedWork',
    kind: 'counter',
    unit: 'seconds',
    help: 'Work of cores that was left undone because requests were cancelled, at full speed.',
    read: (s) => s.savedWork,
  },
  {
    name: 'calls',
    kind: 'counter',
    unit: 'requests',
    help: 'Calls made to other nodes.',
    read: ({ caller }) => caller.made,
  },
  {
    name: 'failedCalls',
    kind: 'counter',
    unit: 'requests',
    help: 'Calls that ended badly.',
    read: ({ caller }) => caller.failed,
  },
  {
    name: 'lateCalls',
    kind: 'counter',
    unit: 'requests',
    help: 'Calls that were answered when nobody waited for them any more.',
    read: ({ caller }) => caller.late,
  },
  ...protectedCallsMetrics,
  { name: 'memory', kind: 'gauge', unit: 'bytes', help: 'Memory in use.', read: (s) => s.memory },
  { name: 'bytesIn', kind: 'counter', unit: 'bytes', help: 'Bytes received.', read: (s) => s.bytesIn },
  { name: 'bytesOut', kind: 'counter', unit: 'bytes', help: 'Bytes sent.', read: (s) => s.bytesOut },
  ...admissionMetrics,
  ...resourceMetrics,
  ...nicMetrics,
  provisionedMetric(),
  costMetric('What its replicas have cost while they ran.'),
];
