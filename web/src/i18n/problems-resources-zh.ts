import { type Sentences, p } from './sentences.ts';

/** Resources of servers that do not go together. */
export const resourceProblemsZh: Readonly<Record<string, Sentences>> = {
  'memory-limit-too-low': p(
    '内存上限 {{limit}} 少于单个请求所需的 {{least}}。',
    '第一个请求就会使进程被终止，一次又一次。',
    '提高 `memoryLimit`，或降低 `memoryBase` 和 `memoryPerRequest`。',
  ),
  'cpu-limit-without-effect': p(
    '{{limit}} 个核心的 CPU 上限约束不了 {{cores}} 个核心的服务器。',
    '它用的时间不可能超过核心拥有的时间。',
    '把上限降到 `cores` 以下，或去掉 `cpuLimit`。',
  ),
  'allocation-above-young': p(
    '每个请求分配 {{allocation}}，而年轻代只有 {{young}}。',
    '每个请求都会引发不止一次回收。',
    '提高 `youngGeneration`，或降低 `allocation`。',
  ),
  'disk-without-limits': p(
    '这个磁盘既没有 `iops` 也没有 `throughput`。',
    '没有上限，它就不花任何时间。',
    '加上其中之一，或两者。',
  ),
};
