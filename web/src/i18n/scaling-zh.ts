import { p, type Sentences } from './sentences.ts';
import { w } from './words.ts';

const pace = (label: string, help: string) => ({
  ...w(label, help),
  window: w('稳定窗口', '回看多久之前想要的数目；其中最谨慎的算数。'),
  select: w('取舍', '多个限制中采用哪一个。'),
  policies: w('限制', '一段时间内可以变化多少。'),
});

/** The autoscaler: its settings and metrics. */
export const autoscalerZh = {
  name: '自动伸缩器',
  params: {
    scales: w('伸缩对象', '由它增减副本的服务器。其 replicas 是同时最多可有的副本数，包括正在排空的。'),
    policy: w('策略', '如何决定应有多少副本。'),
    min: w('最少', '最少副本数。'),
    max: w('最多', '最多副本数；不设则为服务器的副本数。'),
    initial: w('初始', '一开始就在服务的副本数；不设则为最少数。'),
    interval: w('间隔', '两次决定之间的时间。'),
    metric: w('指标', 'target-tracking 和 step 对每个副本观察什么：利用率，或服务器报告的任何指标。'),
    target: w('目标', '要保持的利用率，即核心忙碌的比例。'),
    average: w('平均值', '观察利用率以外的指标时，每个副本要保持的值，用其自己的单位（延迟为秒）。'),
    tolerance: w('容差', '与目标相差在此之内的测量不引起变化。'),
    cooldown: w('冷却', '一次变化之后多久不再变化；0 表示没有，与 Kubernetes 相同。'),
    scrape: w('采集间隔', '多久读取一次指标；每个值是两次读取之间的平均。'),
    lag: w('指标滞后', '从读取到可以看到的时间。'),
    initialisation: w(
      '初始化',
      '副本启动后的这段时间里，只有完全在其服务期间测得的利用率才算数（Kubernetes：5 分钟）。',
    ),
    boot: w('启动时间', '从订购（或其机器就绪）到副本开始服务。'),
    warmUp: {
      ...w('预热', '新副本的缓存是冷的，起初较慢。'),
      for: w('持续', '新副本慢多久。'),
      times: w('倍数', '其工作所需时间的倍数。'),
    },
    grace: w('宽限期', '要离开的副本可以用多久完成手中的请求；其余的被重置。'),
    scaleOut: pace('扩容节奏', '按 Kubernetes 的规则可以增长多快。'),
    scaleIn: pace('缩容节奏', '按 Kubernetes 的规则可以缩减多快。'),
    backlog: w('积压', 'queue-depth：每个副本中等待或处理中的请求，这么多属于正常。'),
    workQueue: w(
      '工作队列',
      'queue-depth：积压是此队列所持有的任务（等待的和已投递的），而不是副本所持有的请求。',
    ),
    steps: w('步骤', 'step：偏离目标多少时数目变化多少。'),
    stepUnit: w('步长单位', 'step：变化按什么计。'),
    stepWarmUp: w('步进预热', 'step：新副本在此期间还不算作容量（AWS：instance warm-up）。'),
    schedule: w('时间表', 'scheduled：从各时刻起有多少副本。'),
    scheduleEvery: w('时间表周期', 'scheduled：多久之后时间表重新开始；0 表示从不。'),
    forecast: {
      ...w('预测', 'predictive：对至今所见速率用霍尔特-温特斯法。'),
      kind: w('种类', '季节与水平如何结合。'),
      season: w('季节', '负载多久重复一次。'),
      parts: w('分段', '一个季节分成多少段来学习，每段一个速率。'),
      level: w('水平平滑', '水平学得多快：0 从不，1 只信最近的。'),
      trend: w('趋势平滑', '趋势学得多快：0 从不，1 只信最近的。'),
      seasonal: w('季节平滑', '季节形状学得多快：0 从不，1 只信最近的。'),
    },
    pool: {
      ...w('机器池', '副本所装入的机器。不设则总有一台给每个副本。'),
      cores: w('核心', '一台机器的核心数。'),
      min: w('最少', '最少机器数。'),
      max: w('最多', '最多机器数；找不到位置的副本等待。'),
      costPerHour: w('每小时费用', '一台机器从订购到归还的费用。'),
      provisioning: w('供应时间', '从订购机器到它就绪。'),
      idle: w('空闲时间', '没有任何副本的机器多久之后归还。'),
    },
  },
  metrics: {
    desired: w('应有', '应有的副本数。'),
    serving: w('在服务', '在服务的副本。'),
    booting: w('启动中', '已订购但还没有服务的副本。'),
    draining: w('排空中', '离开之前完成手中请求的副本。'),
    scaledOut: w('增加', '增加的副本。'),
    scaledIn: w('减少', '减少的副本。'),
    rate: w('速率', '它所知道的每秒请求数。'),
    forecast: w('预测速率', '在还来得及订购副本时对此刻预测的每秒请求数。'),
    forecastError: w('预测误差', '至今所有预测的 |预测 − 实际| ÷ 实际 的平均（MAPE）。'),
    machines: w('机器', '机器池中已订购或就绪的机器。'),
    cost: w('费用', '机器池的机器的费用。'),
  },
};

export const scalingChoicesZh: Readonly<Record<string, string>> = {
  'target-tracking': '保持利用率或每个副本的另一指标，按 Kubernetes HPA（v1.33）的规则。',
  step: '偏离阈值越多，步子越大，并有预热（AWS 步进伸缩）。',
  scheduled: '从设定的时刻起有这么多副本，不论测得什么。',
  'queue-depth': '每个副本这么多等待中的请求。',
  predictive: '按速率的季节预测（霍尔特-温特斯）提前伸缩，并给出其误差。',
  latency: '从请求到达副本到其应答的平均秒数。',
  replicas: '按副本数。',
  percent: '按副本的百分比。',
  exact: '直接给出应有的副本数。',
  max: '多个限制中允许最多的那个。',
  min: '多个限制中允许最少的那个。',
  disabled: '在此方向上完全不变。',
  additive: '每天的起伏幅度相同，不论水平高低。',
  multiplicative: '每天的起伏与水平成同样的比例。',
};

export const scalingProblemsZh: Readonly<Record<string, Sentences>> = {
  'target-is-control': p(
    '不能向 `{{name}}` 发送任何东西。',
    '它是 {{kind}}：照管其他节点，不应答请求。',
    '写一个服务器、负载均衡器或存储。',
  ),
  'not-scalable': p('`{{name}}` 不能伸缩。', '它是 {{kind}}；只有服务器的副本可以增减。', '写一个服务器。'),
  'scaled-twice': p('`{{name}}` 已由 `{{other}}` 伸缩。', '两个自动伸缩器会互相抵消。', '去掉其中一个。'),
  'too-few-replicas': p(
    '`{{name}}` 不可能有 {{wanted}} 个副本：它只有 {{replicas}} 个。',
    '被伸缩的服务器的 `replicas` 是同时最多可有的副本数。',
    '让 `{{name}}` 至少有 `replicas: {{wanted}}`，或要求少一些。',
  ),
  'replica-too-large': p(
    '`{{name}}` 的一个副本有 {{cores}} 个核心，机器池的一台机器只有 {{machine}} 个。',
    '一个副本运行在一台机器上，因此永远找不到位置。',
    '用更大的机器，或减少每个副本的核心。',
  ),
  'bounds-crossed': p(
    '最少 {{min}} 大于最多 {{max}}。',
    '两者之间没有任何数。',
    '降低最少数，或提高最多数。',
  ),
  'initial-outside': p(
    '`initial: {{initial}}` 在范围之外。',
    '最少为 {{min}}，最多为 {{max}}。',
    '选范围内的数，或不写。',
  ),
  'metric-not-watched': p(
    '`{{policy}}` 不看 `{{metric}}`。',
    '只有 `target-tracking` 和 `step` 观察所选的指标。',
    '去掉 `metric`，或选其中一种策略。',
  ),
  'queue-not-watched': p(
    '`{{policy}}` 不看工作队列。',
    '只有 `queue-depth` 计算积压。',
    '去掉 `workQueue`，或选 `queue-depth`。',
  ),
  'not-a-work-queue': p(
    '`{{name}}` 不是工作队列。',
    '它是 {{kind}}，不持有任务。',
    '写一个 `work-queue` 类型的节点。',
  ),
  'average-missing': p(
    '没有说 `{{metric}}` 应是多少。',
    '`target` 是核心的比例；其他指标有自己的单位。',
    '加上 `average`：每个副本要保持的值。',
  ),
  'average-not-used': p(
    '`metric: utilisation` 用不到 `average`。',
    '利用率保持在 `target`。',
    '去掉 `average`，或写出它所属的指标。',
  ),
  'target-not-used': p(
    '`metric: {{metric}}` 用不到 `target`。',
    '它是核心的比例，而观察的不是它。',
    '去掉 `target`；由 `average` 说明要保持多少。',
  ),
  'schedule-missing': p(
    '没有时间表。',
    '`scheduled` 策略只按时间表行事。',
    '加上 `schedule: [{ at: 8h, replicas: 10 }, { at: 20h, replicas: 2 }]`。',
  ),
};
