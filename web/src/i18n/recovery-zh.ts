import type { Catalog } from './catalog.ts';

/** 故障过后系统如何恢复，见运行报告。 */
export const recoveryZh: Catalog['recovery'] = {
  title: '故障之后',
  verdict: {
    returned: '结束后 {{seconds}} 恢复原状。',
    unfelt: '没有超出平常波动的影响。',
    returning: '结束后 {{seconds}} 仍未恢复，但正在接近。',
    stuck: '结束后 {{seconds}} 仍未恢复原状。',
    metastable: '亚稳态：结束后 {{seconds}}，故障状态仍在自我维持。',
    lasting: '故障尚未结束。',
    unknown: '故障之前观察的时间太短，无从比较。',
  },
  cause: {
    retries:
      '{{node}} 每个请求发出 {{times}} 次尝试（此前 {{usual}} 次），只有 {{share}} 的请求得到有效应答。',
    'call-retries': '{{node}} 的每次调用发出 {{times}} 次尝试（此前 {{usual}} 次）。',
    'abandoned-queue': '在 {{node}} 排队的 {{requests}} 个请求中，{{share}} 的调用方已经放弃。',
    'late-answers': '{{share}} 的成功应答到达 {{node}} 时已经太迟。',
    leaderless: '{{node}} 有 {{share}} 的请求失败：没有领导者，或确认的副本不足。',
    'no-backend': '{{node}} 有 {{share}} 的请求失败：没有可用的后端。',
    saturated: '{{node}} 有 {{share}} 的时间处于繁忙。',
    'more-load': '{{node}} 的负载是故障前的 {{times}} 倍。',
    'still-down': '{{node}} 仍有 {{instances}} 个实例宕机。',
  },
  name: {
    retries: '重试',
    'call-retries': '调用的重试',
    'abandoned-queue': '队列里是没人再等的请求',
    'late-answers': '应答来得太迟',
    leaderless: '没有领导者',
    'no-backend': '没有可用的后端',
    saturated: '没有余量',
    'more-load': '负载比之前高',
    'still-down': '仍有实例宕机',
  },
};
