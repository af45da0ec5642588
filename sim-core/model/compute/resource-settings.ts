import type * as z from 'zod';
import { diskParam, diskRefusals, type DiskSettings } from './disk-settings.ts';
import type { Refusal } from '../define.ts';
import { bytes, duration, durationDistribution, group, plain, share } from '../fields.ts';
import { nicParam } from '../network/nic-setting.ts';
import { formatQuantity } from '../units.ts';

const garbageCollection = group(
  {
    youngGeneration: bytes({
      label: 'Young generation',
      help: 'Bytes that may be allocated from one collection to the next.',
      min: 1,
    }).default(256 * 1024 * 1024),
    allocation: bytes({
      label: 'Allocation per request',
      help: 'Bytes that each request allocates.',
      min: 1,
    }).default(1024 * 1024),
    pause: durationDistribution({
      label: 'Pause',
      help: 'How long all work stands still for one collection.',
      unit: 'ms',
      examples: ['20ms', 'lognormal p50 10ms p99 80ms'],
    }),
  },
  {
    label: 'Garbage collection',
    help: 'Stops the world whenever requests have allocated a young generation full of bytes.',
  },
);

const noisyNeighbour = group(
  {
    share: share({
      label: 'Share stolen',
      help: 'Share of every core that the neighbour takes while it is busy; with 100% nothing is left.',
    }).default(0.5),
    busy: durationDistribution({
      label: 'Busy time',
      help: 'How long the neighbour is busy.',
      min: 1e-3,
      examples: ['2s', 'exponential 2s'],
    }),
    idle: durationDistribution({
      label: 'Idle time',
      help: 'How long the neighbour leaves the cores alone.',
      min: 1e-3,
      examples: ['10s', 'exponential 10s'],
    }),
  },
  { label: 'Noisy neighbour', help: 'Somebody else on the machine, who takes part of the cores at times.' },
);

const cpuLimit = group(
  {
    cores: plain({
      label: 'Limit',
      help: 'Cores’ worth of time that all tasks together may use in a period, as with `cpu.max`.',
      min: 0.01,
      max: 100_000,
    }),
    period: duration({
      label: 'Period',
      help: 'Once the time is used up, all tasks stand still until the next period.',
      min: 1e-3,
      max: 1,
    }).default(0.1),
  },
  {
    label: 'CPU limit',
    help: 'Bounds processor time as a container is bounded; beyond it, it is throttled.',
  },
);

const coldStart = group(
  {
    boot: duration({
      label: 'Boot',
      help: 'How long it takes after a restart until it accepts connections.',
    }).default(0),
    warmUp: duration({
      label: 'Warm-up',
      help: 'How long it takes after that until it is as fast as before.',
    }).default(0),
    slowness: plain({
      label: 'Slowness',
      help: 'How many times as long everything takes at the beginning of the warm-up.',
      min: 1,
      max: 1000,
    }).default(4),
  },
  { label: 'Cold start', help: 'What a restart costs: a boot, and a while of slowness.' },
);

/** Settings of what disturbs a server and what bounds it. */
export const resourceParams = {
  memoryLimit: bytes({
    label: 'Memory limit',
    help: 'With more memory in use the process is killed; without it, never.',
    min: 1,
  }).optional(),
  memoryLeak: bytes({
    label: 'Memory leak',
    help: 'Bytes that each request leaves behind until the process ends.',
  }).default(0),
  restartAfter: duration({
    label: 'Restart after',
    help: 'How long it takes until a killed process is started again.',
  }).default(5),
  garbageCollection: garbageCollection.optional(),
  noisyNeighbour: noisyNeighbour.optional(),
  cpuLimit: cpuLimit.optional(),
  coldStart: coldStart.optional(),
  disk: diskParam.optional(),
  ...nicParam,
};

export type GarbageCollection = z.output<typeof garbageCollection>;
export type Neighbour = z.output<typeof noisyNeighbour>;
export type CpuLimitSettings = z.output<typeof cpuLimit>;
export type ColdStartSettings = z.output<typeof coldStart>;

/** What a server's settings say of its resources. */
export interface ResourceSettings {
  readonly cores: number;
  readonly memoryBase: number;
  readonly memoryPerRequest: number;
  readonly memoryLimit?: number;
  readonly memoryLeak: number;
  readonly restartAfter: number;
  readonly garbageCollection?: GarbageCollection;
  readonly noisyNeighbour?: Neighbour;
  readonly cpuLimit?: CpuLimitSettings;
  readonly coldStart?: ColdStartSettings;
  readonly disk?: DiskSettings;
}

/** Settings that do not go together. */
export function resourceRefusals(settings: ResourceSettings): Refusal[] {
  return [
    ...memoryRefusals(settings),
    ...cpuRefusals(settings),
    ...collectionRefusals(settings),
    ...diskRefusals(settings.disk),
  ];
}

function memoryRefusals({
  memoryLimit,
  memoryBase,
  memoryPerRequest,
  memoryLeak,
}: ResourceSettings): Refusal[] {
  const least = memoryBase + memoryPerRequest + memoryLeak;
  if (memoryLimit === undefined || memoryLimit >= least) return [];
  const data = { limit: formatQuantity('bytes', memoryLimit), least: formatQuantity('bytes', least) };
  return [{ code: 'memory-limit-too-low', setting: 'memoryLimit', data }];
}

function cpuRefusals({ cpuLimit, cores }: ResourceSettings): Refusal[] {
  if (cpuLimit === undefined || cpuLimit.cores < cores) return [];
  const data = { limit: String(cpuLimit.cores), cores: String(cores) };
  return [{ code: 'cpu-limit-without-effect', setting: 'cpuLimit', data }];
}

function collectionRefusals({ garbageCollection: gc }: ResourceSettings): Refusal[] {
  if (gc === undefined || gc.allocation <= gc.youngGeneration) return [];
  const data = {
    allocation: formatQuantity('bytes', gc.allocation),
    young: formatQuantity('bytes', gc.youngGeneration),
  };
  return [{ code: 'allocation-above-young', setting: 'garbageCollection', data }];
}
