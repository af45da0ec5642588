import * as z from 'zod';
import { constant, exponential } from '../../random/distributions.ts';
import { costPerHour } from '../cost.ts';
import { bytes, count, duration, durationDistribution } from '../fields.ts';

/** Settings of a replicated store. */
export const storeParams = z.strictObject({
  replicas: count({
    label: 'Replicas',
    help: 'Copies of the data; the first leads at the start.',
    min: 1,
    max: 63,
  }).default(3),
  replication: z.enum(['asynchronous', 'semi-synchronous', 'synchronous']).default('semi-synchronous').meta({
    label: 'Replication',
    help: 'When a write is acknowledged: at once, when one follower has it, or when all that are in sync have applied it.',
  }),
  reads: z.enum(['leader', 'any']).default('leader').meta({
    label: 'Reads',
    help: 'Who serves reads: the leader only, or any replica, which may be behind.',
  }),
  cores: count({
    label: 'Cores',
    help: 'Requests that one replica works on at the same time.',
    min: 1,
    max: 100_000,
  }).default(16),
  queue: count({
    label: 'Queue',
    help: 'Requests that may wait; more are rejected.',
    min: 0,
    max: 1_000_000,
  }).default(1000),
  readTime: durationDistribution({ label: 'Read time', help: 'Work per read.' }).default(exponential(0.001)),
  writeTime: durationDistribution({ label: 'Write time', help: 'Work per write at the leader.' }).default(
    exponential(0.002),
  ),
  applyLag: durationDistribution({
    label: 'Apply lag',
    help: 'From having an entry to its being readable on a follower.',
  }).default(constant(0.005)),
  capacity: bytes({ label: 'Capacity', help: 'Disk of one replica; writes beyond it fail.', min: 1 }).default(
    1e12,
  ),
  recordSize: bytes({
    label: 'Record size',
    help: 'Disk and network that each write takes.',
    min: 0,
  }).default(1000),
  shipEvery: duration({
    label: 'Ship every',
    help: 'How often the leader sends its log to followers; 0 for at once, with each write.',
    min: 0,
  }).default(0),
  heartbeat: duration({
    label: 'Heartbeat',
    help: 'How often the leader says that it is there.',
    min: 0.001,
  }).default(0.5),
  detectAfter: duration({
    label: 'Detect after',
    help: 'Silence of the leader after which a follower stands for election.',
    min: 0.01,
  }).default(3),
  electionTimeout: duration({
    label: 'Election timeout',
    help: 'Spread of the moments at which followers stand, and time after which they try again.',
    min: 0.001,
  }).default(0.3),
  redirectAfter: duration({
    label: 'Redirect after',
    help: 'From an election to clients knowing of it.',
    min: 0,
  }).default(0.2),
  ackTimeout: duration({
    label: 'Acknowledgement timeout',
    help: 'How long the leader waits for followers before it tells the client that the write failed.',
    min: 0.001,
  }).default(1),
  fencing: z.boolean().default(true).meta({
    label: 'Fencing',
    help: 'A leader needs a majority, and stops when it loses it. Without fencing two can lead at once.',
  }),
  costPerHour,
});

export type StoreSettings = z.output<typeof storeParams>;
