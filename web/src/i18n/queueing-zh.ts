import { type Sentences, p } from './sentences.ts';
import { w } from './words.ts';

/** Settings of a server's queue. */
export const queueingParamsZh = {
  discipline: w('排队规则', '下一个轮到谁。'),
  queueing: {
    ...w('规则选项', '个别排队规则的数值设置。'),
    lifoAbove: w('转为后进先出', '等待的请求多于此数时，自适应 LIFO 先取最新的。'),
    target: w('目标', 'CoDel：等待不超过它就算好。受控延迟：队列长时间不空时最多等多久。'),
    interval: w('间隔', 'CoDel：等待高于目标这么久便开始丢弃。受控延迟：平时最多等多久。'),
    minThreshold: w('下阈值', '平均队列长度达到它时，RED 开始丢弃一部分到达的请求。'),
    maxThreshold: w('上阈值', '平均队列长度达到它时，RED 丢弃的比例最大；再往上丢弃更多或全部。'),
    maxShare: w('最大比例', '平均队列长度到达上阈值时，RED 丢弃的到达请求所占比例。'),
    averaging: w('平滑系数', '当前队列长度在 RED 滑动平均中的权重。'),
    typicalService: w('典型服务时间', '无人等待时，RED 的平均值如同每隔这么久来一个请求那样下降。'),
    gentle: w('平缓', '从上阈值到其两倍，RED 的比例逐渐增到全部，而不是突然跳到。'),
    slots: w('槽位', '最多同时分享核心的请求数，如同线程；其余等待。不设则全部分享。'),
    weights: w('权重', '按类别；没有列出的类别权重为 1。'),
  },
  queueTimeout: w('队列超时', '一个请求在工作开始之前最多等多久；不设则一直等。'),
  bulkheads: w('舱壁', '单个类别的上限，使任何一类都不能占用一切。'),
};

/** Figures of a server's queue. */
export const queueingMetricsZh = {
  dropped: w('丢弃', '被排队规则丢弃的请求。'),
  queueTimeouts: w('排队超时', '等到允许的时限仍未轮到的请求。'),
  preemptions: w('抢占', '处理中的请求让位给另一个的次数。'),
};

/** Queue disciplines. */
export const disciplinesZh = {
  fifo: '先进先出。',
  lifo: '后进先出：最新的请求最可能仍有人等。',
  'adaptive-lifo': '平时先进先出，队列堆积时后进先出（Facebook）。',
  'preemptive-lifo': '最新的立即占用核心；原来的之后再继续。',
  priority: '按类别的优先级；已开始的做完为止。',
  'preemptive-priority': '按类别的优先级；更重要的请求占用次要请求的核心。',
  'earliest-deadline-first': '截止时间最早的先；已开始的做完为止。',
  'preemptive-earliest-deadline-first': '截止时间最早的先，并占用截止时间较晚者的核心。',
  'shortest-job-first': '所需工作最少的先；已开始的做完为止。',
  srpt: '剩余工作最少的先，并占用剩余较多者的核心。',
  'weighted-fair': '各类别按权重分享核心，依虚拟完成时间。',
  codel: '按到达顺序；等待过长持续一段时间后开始丢弃（RFC 8289）。',
  'controlled-delay': '按到达顺序；队列长时间不空时缩短允许的等待（Facebook 的 CoDel）。',
  'adaptive-lifo-controlled-delay': '自适应 LIFO 与受控延迟并用（Facebook）。',
  red: '按到达顺序；平均队列越长，随机拒绝的到达越多（RED）。',
  'processor-sharing': '所有请求平等分享核心，每个最多一个核心。',
};

/** Problems of a server's queue. */
export const queueingProblemsZh: Readonly<Record<string, Sentences>> = {
  'discipline-without': p(
    '`{{setting}}` 不能与排队规则 `{{discipline}}` 同时使用。',
    '在请求互相让位或分享核心时，每个请求都是一个整体，有多少用多少。',
    '删去 `{{setting}}`，或选择另一种规则。',
  ),
  'bulkheads-with-tasks': p(
    '舱壁不能与分成若干任务的请求同时使用。',
    '舱壁限制的是任务还是请求，没有定义。',
    '删去 `bulkheads`，或把 `tasks` 设为 1。',
  ),
  'thresholds-in-disorder': p(
    '下阈值 {{min}} 不低于上阈值 {{max}}。',
    '丢弃的比例从前者增长到后者。',
    '降低 `minThreshold`，或提高 `maxThreshold`。',
  ),
  'timeout-without-queue': p(
    '`queueTimeout` 在这里没有作用。',
    '从来没有人等待：队列没有位置，或所有请求同时分享核心。',
    '删去 `queueTimeout`，增大 `queue`，或用 `slots` 限制分享的请求。',
  ),
  'bulkhead-without-effect': p(
    '类别 `{{class}}` 的舱壁从不拦住任何请求。',
    '它允许的与服务器本来就有的一样多。',
    '让它的 `cores` 或 `queue` 小于服务器的，或删去它。',
  ),
};
