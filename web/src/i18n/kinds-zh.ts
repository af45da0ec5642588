import { admissionMetricsZh, admissionParamsZh } from './admission-zh.ts';
import { callMetrics, callParams, protectedCallsMetrics } from './kinds-calls-zh.ts';
import { workQueueZh } from './messaging-zh.ts';
import { nicMetricsZh, nicParamZh, resourceMetricsZh, resourceParamsZh } from './resources-zh.ts';
import { queueingMetricsZh, queueingParamsZh } from './queueing-zh.ts';
import { autoscalerZh } from './scaling-zh.ts';
import { w, type Words } from './words.ts';

interface KindWords {
  readonly name: string;
  readonly params: Readonly<Record<string, Words | (Words & Readonly<Record<string, Words | string>>)>>;
  readonly metrics: Readonly<Record<string, Words>>;
}

const clientParams = {
  target: w('目标', '接收请求的节点。'),
  classes: w('类别', '请求的种类，按名称。'),
  ...callParams,
  usefulWithin: w('有效期限', '应答在此时间内到达才算有效；不设则只要按时到达即可。'),
};

const clientMetrics = {
  offered: w('到达', '发起的逻辑请求。'),
  attempts: w('尝试', '发出的尝试，包括重试。'),
  completed: w('完成', '成功结束的逻辑请求。'),
  useful: w('有效', '成功且足够快得到应答的逻辑请求。'),
  late: w('迟到', '到达时已无人等待的成功应答。'),
  failed: w('失败', '失败结束的逻辑请求。'),
  inFlight: w('在途', '尚未结束的逻辑请求。'),
  ...callMetrics,
};

const workMetrics = {
  utilisation: w('利用率', '忙碌的核心所占比例。'),
  queueLength: w('队列长度', '等待核心的请求。'),
  queuePeak: w('最长队列', '到目前为止最长的队列。'),
  provisioned: w('已配核心', '平均有多少核心配有机器。'),
  cost: w('费用', '其副本运行期间的费用。'),
};

/** Kinds of node, their settings and metrics. English comes with the kinds themselves. */
export const kindsZh: Readonly<Record<string, KindWords>> = {
  source: {
    name: '开放流量',
    params: {
      ...clientParams,
      rate: w('速率', '每秒请求数：固定值，或随时间变化的曲线。'),
      scale: w('负载', '速率的倍数。'),
      arrivals: w('到达方式', '请求在时间上如何分布。'),
      bursts: {
        ...w('成簇', '速率过程的每次到达会带来更多请求，就像网页带来图片。速率仍是全部请求的速率。'),
        size: w('簇大小', '一簇请求的平均数量，几何分布。'),
        spacing: w('间隔', '同一簇中一个请求到下一个请求的时间。'),
      },
    },
    metrics: clientMetrics,
  },
  users: {
    name: '用户',
    params: {
      ...clientParams,
      users: w('用户数', '同时使用系统的人数。'),
      think: w('思考时间', '从得到应答到同一用户发出下一个请求。'),
      rampUp: w('爬升', '用户均匀开始的时间段。'),
    },
    metrics: clientMetrics,
  },
  replay: {
    name: '回放',
    params: {
      ...clientParams,
      data: w(
        '数据',
        '场景旁边文件的名称：访问日志（common 或 combined 格式），或带 seconds 列的 CSV，可另有 key、bytes 和 class 列。',
      ),
      timeScale: w('时间比例', '文件中的一秒在运行中是多少秒；0.001 表示快一千倍。'),
      limit: w('上限', '最多从文件中取多少个请求，从第一个算起；不设则全部。'),
      repeat: w('循环', '录制结束后从头再来。'),
    },
    metrics: clientMetrics,
  },
  'load-balancer': {
    name: '负载均衡器',
    params: {
      preset: w('预设', '采用某个产品的默认设置，并拒绝它没有的功能。'),
      policy: w('策略', '如何选择后端。'),
      backends: w('后端', '由其副本分担请求的节点。'),
      timeout: w('超时', '等待一个后端多久之后改试另一个；不设则一直等。'),
      cancel: w('取消', '不再有人等待应答时告知被调用方，使其停止（gRPC 取消，HTTP/2 的 RST_STREAM）。'),
      tries: w('尝试数', '一个请求最多试几个后端；0 表示全部。'),
      maxFails: w('最多失败', '失败多少次后暂时不用某个后端；0 表示从不停用。'),
      failTimeout: w('停用时间', '失败的后端停用多久。'),
      maxConnections: w('最多连接', '对一个后端最多同时多少个请求；0 表示不限。'),
      retryOn: w('何时改试', '哪些失败之后把请求发往另一个后端。'),
      queue: w('队列', '所有后端都满时可以在此等待的请求数；0 表示立即失败。'),
      queueTimeout: w('队列超时', '一个请求在此最多等多久；不设则一直等。'),
      checks: {
        ...w('健康检查', '用不带工作的请求询问每个后端的状况。不设则只有真实请求的失败才说明问题。'),
        interval: w('间隔', '对一个后端的两次检查之间的时间。'),
        timeout: w('检查超时', '应答最多等多久；不设则与间隔相同。'),
        rise: w('恢复次数', '连续多少次好的应答使它恢复。'),
        fall: w('失败次数', '连续多少次坏的应答使它停用。'),
      },
      outliers: {
        ...w('异常驱逐', '驱逐对真实请求应答失败的后端，应用的错误也算（Envoy）。'),
        consecutive: w('连续失败', '连续多少次失败的应答驱逐一个后端。'),
        interval: w('轮次', '每隔多久看看让谁回来。'),
        baseTime: w('基本驱逐时间', '第一次驱逐持续这么久，以后每次再多这么久。'),
        maxTime: w('最长驱逐', '任何一次驱逐都不超过它。'),
        maxShare: w('最多驱逐', '同时可以被驱逐的后端所占比例。'),
        alwaysOne: w('总可一个', '即使超过该比例，也可以驱逐一个后端。'),
      },
      slowStart: w('缓慢启动', '恢复的后端过了这么久才得到全部份额；0 表示立即。'),
      panicThreshold: w('恐慌阈值', '健康的后端少于此比例时，请求发往所有后端，不论好坏；0 表示从不。'),
      connections: {
        ...w('连接', '与后端的连接的代价，以及保留多少。不设则不计代价。'),
        keep: w('保留', '对所有后端总共保留的空闲连接数；0 表示每个请求新建一个。'),
        idle: w('空闲时间', '空闲连接保留多久。'),
        handshake: w('握手', '新连接在请求之前要花几个往返：TCP 为 1，TLS 1.3 为 2，TLS 1.2 为 3。'),
      },
      backup: w('备用', '所有后端都不可用时才使用其副本的节点；有队列时，所有后端都停用时才使用。'),
      allBackups: w('所有备用', '由所有备用分担请求，还是由第一个可用的承担全部。'),
      drain: w('排空', '不再得到新请求的后端副本；已有的请求会完成。'),
      options: {
        ...w('策略选项', '个别策略的数值设置。'),
        choices: w('选择数', 'power-of-d-choices 和 least-request 看几个后端。'),
        bias: w('偏置', '权重不同时 least-request 在多大程度上顾及在途请求；0 表示完全不顾。'),
        balanceFactor: w('均衡系数', '有界负载哈希中一个后端的最大负载，为平均值的百分之几。'),
        apertureSize: w('孔径', 'aperture 下一个均衡器与几个后端通信。'),
        peers: w('同伴数', 'aperture 下共同使用这些后端的均衡器数。'),
        peer: w('第几个', '此均衡器是同伴中的第几个，从 0 起。'),
        decay: w('衰减', 'peak-ewma 中旧延迟失去 63 % 影响所需的时间。'),
        probesPerPick: w('每请求探测数', 'prequal 随每个请求询问几个后端。'),
        probePool: w('探测池', 'prequal 保留几个回答。'),
        probeAge: w('探测时效', 'prequal 信任一个回答多久。'),
        hotQuantile: w('热分位', '负载高于近期此比例的后端对 prequal 是热的；0 只看负载，1 只看延迟。'),
      },
      ...admissionParamsZh,
      ...nicParamZh,
      monitor: w('监控', 'resource-aware 按后端的哪种资源来均衡。'),
      viewAge: w(
        '视图年龄',
        '策略看到的是上一次询问时后端来自所有人的在途请求数，每隔这么久问一次；不设则只看自己发出的，且是当前值。',
      ),
    },
    metrics: {
      forwarded: w('收到', '收到的请求。'),
      answered: w('已应答', '成功应答的请求。'),
      failed: w('失败', '以失败应答的请求。'),
      cancelled: w('取消', '请求方取消的请求。'),
      retried: w('改试', '改试另一个后端的次数。'),
      ejected: w('停用', '后端被停用的次数。'),
      held: w('等待中', '等待后端应答的请求。'),
      queueLength: w('队列长度', '在此等待后端有空位的请求。'),
      opened: w('新建连接', '与后端新建的连接数。'),
      checked: w('检查数', '发出的健康检查数。'),
      ...admissionMetricsZh,
      ...nicMetricsZh,
    },
  },
  server: {
    name: '服务器',
    params: {
      replicas: w('副本', '此服务器的实例数。'),
      cores: w('核心', '一个实例同时处理的任务数。'),
      queue: w('队列', '可以等待核心的请求数；超出的被拒绝。'),
      ...queueingParamsZh,
      service: w('服务时间', '一个分布，或每个请求类别一个。'),
      tasks: w('任务数', '每个请求分成的等份；它们在空闲核心上并行，全部完成时请求才完成。'),
      speed: w('速度', '核心有多快；2 使所有服务时间减半。'),
      weight: w('权重', '均衡器分给它的流量份额。'),
      calls: w('调用', '逐步调用的节点；一步是一个调用，或同时进行的几个。等待期间核心空闲。'),
      memoryBase: w('静止内存', '没有请求时占用的内存。'),
      memoryPerRequest: w('每请求内存', '每个请求在此期间占用的内存。'),
      ...admissionParamsZh,
      ...resourceParamsZh,
      ...nicParamZh,
      costPerHour: w('每小时费用', '一个副本运行时的费用，货币自定；启动和排空也算运行。'),
    },
    metrics: {
      ...workMetrics,
      held: w('在此', '在此的请求：等待、处理中或等待调用。'),
      arrived: w('收到', '收到的请求。'),
      completed: w('完成', '成功应答的请求。'),
      rejected: w('拒绝', '未做任何工作就拒绝的请求：因队列、因限制，或被卸载。'),
      ...queueingMetricsZh,
      failed: w('失败', '因其他原因失败的请求。'),
      cancelled: w('取消', '请求方取消的请求。'),
      wastedWork: w('白费的工作', '结束时已无人等待的请求所用的核心时间（按全速计）。'),
      savedWork: w('省下的工作', '因请求被取消而不必做的核心时间（按全速计）。'),
      calls: w('调用数', '对其他节点发出的调用。'),
      failedCalls: w('失败的调用', '失败结束的调用。'),
      lateCalls: w('迟到的调用', '得到应答时已无人等待的调用。'),
      ...protectedCallsMetrics,
      memory: w('内存', '占用的内存。'),
      bytesIn: w('收到字节', '收到的字节数。'),
      bytesOut: w('发出字节', '发出的字节数。'),
      ...admissionMetricsZh,
      ...resourceMetricsZh,
      ...nicMetricsZh,
    },
  },
  'replicated-store': {
    name: '复制存储',
    params: {
      replicas: w('副本', '数据的份数；开始时由第一个担任领导者。'),
      replication: w('复制', '写入何时被确认：立即、一个跟随者拥有之后，或所有同步的跟随者都已应用之后。'),
      reads: w('读取', '由谁提供读取：只有领导者，或任何可能滞后的副本。'),
      cores: w('核心', '一个副本同时处理的请求数。'),
      queue: w('队列', '可以等待的请求数；超出的被拒绝。'),
      readTime: w('读取时间', '每次读取的工作量。'),
      writeTime: w('写入时间', '每次写入在领导者上的工作量。'),
      applyLag: w('应用滞后', '从拥有一条记录到在跟随者上可读。'),
      capacity: w('容量', '一个副本的磁盘；超出的写入会失败。'),
      recordSize: w('记录大小', '每次写入占用的磁盘和网络。'),
      shipEvery: w('发送间隔', '领导者多久向跟随者发送一次日志；0 表示每次写入立即发送。'),
      heartbeat: w('心跳', '领导者多久表明一次自己还在。'),
      detectAfter: w('检测时间', '领导者沉默多久之后跟随者参选。'),
      electionTimeout: w('选举超时', '跟随者参选时刻的分散程度，以及再次尝试之前的时间。'),
      redirectAfter: w('重定向时间', '从选出到客户端得知。'),
      ackTimeout: w('确认超时', '领导者等待跟随者多久之后告知客户端写入失败。'),
      fencing: w('隔离', '领导者需要多数，失去多数即停止。没有隔离时可能同时有两个领导者。'),
      costPerHour: w('每小时费用', '一个副本运行时的费用，货币自定；启动和排空也算运行。'),
    },
    metrics: {
      ...workMetrics,
      held: w('在此', '处于任何状态的请求。'),
      reads: w('读取', '已应答的读取。'),
      writes: w('写入', '已确认的写入。'),
      rejected: w('拒绝', '因队列或磁盘已满而拒绝的请求。'),
      failed: w('失败', '因缺少领导者或跟随者而失败的请求。'),
      leader: w('领导者', '担任领导者时为 1。'),
      lag: w('滞后', '已拥有但尚未应用的记录。'),
      diskUsed: w('磁盘', '占用的磁盘。'),
      lostWrites: w('丢失的写入', '已确认却消失的写入。'),
      staleReads: w('过期读取', '漏掉了之前已确认写入的读取。'),
      elections: w('选举', '新的领导者次数。'),
      unavailableSeconds: w('不可用时间', '客户端不知道领导者的时间。'),
    },
  },
  'work-queue': workQueueZh,
  autoscaler: autoscalerZh,
};
