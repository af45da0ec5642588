import type { REPORT_PROBLEMS } from '../../../sim-core/run/report-problems.ts';

/** What makes the numbers of a run less than they seem; English comes with the report. */
export const reportProblemsZh: Readonly<Record<keyof typeof REPORT_PROBLEMS, string>> = {
  'limit-met': '在 {{now}} s 停止：达到上限“{{limit}}”（{{value}}）。最忙的是：{{busiest}}。',
  'nothing-measured': '什么也没有测到：预热为 {{warmup}} s，而运行只到 {{now}} s。',
  'load-grows': '没有稳态：负载是 {{node}} 处理能力的 {{load}} 倍，在那里等待的每秒增加 {{growth}} 个。',
  'load-turned-away': '饱和：负载是 {{node}} 处理能力的 {{load}} 倍，其中 {{percent}} % 被拒绝。',
  'not-steady': '没有稳态：延迟一直在漂移，平均值取决于观察多久。',
  'moments-left-out': '另有 {{count}} 个时刻没有保留。',
  'heavy-tail':
    '{{client}} 的分布尾部很重：最长的延迟按 x^−{{index}} 衰减。指数低于 2 时离散程度没有上限，均值的区间比它看上去的更不可靠：请看分位数。',
};
