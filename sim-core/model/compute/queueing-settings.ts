import type * as z from 'zod';
import { disciplineNamed, disciplines } from '../../policy/queueing/index.ts';
import { DEFAULT_QUEUEING, type QueueingOptions } from '../../policy/queueing/options.ts';
import type { Refusal, Written } from '../define.ts';
import { count, duration, durationDistribution, flag, group, named, oneOf, plain, share } from '../fields.ts';
import { unread } from '../unread-options.ts';

const options = group(
  {
    lifoAbove: count({
      label: 'LIFO above',
      help: 'With more requests than this waiting, adaptive LIFO takes the newest first.',
      min: 0,
      max: 1_000_000,
    }).default(DEFAULT_QUEUEING.lifoAbove),
    target: duration({
      label: 'Target',
      help: 'CoDel: a wait up to this is good. Controlled delay: the longest wait while a queue has stood for long.',
      unit: 'ms',
      min: 1e-6,
    }).default(DEFAULT_QUEUEING.target),
    interval: duration({
      label: 'Interval',
      help: 'CoDel: waits above the target for this long begin the dropping. Controlled delay: the longest wait otherwise.',
      unit: 'ms',
      min: 1e-6,
    }).default(DEFAULT_QUEUEING.interval),
    minThreshold: plain({
      label: 'Lower threshold',
      help: 'Mean queue length from which on RED drops some arrivals.',
      min: 0,
      max: 1_000_000,
    }).default(DEFAULT_QUEUEING.minThreshold),
    maxThreshold: plain({
      label: 'Upper threshold',
      help: 'Mean queue length at which RED drops its greatest share, and beyond which more or all.',
      min: 1,
      max: 1_000_000,
    }).default(DEFAULT_QUEUEING.maxThreshold),
    maxShare: share({
      label: 'Greatest share',
      help: 'Share of arrivals that RED drops when the mean queue length comes to the upper threshold.',
    }).default(DEFAULT_QUEUEING.maxShare),
    averaging: share({
      label: 'Averaging',
      help: 'Weight of the present queue length in RED’s moving average.',
      min: 1e-6,
    }).default(DEFAULT_QUEUEING.averaging),
    typicalService: duration({
      label: 'Typical service',
      help: 'While nobody waits, RED’s average falls as if a request came this often.',
      unit: 'ms',
      min: 1e-9,
    }).default(DEFAULT_QUEUEING.typicalService),
    gentle: flag({
      label: 'Gentle',
      help: 'From the upper threshold to its double RED’s share grows to all, instead of jumping there.',
    }).default(DEFAULT_QUEUEING.gentle),
    slots: count({
      label: 'Slots',
      help: 'Requests that share the cores at most, as threads do; others wait. Without it, all share.',
      min: 1,
      max: 1_000_000,
    }).optional(),
    weights: named(
      plain({ label: 'Weight', help: 'More gets a larger part of the cores.', min: 0.001, max: 1000 }),
      {
        label: 'Weights',
        help: 'By class; a class that is not named has weight 1.',
        max: 64,
      },
    ).default({}),
  },
  { label: 'Discipline options', help: 'Numbers that single disciplines are set by.' },
);

const bulkhead = group(
  {
    cores: count({
      label: 'Cores at most',
      help: 'Cores that requests of this class may have at the same time; without it, all.',
      min: 1,
      max: 100_000,
    }).optional(),
    queue: count({
      label: 'Queue at most',
      help: 'Requests of this class that may wait; without it, only the server’s own bound holds.',
      min: 0,
      max: 1_000_000,
    }).optional(),
  },
  { label: 'Bulkhead', help: 'What one class may take of the server.' },
);

/** Settings of a server’s queue beyond its length. */
export const queueingParams = {
  discipline: oneOf(disciplines, { label: 'Discipline', help: 'Who is served next.' }).default('fifo'),
  queueing: options.prefault({}),
  queueTimeout: durationDistribution({
    label: 'Queue timeout',
    help: 'How long a request waits at most before its work begins; without it, for ever.',
    examples: ['500ms', 'exponential 2s'],
  }).optional(),
  bulkheads: named(bulkhead, {
    label: 'Bulkheads',
    help: 'Bounds of single classes, so that none can take everything.',
    max: 64,
  }).default({}),
};

export type Bulkheads = Readonly<Record<string, z.output<typeof bulkhead>>>;

/** What a server's settings say of its queue. */
interface QueueingSettings {
  readonly cores: number;
  readonly queue: number;
  readonly tasks: number;
  readonly discipline: string;
  readonly queueing: QueueingOptions;
  readonly queueTimeout?: unknown;
  readonly bulkheads: Bulkheads;
}

/** Settings that do not go together. */
export function queueingRefusals(written: Written, settings: QueueingSettings): Refusal[] {
  const discipline = disciplineNamed(settings.discipline);
  return [
    ...unread(written, 'queueing', Object.keys(options.shape), discipline),
    ...undividedRefusals(settings),
    ...thresholdRefusals(settings),
    ...timeoutRefusals(settings),
    ...bulkheadRefusals(settings),
  ];
}

/** Who gives way, shares or is counted by class must be one whole. */
function undividedRefusals({ discipline: name, tasks, bulkheads }: QueueingSettings): Refusal[] {
  const { isPreemptive, isShared } = disciplineNamed(name);
  const isDivided = Object.keys(bulkheads).length > 0;
  const refusals: Refusal[] = [];
  if (isPreemptive || isShared) {
    if (tasks > 1)
      refusals.push(refusal('tasks', 'discipline-without', { setting: 'tasks', discipline: name }));
    if (isDivided)
      refusals.push(refusal('bulkheads', 'discipline-without', { setting: 'bulkheads', discipline: name }));
  } else if (tasks > 1 && isDivided) {
    refusals.push(refusal('bulkheads', 'bulkheads-with-tasks', {}));
  }
  return refusals;
}

function thresholdRefusals({ queueing: { minThreshold, maxThreshold } }: QueueingSettings): Refusal[] {
  if (minThreshold < maxThreshold) return [];
  const data = { min: String(minThreshold), max: String(maxThreshold) };
  return [refusal('queueing', 'thresholds-in-disorder', data)];
}

/** Where nobody ever waits. */
function timeoutRefusals({ discipline, queue, queueing, queueTimeout }: QueueingSettings): Refusal[] {
  const isShared = disciplineNamed(discipline).isShared === true && queueing.slots === undefined;
  if (queueTimeout === undefined || (queue > 0 && !isShared)) return [];
  return [refusal('queueTimeout', 'timeout-without-queue', {})];
}

function bulkheadRefusals({ bulkheads, cores, queue }: QueueingSettings): Refusal[] {
  return Object.entries(bulkheads).flatMap(([name, own]) =>
    (own.cores ?? Infinity) < cores || (own.queue ?? Infinity) < queue
      ? []
      : [refusal('bulkheads', 'bulkhead-without-effect', { class: name })],
  );
}

function refusal(setting: string, code: string, data: Refusal['data']): Refusal {
  return { code, setting, data };
}
