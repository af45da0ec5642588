import { w } from './words.ts';

const limit = (name: string) => ({
  policy: w(`${name}：策略`, '按什么规律放行请求。'),
  rate: w(`${name}：速率`, '可以进来的请求。'),
  burst: w(
    `${name}：突发`,
    '`token-bucket`：最多的令牌数，不设则为一秒的量。`leaky-bucket`：超出速率仍放行的请求数，不设则没有。',
  ),
  delay: w(`${name}：从此延迟`, '`leaky-bucket`：这么多超出的请求立即通过，再多的按速率放慢。'),
  nodelay: w(`${name}：不延迟`, '`leaky-bucket`：凡放行的都立即通过。'),
  window: w(`${name}：窗口`, '窗口类：在多长时间内计数；可以进来速率在其中带来的那么多请求。'),
  sync: w(`${name}：交换间隔`, '`distributed-window`：共用限制的各方多久互相告知计数。'),
  sharedAs: w(`${name}：共用名`, '`distributed-window`：同名的限制一起计数；不设则由该节点的副本一起计数。'),
  retryAfter: w(`${name}：Retry-After`, '被拒绝者得知何时再来。'),
});

/** Settings of whoever decides whom to let in. */
export const admissionParamsZh = {
  rateLimit: { ...w('速率限制', '每个实例总共放行多少请求。'), ...limit('速率限制') },
  keyLimit: {
    ...w('按键速率限制', '每个实例对每个键分别放行多少请求。'),
    per: w('按键速率限制：按', '哪些请求一起计数。'),
    ...limit('按键速率限制'),
  },
  coalesce: w('合并请求', '在一个读请求进行期间到来的、键和类别相同的读请求等待它的应答。'),
  shed: w('负载卸载', '从多大负载起拒绝谁。任一界限被超过时规则生效。'),
  concurrency: {
    ...w('并发限制', '每个实例同时容许多少请求。'),
    policy: w('并发限制：策略', '限制如何随应答而变。'),
    limit: w('并发限制：限制', '可以同时在此的请求；自适应的从它开始。'),
    min: w('并发限制：下限', '限制不会更低；不设则为 20，`vegas` 为 1。'),
    max: w('并发限制：上限', '限制不会更高；不设则为 200，`vegas` 为 1000。'),
    smoothing: w(
      '并发限制：平滑',
      '`gradient`、`vegas`：一步向新限制走多远；不设则为 20%，`vegas` 则一步到位。',
    ),
    over: w(
      '并发限制：步长',
      '这么长时间的应答合为一步；0 表示每个应答一步。不设则 `gradient` 为 1 秒，其他为 0。',
    ),
    backoff: w('并发限制：退让', '`aimd`：一次丢弃之后限制剩下的比例。'),
    slowAfter: w('并发限制：慢的界限', '`aimd`：超过这个时间的应答等同于丢弃。'),
    tolerance: w('并发限制：容忍', '`gradient`：应答可以是长期平均的多少倍。'),
    longRun: w('并发限制：长期', '`gradient`：长期平均回看多少步。'),
    headroom: w('并发限制：余量', '`gradient`：可以排队的请求数，限制也按它增长。'),
    probeEvery: w('并发限制：重新探测', '`vegas`：每过限制的这么多倍的应答，重新求最短时间。'),
  },
};

export const admissionMetricsZh = {
  admitted: w('放行', '放进来的请求。'),
  rateLimited: w('超速拒绝', '被速率限制拒绝的请求。'),
  coalesced: w('合并', '等待另一个请求的应答的请求。'),
  shed: w('卸载', '因负载过大而拒绝的请求。'),
  overLimit: w('超过并发', '因在此的请求已达限制而拒绝的请求。'),
  concurrencyLimit: w('并发限制', '可以同时在此的请求数。'),
  delayed: w('门前等待', '速率限制放行、但还要等一会儿的请求。'),
};

export const admissionChoicesZh: Readonly<Record<string, string>> = {
  'leaky-bucket': '超出速率的请求被放慢到该速率，超过突发的被拒绝（nginx）。',
  'fixed-window': '时钟的每个窗口这么多；窗口交替时可达两倍。',
  'sliding-log': '任何一个窗口里这么多，不论从何时算起：保存所有请求的时间。',
  'sliding-counter': '近似任何一个窗口：两个计数器，旧的逐渐减轻（Cloudflare）。',
  'distributed-window': '几方一起计数的固定窗口，不时互相告知。',
  gradient: '应答比长期更慢时减少（Netflix 的 Gradient2）。',
  vegas: '按超出最短时间推算的排队数调整（TCP Vegas，Netflix）。',
  aimd: '每个成功应答加一，丢弃后按比例减少（Netflix）。',
  key: '请求所关乎的对象：它的键，也代表提问者。',
  caller: '发来请求的实例，如同按其地址。',
  class: '它的请求类别。',
  unsaid: '什么也不说。',
  'whole-seconds': '向上取整的秒数：`Retry-After` 头（RFC 9110 第 10.2.3 节）。',
  exact: '确切的时间，如 gRPC 的 pushback。',
};
