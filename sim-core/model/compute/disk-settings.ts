import type * as z from 'zod';
import type { Refusal } from '../define.ts';
import { bandwidth, bytes, count, group, named, rate } from '../fields.ts';

const operations = count({
  label: 'Operations',
  help: 'Reads and writes that a request makes after its work; 0 for none.',
  min: 0,
  max: 1_000_000,
});
const size = bytes({ label: 'Bytes', help: 'What all of a request’s operations together read or write.' });

const perClass = group(
  { operations: operations.default(1), bytes: size.default(4096) },
  { label: 'Class', help: 'What requests of this class read or write.' },
);

export const diskParam = group(
  {
    iops: rate({
      label: 'IOPS',
      help: 'Operations per second; without it, no limit.',
      min: 0.001,
    }).optional(),
    throughput: bandwidth({
      label: 'Throughput',
      help: 'Bytes per second; without it, no limit.',
      min: 1,
    }).optional(),
    depth: count({
      label: 'Depth',
      help: 'Requests that it works on at the same time; it takes that many to reach its limits.',
      min: 1,
      max: 10_000,
    }).default(1),
    queue: count({
      label: 'Disk queue',
      help: 'Requests that may wait for the disk; more are rejected.',
      min: 0,
      max: 1_000_000,
    }).default(1000),
    operations: operations.default(1),
    bytes: size.default(4096),
    classes: named(perClass, {
      label: 'By class',
      help: 'Operations and bytes of requests of single classes.',
    }).default({}),
  },
  { label: 'Disk', help: 'What requests read or write after their work and before their calls.' },
);

export type DiskSettings = z.output<typeof diskParam>;

/** A disk without limits would take no time at all. */
export function diskRefusals(disk: DiskSettings | undefined): Refusal[] {
  if (disk === undefined || disk.iops !== undefined || disk.throughput !== undefined) return [];
  return [{ code: 'disk-without-limits', setting: 'disk', data: {} }];
}
