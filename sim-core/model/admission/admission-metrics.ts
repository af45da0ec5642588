import type { Metric } from '../define.ts';
import type { Admission } from './admission.ts';

type Params = Readonly<Record<string, unknown>>;

const isGuarded = (params: Params) =>
  isLimited(params) || doesShed(params) || params.concurrency !== undefined || params.coalesce === true;
const isLimited = ({ rateLimit, keyLimit }: Params) => rateLimit !== undefined || keyLimit !== undefined;

const doesShed = ({ shed }: Params) => (shed as readonly unknown[]).length > 0;

/** What reports and charts show of whom an instance lets in. */
export const admissionMetrics: readonly Metric<{ readonly admission: Admission | null }>[] = [
  {
    name: 'admitted',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests let in.',
    isFor: isGuarded,
    read: ({ admission }) => admission?.admitted ?? 0,
  },
  {
    name: 'rateLimited',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests turned away by a rate limit.',
    isFor: isLimited,
    read: ({ admission }) => admission?.rateLimited ?? 0,
  },
  {
    name: 'delayed',
    kind: 'gauge',
    unit: 'requests',
    help: 'Requests that a rate limit lets in, but not yet.',
    isFor: isLimited,
    read: ({ admission }) => admission?.delayed ?? 0,
  },
  {
    name: 'coalesced',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests that waited for the answer to another one.',
    isFor: ({ coalesce }) => coalesce === true,
    read: ({ admission }) => admission?.coalesced ?? 0,
  },
  {
    name: 'shed',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests shed because there was too much to do.',
    isFor: doesShed,
    read: ({ admission }) => admission?.shed ?? 0,
  },
  {
    name: 'overLimit',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests shed because as many were here as may be.',
    isFor: ({ concurrency }) => concurrency !== undefined,
    read: ({ admission }) => admission?.overLimit ?? 0,
  },
  {
    name: 'concurrencyLimit',
    kind: 'gauge',
    unit: 'requests',
    across: 'mean',
    help: 'Requests that may be here at once.',
    isFor: ({ concurrency }) => concurrency !== undefined,
    read: ({ admission }) => admission?.limit ?? 0,
  },
];
