import { w } from './words.ts';

/** The work queue: its settings and metrics. */
export const workQueueZh = {
  name: '工作队列',
  params: {
    workers: w('工作者', '由其副本完成任务的服务器；不设则任务只是保存。'),
    prefetch: w('预取', '一个工作者最多可以持有多少个尚未确认的任务；不设则与其核心数相同。'),
    visibilityTimeout: w('可见性超时', '任务投递后这么久仍未确认，就再次投递。'),
    maxReceives: w('最多投递', '投递这么多次仍未成功的任务成为死信；0 表示从不。'),
    deadLetters: w('死信去处', '死信发往的节点，通常是另一个工作队列；不设则只计数。'),
    requeue: w('重新入队', '工作者失败或死亡时，其任务何时再次投递。'),
    queue: w('队列', '可以等待工作者的任务数。'),
    overflow: w('溢出', '队列已满时怎么办。'),
    delay: w('延迟', '新任务先保留多久。'),
    writeTime: w('写入时间', '从任务到达到它已安全保存、生产者得到应答。'),
    durable: w('持久', '队列崩溃后任务仍在；已投递的会再次投递。'),
    reconnect: w('重连', '失去连接的工作者隔多久再试一次。'),
  },
  metrics: {
    queueLength: w('深度', '等待工作者的任务。'),
    queuePeak: w('最大深度', '到目前为止的最大深度。'),
    oldestAge: w('最老任务', '尚未了结的任务中最老的有多老；没有则为 0。'),
    inFlight: w('投递中', '已投递、既未确认也未收回的任务。'),
    held: w('在此', '在此的任务：延迟、等待或已投递。'),
    enqueued: w('入队', '收下的任务。'),
    rejected: w('拒绝', '因队列已满而拒绝的任务。'),
    delivered: w('投递', '把任务交给工作者的次数。'),
    redelivered: w('重投', '任务再次投递的次数。'),
    completed: w('完成', '已完成的任务，每个只算一次。'),
    duplicates: w('重复', '队列得知任务完成后又被做一遍的次数。'),
    expired: w('超时', '确认之前可见性超时已到的次数。'),
    deadLetters: w('死信', '投递太多次后放弃的任务。'),
    dropped: w('丢弃', '队列已满时为新任务让位而丢弃的任务。'),
    lostJobs: w('丢失', '已收下却消失的任务：随崩溃而去，或无人收的死信。'),
  },
};

export const messagingChoicesZh = {
  reject: '拒绝新任务（RabbitMQ 的 reject-publish）。',
  'drop-oldest': '为新任务丢弃下一个要投递的任务（RabbitMQ 的 drop-head）。',
  'at-once': '工作者一失败或断开就重新投递（RabbitMQ：否定确认、连接关闭）。',
  'after-timeout': '没有人通知队列：等到可见性超时（Amazon SQS）。',
};
