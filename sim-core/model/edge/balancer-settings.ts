import { cancel } from '../calling/cancel-setting.ts';
import * as z from 'zod';
import { balancers } from '../../policy/balancing/index.ts';
import { RESOURCES } from '../resource-choice.ts';
import { admissionParams } from '../admission/admission-settings.ts';
import type { Caveats } from '../define.ts';
import { count, duration, flag, group, list, nodeId, oneOf, share } from '../fields.ts';
import { nicParam } from '../network/nic-setting.ts';
import { balancerOptions } from './balancer-options.ts';
import { presets } from './presets.ts';

/** What counts as a failure to reach a backend, after which another one is tried. */
export const RETRY_ON = [
  { name: 'unreachable', summary: 'A refused or broken connection, or no answer in time (nginx).' },
  { name: 'refused', summary: 'Only a refused connection, when nothing has been sent yet (HAProxy).' },
] as const;

const checks = group(
  {
    interval: duration({
      label: 'Interval',
      help: 'From one check of a backend to the next.',
      min: 1e-3,
    }).default(2),
    timeout: duration({
      label: 'Check timeout',
      help: 'How long an answer may take; without it, as long as the interval.',
      min: 1e-6,
    }).optional(),
    rise: count({
      label: 'Rise',
      help: 'Good answers in a row that bring it back.',
      min: 1,
      max: 1000,
    }).default(2),
    fall: count({ label: 'Fall', help: 'Bad answers in a row that take it out.', min: 1, max: 1000 }).default(
      3,
    ),
  },
  {
    label: 'Health checks',
    help: 'Asks every backend how it is, by requests without work. Without them, only failures of real requests tell.',
  },
);

const outliers = group(
  {
    consecutive: count({
      label: 'Failures in a row',
      help: 'So many failed answers one after another eject a backend.',
      min: 1,
      max: 1_000_000,
    }).default(5),
    interval: duration({
      label: 'Round',
      help: 'How often it looks whom to let back.',
      min: 1e-3,
    }).default(10),
    baseTime: duration({
      label: 'Base ejection time',
      help: 'The first ejection lasts so long, each further one that much longer.',
      min: 1e-3,
    }).default(30),
    maxTime: duration({ label: 'Longest ejection', help: 'No ejection lasts longer.', min: 1e-3 }).default(
      300,
    ),
    maxShare: share({
      label: 'Most ejected',
      help: 'Share of the backends that may be ejected at a time.',
    }).default(0.1),
    alwaysOne: flag({
      label: 'Always one',
      help: 'One backend may be ejected even where that is more than the share.',
    }).default(true),
  },
  {
    label: 'Outlier ejection',
    help: 'Ejects backends whose answers to real requests fail, errors of the application included (Envoy).',
  },
);

const connections = group(
  {
    keep: count({
      label: 'Kept open',
      help: 'Idle connections that it keeps over all backends; 0 opens a new one for every request.',
      min: 0,
      max: 1_000_000,
    }).default(0),
    idle: duration({ label: 'Idle time', help: 'How long an idle connection lasts.', min: 1e-3 }).default(60),
    handshake: count({
      label: 'Handshake',
      help: 'Round trips that a new connection costs before the request: 1 for TCP, 2 with TLS 1.3, 3 with TLS 1.2.',
      min: 0,
      max: 10,
    }).default(1),
  },
  {
    label: 'Connections',
    help: 'What connections to backends cost, and how many are kept. Without it, they cost nothing.',
  },
);

export const params = z.strictObject({
  preset: oneOf(presets, {
    label: 'Preset',
    help: 'A product whose defaults hold, and that refuses what it does not offer.',
  }).optional(),
  policy: oneOf(balancers, { label: 'Policy', help: 'How a backend is picked.' }).default('round-robin'),
  backends: nodeId({ label: 'Backends', help: 'Node whose replicas share the requests.' }),
  timeout: duration({
    label: 'Timeout',
    help: 'How long it waits for a backend before it tries another; without it, for ever.',
    min: 1e-6,
  }).optional(),
  cancel,
  tries: count({
    label: 'Tries',
    help: 'Most backends that one request may try; 0 for all of them.',
    min: 0,
    max: 1000,
  }).default(0),
  retryOn: oneOf(RETRY_ON, {
    label: 'Retry on',
    help: 'After which failures a request is sent to another backend.',
  }).default('unreachable'),
  maxFails: count({
    label: 'Max fails',
    help: 'Failures after which a backend is left alone for a while; 0 for never.',
    min: 0,
    max: 1000,
  }).default(1),
  failTimeout: duration({
    label: 'Fail timeout',
    help: 'How long a backend that failed is left alone.',
    min: 0,
  }).default(10),
  maxConnections: count({
    label: 'Max connections',
    help: 'Most requests in flight to one backend; 0 for no limit.',
    min: 0,
    max: 1_000_000,
  }).default(0),
  queue: count({
    label: 'Queue',
    help: 'Requests that may wait here while all backends have as many as they may; 0 fails them at once.',
    min: 0,
    max: 1_000_000,
  }).default(0),
  queueTimeout: duration({
    label: 'Queue timeout',
    help: 'How long a request waits here at most; without it, for ever.',
    min: 1e-6,
  }).optional(),
  checks: checks.optional(),
  outliers: outliers.optional(),
  slowStart: duration({
    label: 'Slow start',
    help: 'A backend that comes back gets its full share only after so long; 0 at once.',
    min: 0,
  }).default(0),
  panicThreshold: share({
    label: 'Panic threshold',
    help: 'With fewer well backends than this share, requests go to all of them, well or not; 0 for never.',
  }).default(0),
  connections: connections.optional(),
  backup: nodeId({
    label: 'Backup',
    help: 'Node whose replicas get requests only while none of the backends can; with a queue, only while none is up.',
  }).optional(),
  allBackups: flag({
    label: 'All backups',
    help: 'Whether all backups share the requests, or the first that can takes them all.',
  }).default(true),
  drain: list(count({ label: 'Replica', help: 'Number of a replica, from 1.', min: 1, max: 20_000 }), {
    label: 'Drained',
    help: 'Replicas of the backends that get no new requests; those that they have are finished.',
    max: 20_000,
  }).default([]),
  options: balancerOptions.prefault({}).meta({
    label: 'Policy options',
    help: 'Numbers that single policies are set by.',
  }),
  monitor: oneOf(RESOURCES, {
    label: 'Monitored',
    help: 'The resource of backends that resource-aware balances by.',
  }).default('cpu'),
  viewAge: duration({
    label: 'Age of the view',
    help: 'The policy sees how many requests its backends have in flight, from everybody, as of the last time it asked: this often. Without it, it sees what it sent itself, as of now.',
    min: 1e-3,
  }).optional(),
  ...admissionParams,
  ...nicParam,
});

export type Settings = z.output<typeof params>;

export const balancerCaveats: Caveats = {
  assumes:
    'Its own work takes no time and has no limit, and it knows at once which of its own requests have ended.',
  leavesOut:
    'Buffering, several workers that share nothing, retries by HTTP status, many requests on one connection (HTTP/2).',
};
