import { defineKind } from '../define.ts';
import { workQueueMetrics } from './work-queue-metrics.ts';
import { workQueueParams } from './work-queue-settings.ts';
import { WorkQueue } from './work-queue.ts';

/** A message queue with competing workers: see {@link WorkQueue}, which has time, network and rows. */
export const workQueue = defineKind<typeof workQueueParams, WorkQueue>({
  kind: 'work-queue',
  summary: 'Takes jobs in at once and hands them to competing workers, again if need be.',
  tier: 'state',
  caveats: {
    assumes: 'Workers with room take turns, and a job that comes back waits in front.',
    leavesOut: 'Batches, FIFO groups, deduplication, priorities, brokers that replicate.',
  },
  params: workQueueParams,
  live: [
    'prefetch',
    'visibilityTimeout',
    'maxReceives',
    'requeue',
    'queue',
    'overflow',
    'delay',
    'writeTime',
  ],
  metrics: workQueueMetrics,
  latency: 'From a job’s being taken in until a worker has done it.',
  replicas: () => 1,
  targets: ({ workers, deadLetters }) => [workers, deadLetters].filter((id) => id !== undefined),
  spreads: ({ workers }) => (workers === undefined ? [] : [workers]),
  build: (place, settings, world) => new WorkQueue(place, settings, world),
  reconfigure: (component, settings) => component.configure(settings),
});
