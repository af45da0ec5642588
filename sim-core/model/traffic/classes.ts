import * as z from 'zod';
import { constant, type Distribution } from '../../random/distributions.ts';
import { bytesDistribution, count, durationDistribution, keys, named, oneOf, share } from '../fields.ts';
import { complain, type IssueSink } from '../fields-info.ts';
import { READ, WRITE } from '../requests.ts';

const OPERATIONS = [
  { name: 'read', summary: 'Changes nothing.' },
  { name: 'write', summary: 'Changes data: stores send it to the leader, balancers do not send it twice.' },
] as const;

/** What the requests of one class are like. */
export const requestClass = z.strictObject({
  share: share({ label: 'Share', help: 'Weight of this class among all of the client’s requests.' }).default(
    1,
  ),
  op: oneOf(OPERATIONS, { label: 'Operation', help: 'What a store makes of it.' }).default('read'),
  work: durationDistribution({
    label: 'Work',
    help: 'Seconds of one core at full speed. It belongs to the request: every attempt needs the same.',
  }).default(constant(0)),
  key: keys({ label: 'Key', help: 'Which piece of data a request is about; some are more popular.' }).default(
    constant(0),
  ),
  size: bytesDistribution({ label: 'Size', help: 'Bytes of the request.' }).default(constant(500)),
  replySize: bytesDistribution({ label: 'Reply size', help: 'Bytes of the answer.' }).default(constant(2000)),
  priority: count({
    label: 'Priority',
    help: 'How important it is to whoever has too much to do: 0 comes first.',
    min: 0,
    max: 9,
  }).default(0),
});

export type RequestClass = z.output<typeof requestClass>;

export const classes = named(requestClass, {
  label: 'Classes',
  help: 'Sorts of request, by name.',
  min: 1,
  max: 64,
})
  .superRefine(checkShares)
  .default({ request: requestClass.parse({}) });

/** Where all weights are 0, no class could be picked. */
function checkShares(all: Readonly<Record<string, RequestClass>>, context: IssueSink): void {
  const classes = Object.values(all);
  if (classes.length > 0 && classes.every(({ share }) => share === 0))
    complain(context, { code: 'no-share', data: {} });
}

/** Classes as the hot path wants them. */
export interface ClassTable {
  readonly names: readonly string[];
  /** Running sums of the shares, scaled to end at 1. */
  readonly upTo: Float64Array;
  readonly kind: Uint8Array;
  readonly work: readonly Distribution[];
  readonly key: readonly Distribution[];
  readonly size: readonly Distribution[];
  readonly replySize: readonly Distribution[];
  readonly priority: readonly number[];
}

export function classTable(classes: Readonly<Record<string, RequestClass>>): ClassTable {
  const names = Object.keys(classes);
  const all = names.map((name) => classes[name]);
  const total = all.reduce((sum, { share }) => sum + share, 0);
  let sum = 0;
  return {
    names,
    upTo: Float64Array.from(all, ({ share }) => (sum += share) / total),
    kind: Uint8Array.from(all, ({ op }) => (op === 'write' ? WRITE : READ)),
    work: all.map(({ work }) => work),
    key: all.map(({ key }) => key),
    size: all.map(({ size }) => size),
    replySize: all.map(({ replySize }) => replySize),
    priority: all.map(({ priority }) => priority),
  };
}
