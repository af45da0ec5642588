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
};

export const admissionMetricsZh = {
  admitted: w('放行', '放进来的请求。'),
  rateLimited: w('超速拒绝', '被速率限制拒绝的请求。'),
  delayed: w('门前等待', '速率限制放行、但还要等一会儿的请求。'),
};

export const admissionChoicesZh: Readonly<Record<string, string>> = {
  'leaky-bucket': '超出速率的请求被放慢到该速率，超过突发的被拒绝（nginx）。',
  'fixed-window': '时钟的每个窗口这么多；窗口交替时可达两倍。',
  'sliding-log': '任何一个窗口里这么多，不论从何时算起：保存所有请求的时间。',
  'sliding-counter': '近似任何一个窗口：两个计数器，旧的逐渐减轻（Cloudflare）。',
  'distributed-window': '几方一起计数的固定窗口，不时互相告知。',
  key: '请求所关乎的对象：它的键，也代表提问者。',
  caller: '发来请求的实例，如同按其地址。',
  class: '它的请求类别。',
  unsaid: '什么也不说。',
  'whole-seconds': '向上取整的秒数：`Retry-After` 头（RFC 9110 第 10.2.3 节）。',
  exact: '确切的时间，如 gRPC 的 pushback。',
};
