import type { Metric } from '../define.ts';
import type { Admission } from './admission.ts';

type Params = Readonly<Record<string, unknown>>;

const isLimited = ({ rateLimit, keyLimit }: Params) => rateLimit !== undefined || keyLimit !== undefined;

/** What reports and charts show of whom an instance lets in. */
export const admissionMetrics: readonly Metric<{ readonly admission: Admission | null }>[] = [
  {
    name: 'admitted',
    kind: 'counter',
    unit: 'requests',
    help: 'Requests let in.',
    isFor: isLimited,
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
];
