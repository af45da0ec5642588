import * as z from 'zod';
import { constant } from '../../random/distributions.ts';
import { count, duration, durationDistribution, nodeId, oneOf } from '../fields.ts';

const OVERFLOWS = [
  { name: 'reject', summary: 'New jobs are turned away (RabbitMQ: reject-publish).' },
  { name: 'drop-oldest', summary: 'The job that is next is dropped for the new one (RabbitMQ: drop-head).' },
] as const;

const REQUEUES = [
  {
    name: 'at-once',
    summary:
      'As soon as its worker fails or breaks off (RabbitMQ: negative acknowledgement, closed connection).',
  },
  {
    name: 'after-timeout',
    summary: 'Nobody tells the queue: when its visibility timeout is over (Amazon SQS).',
  },
] as const;

/** Settings of a work queue. */
export const workQueueParams = z.strictObject({
  workers: nodeId({
    label: 'Workers',
    help: 'Server whose replicas do the jobs; without it, jobs are only kept.',
  }).optional(),
  prefetch: count({
    label: 'Prefetch',
    help: 'Jobs that one worker may hold without having acknowledged them; without it, as many as it has cores.',
    min: 1,
    max: 100_000,
  }).optional(),
  visibilityTimeout: duration({
    label: 'Visibility timeout',
    help: 'A job that is not acknowledged so long after it was handed out is handed out again.',
    min: 1e-3,
  }).default(30),
  maxReceives: count({
    label: 'Most deliveries',
    help: 'A job that was handed out so often without success becomes a dead letter; 0 for never.',
    min: 0,
    max: 1_000_000,
  }).default(20),
  deadLetters: nodeId({
    label: 'Dead letters',
    help: 'Node that dead letters are sent to, as a rule another work queue; without it, they are counted only.',
  }).optional(),
  requeue: oneOf(REQUEUES, {
    label: 'Requeue',
    help: 'When a job whose worker fails or dies is handed out again.',
  }).default('at-once'),
  queue: count({
    label: 'Queue',
    help: 'Jobs that may wait for a worker.',
    min: 1,
    max: 1_000_000,
  }).default(100_000),
  overflow: oneOf(OVERFLOWS, { label: 'Overflow', help: 'What happens when the queue is full.' }).default(
    'reject',
  ),
  delay: duration({ label: 'Delay', help: 'How long a new job is kept back.', min: 0 }).default(0),
  writeTime: durationDistribution({
    label: 'Write time',
    help: 'From a job’s arrival until it is safe and its producer is answered.',
  }).default(constant(0)),
  durable: z.boolean().default(true).meta({
    label: 'Durable',
    help: 'Jobs survive a crash of the queue; what was handed out is then handed out again.',
  }),
  reconnect: duration({
    label: 'Reconnect',
    help: 'How long a worker that lost its connection waits before it tries again.',
    min: 1e-3,
  }).default(1),
});

export type WorkQueueSettings = z.output<typeof workQueueParams>;
