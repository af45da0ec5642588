import type { OBJECTIVE_NOTES } from '../../../sim-core/run/objective-notes.ts';

/** Why an objective has no value, or how it was got; English comes with the report. */
export const objectiveNotesZh: Readonly<Record<keyof typeof OBJECTIVE_NOTES, string>> = {
  'not-reached': '运行还没有到达这个时间窗口',
  'none-ended': '还没有请求结束',
  'none-ended-well': '还没有请求成功结束',
  'too-few': '{{count}} 个值不足以给出 {{metric}}',
  'of-requests': '共 {{count}} 个请求',
  'from-values': 'n = {{count}}',
  'no-fault-ended': '还没有哪个故障已结束，且之前观察得足够久',
  'not-back': '{{seconds}} s 后仍未恢复',
  'of-faults': '共 {{count}} 个故障',
};
