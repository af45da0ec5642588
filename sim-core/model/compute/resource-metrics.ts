import type { Component } from '../../kernel/component.ts';
import type { Metric } from '../define.ts';
import type { Resources } from './resources.ts';

/** What has resources that are counted. */
interface Counted extends Component {
  readonly resources: Resources | null;
}

type Settings = Readonly<Record<string, unknown>>;
const has =
  (setting: string) =>
  (settings: Settings): boolean =>
    settings[setting] !== undefined;

/** Figures of resources; a server has those that its settings speak of. */
export const resourceMetrics: readonly Metric<Counted>[] = [
  {
    name: 'collections',
    kind: 'counter',
    unit: '',
    help: 'Pauses for garbage collection.',
    isFor: has('garbageCollection'),
    read: ({ resources }) => resources!.collector!.pauses.count,
  },
  {
    name: 'paused',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of time that it stood still for garbage collection.',
    isFor: has('garbageCollection'),
    read: ({ resources }, now) => resources!.collector!.pauses.area(now),
  },
  {
    name: 'stolen',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of its cores’ time that a neighbour took.',
    isFor: has('noisyNeighbour'),
    read: ({ resources }, now) => resources!.neighbour!.stolen(now),
  },
  {
    name: 'throttles',
    kind: 'counter',
    unit: '',
    help: 'Periods in which its CPU time was used up early.',
    isFor: has('cpuLimit'),
    read: ({ resources }) => resources!.cpuLimit!.throttled.count,
  },
  {
    name: 'throttled',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of time that it stood still because its CPU time was used up.',
    isFor: has('cpuLimit'),
    read: ({ resources }, now) => resources!.cpuLimit!.throttled.area(now),
  },
  {
    name: 'warming',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of time that it was still cold after a restart.',
    isFor: has('coldStart'),
    read: ({ resources }, now) => resources!.coldStart!.warming.area(now),
  },
  {
    name: 'kills',
    kind: 'counter',
    unit: '',
    help: 'Times that it was killed for using too much memory.',
    isFor: has('memoryLimit'),
    read: ({ resources }) => resources!.memory.kills,
  },
  {
    name: 'diskUse',
    kind: 'area',
    unit: 'fraction',
    help: 'Share of its disk’s depth in use.',
    isFor: has('disk'),
    read: ({ resources }, now) => resources!.disk!.heads.area(now) / resources!.disk!.heads.count,
  },
  {
    name: 'diskQueue',
    kind: 'area',
    unit: 'requests',
    help: 'Requests that wait for the disk.',
    isFor: has('disk'),
    read: ({ resources }, now) => resources!.disk!.waiting.area(now),
  },
  {
    name: 'diskOperations',
    kind: 'counter',
    unit: '',
    help: 'Operations that its disk began.',
    isFor: has('disk'),
    read: ({ resources }) => resources!.disk!.operations,
  },
  {
    name: 'diskBytes',
    kind: 'counter',
    unit: 'bytes',
    help: 'Bytes read and written by operations that its disk began.',
    isFor: has('disk'),
    read: ({ resources }) => resources!.disk!.bytes,
  },
];
