import { w } from './words.ts';

/** Settings of what disturbs a server and what bounds it. */
export const resourceParamsZh = {
  memoryLimit: w('内存上限', '占用更多内存时进程被终止；不设则从不。'),
  memoryLeak: w('内存泄漏', '每个请求留下、直到进程结束才释放的字节数。'),
  restartAfter: w('重启等待', '被终止的进程过多久重新启动。'),
  garbageCollection: {
    ...w('垃圾回收', '请求分配的字节数每满一个年轻代，就停止一切工作。'),
    youngGeneration: w('年轻代', '两次回收之间可以分配的字节数。'),
    allocation: w('每请求分配', '每个请求分配的字节数。'),
    pause: w('停顿', '一次回收使所有工作停止多久。'),
  },
  noisyNeighbour: {
    ...w('吵闹的邻居', '同一台机器上的别人，不时占用一部分核心。'),
    share: w('占用份额', '邻居忙碌时从每个核心拿走的份额；100% 则什么也不剩。'),
    busy: w('忙碌时间', '邻居忙碌多久。'),
    idle: w('空闲时间', '邻居多久不占用核心。'),
  },
  cpuLimit: {
    ...w('CPU 上限', '像容器那样限制处理器时间；超出即被节流。'),
    cores: w('上限', '所有任务在一个周期内总共可用多少个核心的时间，如 `cpu.max`。'),
    period: w('周期', '时间用完后，所有任务停到下一个周期。'),
  },
  coldStart: {
    ...w('冷启动', '重启的代价：启动过程，以及一段较慢的时间。'),
    boot: w('启动', '重启后多久才接受连接。'),
    warmUp: w('预热', '此后多久才与从前一样快。'),
    slowness: w('缓慢倍数', '预热开始时一切所需时间是平时的几倍。'),
  },
  disk: {
    ...w('磁盘', '请求在工作之后、调用之前读写的内容。'),
    iops: w('IOPS', '每秒操作数；不设则不限。'),
    throughput: w('吞吐量', '每秒字节数；不设则不限。'),
    depth: w('深度', '同时处理的请求数；要这么多请求才能达到上限。'),
    queue: w('磁盘队列', '可以等待磁盘的请求数；超出的被拒绝。'),
    operations: w('操作数', '一个请求在工作之后的读写次数；0 表示没有。'),
    bytes: w('字节', '一个请求的所有操作总共读写的字节数。'),
    classes: w('按类别', '个别类别的请求的操作数和字节数。'),
  },
};

/** A network interface, for every kind that may have one. */
export const nicParamZh = {
  nic: w('网卡', '一个实例每秒能发送、也能接收的字节数，由所有消息公平分享；不设则只有链路有上限。'),
};

export const nicMetricsZh = {
  nicOut: w('网卡发送', '网卡用于发送的比例。'),
  nicIn: w('网卡接收', '网卡用于接收的比例。'),
};

/** Figures of resources. */
export const resourceMetricsZh = {
  collections: w('回收次数', '垃圾回收的停顿次数。'),
  paused: w('停顿', '因垃圾回收而停止的时间所占比例。'),
  stolen: w('被占用', '核心时间中被邻居拿走的比例。'),
  throttles: w('节流次数', 'CPU 时间提前用完的周期数。'),
  throttled: w('被节流', '因 CPU 时间用完而停止的时间所占比例。'),
  warming: w('预热中', '重启后尚未热起来的时间所占比例。'),
  diskUse: w('磁盘利用', '磁盘深度中在用的比例。'),
  diskQueue: w('磁盘队列', '等待磁盘的请求。'),
  diskOperations: w('磁盘操作', '磁盘开始的操作数。'),
  diskBytes: w('磁盘字节', '磁盘开始的操作所读写的字节数。'),
  kills: w('被终止', '因占用内存过多而被终止的次数。'),
};
