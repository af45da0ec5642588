import type { Wordings } from './words.ts';

/** Resources of servers that do not go together. */
export const resourceWords: Wordings = {
  'memory-limit-too-low': ({ limit, least }) => [
    `A memory limit of ${limit} is less than the ${least} that a single request needs.`,
    'The process would be killed by the first request, again and again.',
    'Raise `memoryLimit`, or lower `memoryBase` and `memoryPerRequest`.',
  ],
  'cpu-limit-without-effect': ({ limit, cores }) => [
    `A CPU limit of ${limit} cores never bounds a server of ${cores}.`,
    'It can’t use more time than its cores have.',
    'Lower the limit below `cores`, or remove `cpuLimit`.',
  ],
  'allocation-above-young': ({ allocation, young }) => [
    `Each request allocates ${allocation}, but the young generation holds ${young}.`,
    'Every request would start more than one collection.',
    'Raise `youngGeneration`, or lower `allocation`.',
  ],
  'disk-without-limits': () => [
    'This disk has neither `iops` nor `throughput`.',
    'Without a limit it takes no time at all.',
    'Add one of them, or both.',
  ],
};
