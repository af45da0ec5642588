import * as z from 'zod';
import { scalers } from '../../policy/scaling/index.ts';
import { constant } from '../../random/distributions.ts';
import {
  count,
  duration,
  durationDistribution,
  group,
  list,
  nodeId,
  oneOf,
  plain,
  share,
} from '../fields.ts';
import { paces } from './pace-settings.ts';
import { forecast, pool, schedule, steps } from './scaling-groups.ts';
import { WATCHED } from './watched.ts';

const replicas = { min: 1, max: 20_000 } as const;

export const params = z.strictObject({
  scales: nodeId({
    label: 'Scales',
    help: 'Server whose replicas it runs. Its `replicas` are the most there can be at a time, those that drain included.',
  }),
  policy: oneOf(scalers, { label: 'Policy', help: 'How it decides how many there should be.' }).default(
    'target-tracking',
  ),
  min: count({ label: 'Minimum', help: 'Fewest replicas.', ...replicas }).default(1),
  max: count({
    label: 'Maximum',
    help: 'Most replicas; without it, as many as the server has.',
    ...replicas,
  }).optional(),
  initial: count({
    label: 'Initial',
    help: 'Replicas that serve from the start; without it, the minimum.',
    ...replicas,
  }).optional(),
  interval: duration({ label: 'Interval', help: 'From one decision to the next.', min: 0.1 }).default(15),
  metric: oneOf(WATCHED, {
    label: 'Metric',
    help: 'What target-tracking and step watch, per replica: utilisation, or anything that a server reports.',
  }).default('utilisation'),
  target: share({
    label: 'Target',
    help: 'Utilisation to keep, as a share of the cores.',
    min: 0.01,
    max: 1,
  }).default(0.5),
  average: plain({
    label: 'Average',
    help: 'With another metric than utilisation: its value per replica to keep, in its own unit (seconds for latency).',
    min: 1e-3,
    max: 1e12,
  }).optional(),
  tolerance: share({
    label: 'Tolerance',
    help: 'A measurement this near to the target changes nothing.',
  }).default(0.1),
  cooldown: duration({
    label: 'Cooldown',
    help: 'After a change, no other one for so long; 0 for none, as in Kubernetes.',
    min: 0,
  }).default(0),
  scrape: duration({
    label: 'Scrape interval',
    help: 'How often metrics are read; each is a mean from one reading to the next.',
    min: 0.1,
  }).default(15),
  lag: duration({
    label: 'Metrics lag',
    help: 'From a reading until it can be seen.',
    min: 0,
  }).default(5),
  initialisation: duration({
    label: 'Initialisation',
    help: 'After its start a replica’s utilisation counts for so long only if measured wholly while it served (Kubernetes: 5 min).',
    min: 0,
  }).default(300),
  boot: durationDistribution({
    label: 'Boot time',
    help: 'From the order, or from when its machine is there, until a replica serves.',
  }).default(constant(30)),
  warmUp: group(
    {
      for: duration({ label: 'For', help: 'How long a new replica is slow.', min: 0 }),
      times: plain({ label: 'Times', help: 'How many times as long its work takes.', min: 1, max: 1000 }),
    },
    { label: 'Warm-up', help: 'New replicas have cold caches and work more slowly at first.' },
  ).optional(),
  grace: duration({
    label: 'Grace period',
    help: 'How long a replica that goes may take to finish what it holds; then the rest is reset.',
    min: 0,
  }).default(30),
  ...paces,
  backlog: plain({
    label: 'Backlog',
    help: 'queue-depth: requests in each replica, waiting or in work, that are as they should be.',
    min: 1e-3,
    max: 1_000_000,
  }).default(10),
  workQueue: nodeId({
    label: 'Work queue',
    help: 'queue-depth: the backlog is what this queue holds, waiting or handed out, instead of what the replicas hold.',
  }).optional(),
  steps: list(steps, {
    label: 'Steps',
    help: 'step: by how much each breach of the target changes the number.',
    max: 100,
  }).prefault([
    { above: 0, change: 10 },
    { above: 0.2, change: 30 },
    { above: -0.2, change: -20 },
  ]),
  stepUnit: oneOf(
    [
      { name: 'percent', summary: 'Steps are percent of the replicas.' },
      { name: 'replicas', summary: 'Steps are numbers of replicas.' },
      { name: 'exact', summary: 'Steps say how many replicas there shall be.' },
    ],
    { label: 'Step unit', help: 'step: what the changes count.' },
  ).default('percent'),
  stepWarmUp: duration({
    label: 'Step warm-up',
    help: 'step: for so long a new replica does not count as capacity yet (AWS: instance warm-up).',
    min: 0,
  }).default(60),
  schedule: list(schedule, {
    label: 'Schedule',
    help: 'scheduled: how many replicas from each time on.',
    max: 1000,
  }).default([]),
  scheduleEvery: duration({
    label: 'Schedule repeats',
    help: 'scheduled: after what time the schedule begins again; 0 for never.',
    min: 0,
  }).default(0),
  forecast,
  pool,
});

export type Settings = z.output<typeof params>;
