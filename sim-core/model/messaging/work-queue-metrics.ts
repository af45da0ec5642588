import type { Metric } from '../define.ts';
import type { Component } from '../../kernel/component.ts';
import type { QueueCore } from './queue-core.ts';

/** What a work queue counts. */
export interface WorkQueueFigures extends Component {
  readonly core: QueueCore;
  readonly held: number;
  readonly rejected: number;
  readonly expired: number;
  readonly lostJobs: number;
  waitingArea(now: number): number;
  inFlightArea(now: number): number;
  oldestAge(now: number): number;
}

const hasWorkers = ({ workers }: Readonly<Record<string, unknown>>) => workers !== undefined;

/** What reports and charts show of a work queue. */
export const workQueueMetrics: readonly Metric<WorkQueueFigures>[] = [
  {
    name: 'queueLength',
    kind: 'area',
    unit: 'jobs',
    help: 'Depth: jobs that wait for a worker.',
    isFor: hasWorkers,
    read: (q, now) => q.waitingArea(now),
  },
  {
    name: 'queuePeak',
    kind: 'last',
    unit: 'jobs',
    across: 'max',
    help: 'Greatest depth so far.',
    isFor: hasWorkers,
    read: (q) => q.core.peak,
  },
  {
    name: 'oldestAge',
    kind: 'gauge',
    unit: 'seconds',
    across: 'max',
    help: 'Age of the oldest job that is not done with; 0 when there is none.',
    read: (q, now) => q.oldestAge(now),
  },
  {
    name: 'inFlight',
    kind: 'area',
    unit: 'jobs',
    help: 'Jobs that were handed out and neither acknowledged nor taken back.',
    isFor: hasWorkers,
    read: (q, now) => q.inFlightArea(now),
  },
  {
    name: 'held',
    kind: 'gauge',
    unit: 'jobs',
    help: 'Jobs here in any state: delayed, waiting, handed out.',
    read: (q) => q.held,
  },
  { name: 'enqueued', kind: 'counter', unit: 'jobs', help: 'Jobs taken in.', read: (q) => q.core.enqueued },
  {
    name: 'rejected',
    kind: 'counter',
    unit: 'jobs',
    help: 'Jobs turned away at a full queue.',
    read: (q) => q.rejected,
  },
  {
    name: 'delivered',
    kind: 'counter',
    unit: 'jobs',
    help: 'Times a job was handed to a worker.',
    isFor: hasWorkers,
    read: (q) => q.core.delivered,
  },
  {
    name: 'redelivered',
    kind: 'counter',
    unit: 'jobs',
    help: 'Times a job was handed out again.',
    isFor: hasWorkers,
    read: (q) => q.core.redelivered,
  },
  {
    name: 'completed',
    kind: 'counter',
    unit: 'jobs',
    help: 'Jobs done, each once.',
    isFor: hasWorkers,
    read: (q) => q.core.completed,
  },
  {
    name: 'duplicates',
    kind: 'counter',
    unit: 'jobs',
    help: 'Times the queue heard that a job was done that had been done before.',
    isFor: hasWorkers,
    read: (q) => q.core.duplicates,
  },
  {
    name: 'expired',
    kind: 'counter',
    unit: 'jobs',
    help: 'Times a visibility timeout was over before the acknowledgement.',
    isFor: hasWorkers,
    read: (q) => q.expired,
  },
  {
    name: 'deadLetters',
    kind: 'counter',
    unit: 'jobs',
    help: 'Jobs given up after too many deliveries.',
    isFor: hasWorkers,
    read: (q) => q.core.deadLetters,
  },
  {
    name: 'dropped',
    kind: 'counter',
    unit: 'jobs',
    help: 'Jobs dropped from a full queue for newer ones.',
    read: (q) => q.core.dropped,
  },
  {
    name: 'lostJobs',
    kind: 'counter',
    unit: 'jobs',
    help: 'Jobs that were taken in and are gone: with a crash, or as dead letters that nobody took.',
    read: (q) => q.lostJobs,
  },
];
