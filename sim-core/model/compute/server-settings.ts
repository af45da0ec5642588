import * as z from 'zod';
import type { Distribution } from '../../random/distributions.ts';
import { bytes, count, durationDistribution, plain } from '../fields.ts';
import { admissionParams } from '../admission/admission-settings.ts';
import { calls } from './call-settings.ts';
import { queueingParams } from './queueing-settings.ts';
import { resourceParams } from './resource-settings.ts';
import { costPerHour } from '../cost.ts';

const service = durationDistribution({
  label: 'Service time',
  help: 'Work per request on one core at full speed. Without it, the work that the traffic gives each request.',
});

export const params = z.strictObject({
  replicas: count({ label: 'Replicas', help: 'Instances of this server.', min: 1, max: 20_000 }).default(1),
  cores: count({
    label: 'Cores',
    help: 'Tasks that one instance works on at the same time.',
    min: 1,
    max: 100_000,
  }).default(1),
  queue: count({
    label: 'Queue',
    help: 'Requests that may wait for a core; more are rejected.',
    min: 0,
    max: 1_000_000,
  }).default(1000),
  ...queueingParams,
  service: z
    .union([service, z.record(z.string(), service)])
    .optional()
    .meta({
      label: 'Service time',
      help: 'One distribution, or one per request class.',
    }),
  tasks: count({
    label: 'Tasks',
    help: 'Equal parts that each request is split into; they run in parallel on free cores and the request is done when all are.',
    min: 1,
    max: 1000,
  }).default(1),
  speed: plain({
    label: 'Speed',
    help: 'How fast its cores are; 2 halves every service time.',
    min: 0.001,
    max: 1000,
  }).default(1),
  weight: count({
    label: 'Weight',
    help: 'Share of traffic that balancers give it.',
    min: 1,
    max: 65_535,
  }).default(1),
  calls,
  memoryBase: bytes({ label: 'Memory at rest', help: 'Memory in use with no request.' }).default(0),
  memoryPerRequest: bytes({
    label: 'Memory per request',
    help: 'Memory that each request holds while it is here.',
  }).default(0),
  ...admissionParams,
  ...resourceParams,
  costPerHour,
});

export type Params = z.output<typeof params>;
export type Service = Params['service'];

export function isDistribution(value: Service): value is Distribution {
  return value !== undefined && typeof (value as Distribution).sample === 'function';
}
