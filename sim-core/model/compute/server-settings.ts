import * as z from 'zod';
import type { Distribution } from '../../random/distributions.ts';
import { bytes, count, duration, durationDistribution, nodeId, plain } from '../fields.ts';

const service = durationDistribution({
  label: 'Service time',
  help: 'Work per request on one core at full speed. Without it, the work that the traffic gives each request.',
});

const call = z.strictObject({
  to: nodeId({ label: 'Target', help: 'Node that is called.' }),
  op: z.enum(['read', 'write', 'same']).default('same').meta({
    label: 'Operation',
    help: 'What the call asks of a store; “same” passes on what the request is.',
  }),
  timeout: duration({ label: 'Timeout', help: 'How long the server waits for the answer.' }).optional(),
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
  calls: z
    .union([
      nodeId({ label: 'Calls', help: 'Node called after the work, before the answer.' }),
      z.array(call).max(16),
    ])
    .default([])
    .meta({
      label: 'Calls',
      help: 'Nodes called one after another once the work is done. The core is free while the server waits.',
    }),
  memoryBase: bytes({ label: 'Memory at rest', help: 'Memory in use with no request.' }).default(0),
  memoryPerRequest: bytes({
    label: 'Memory per request',
    help: 'Memory that each request holds while it is here.',
  }).default(0),
});

export type Params = z.output<typeof params>;
export type Call = z.output<typeof call>;
export type Service = Params['service'];

export function isDistribution(value: Service): value is Distribution {
  return value !== undefined && typeof (value as Distribution).sample === 'function';
}

export function callsOf({ calls }: Params): readonly Call[] {
  return typeof calls === 'string' ? [{ to: calls, op: 'same' }] : calls;
}
