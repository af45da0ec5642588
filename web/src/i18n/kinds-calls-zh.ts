import { w } from './words.ts';

/** Settings of whoever calls: retries, and what guards them. */
export const callParams = {
  timeout: w('超时', '客户端对每次尝试等待多久；不设则一直等。'),
  deadline: w('截止时间', '整个请求的时间，包括重试。它随请求传递：时间已到的请求，服务器不会开始。'),
  cancel: w('取消', '不再有人等待应答时告知被调用方，使其停止（gRPC 取消，HTTP/2 的 RST_STREAM）。'),
  retry: {
    ...w('重试', '失败的尝试是否以及何时再试。'),
    policy: w('重试：策略', '再次尝试之前等待多久。'),
    attempts: w('重试：次数', '一个请求最多尝试几次，包括第一次。'),
    base: w('重试：基数', '第二次尝试之前的等待。'),
    cap: w('重试：上限', '最长的等待。'),
    jitter: w('重试：抖动', '等待时间如何随机分散。'),
    respectRetryAfter: w('重试：遵守 Retry-After', '是否不早于拒绝者所要求的时间再来。'),
  },
  hedge: {
    ...w('对冲', '第一次尝试还没有应答时再问一次；以最先到的成功应答为准。'),
    policy: w('对冲：策略', '等待多久之后也问另一个。'),
    delay: w('对冲：延迟', '`fixed`、`tied`：等待的时间。`quantile`：见到五十个应答之前的等待。'),
    quantile: w('对冲：分位数', '`quantile`：发出对冲之前已结束的首次尝试所占比例。'),
    most: w('对冲：次数', '一个请求最多对冲几次。'),
  },
  retryBudget: {
    ...w('重试预算', '对所有请求合计，在首次尝试之外还可以发出多少。'),
    policy: w('重试预算：策略', '重试的代价，由谁支付。'),
    share: w('重试预算：比例', '`ratio`：每个请求的重试数；`active-share`：每个进行中的请求的重试数。'),
    window: w('重试预算：窗口', '`ratio`：过了这段时间，请求和重试都被忘记。'),
    minPerSecond: w('重试预算：每秒保底', '`ratio`：每秒总是允许的重试数。'),
    minConcurrency: w('重试预算：同时保底', '`active-share`：总是允许同时进行的重试数。'),
    maxTokens: w('重试预算：令牌', '`token-bucket`：开始时和最多的令牌数；降到一半时停止重试。'),
    tokenRatio: w('重试预算：返还', '`token-bucket`：每次失败取走一个令牌，每个成功应答返还多少。'),
  },
  breaker: {
    ...w('断路器', '当太多调用失败或缓慢时停止发送。'),
    window: w('断路器：窗口', '回看什么。'),
    calls: w('断路器：调用数', '`count-window`：回看多少次调用。'),
    span: w('断路器：时长', '`time-window`：回看多少整秒。'),
    minimumCalls: w('断路器：最少调用', '少于这个数就不作判断。'),
    failureRate: w('断路器：失败率', '失败的调用达到这个比例就断开。'),
    slowAfter: w('断路器：慢的界限', '超过这个时间的调用算慢。'),
    slowRate: w('断路器：慢调用率', '慢的调用达到这个比例就断开。'),
    openFor: w('断路器：断开时长', '多长时间什么都不放行。'),
    probes: w('断路器：试探', '之后放行多少次调用来查看情况。'),
  },
  throttle: {
    ...w('客户端限流', '当许多请求被拒绝时，自己先留住一部分。'),
    multiplier: w('客户端限流：倍数', 'K：每个被接受的请求最多发出多少；越小越严。'),
    window: w('客户端限流：窗口', '统计请求和成功应答的时间。'),
  },
};

export const callMetrics = {
  retries: w('重试', '失败之后的再次尝试。'),
  hedges: w('对冲', '在一次尚未应答的尝试之外再发出的尝试。'),
  hedgesWon: w('对冲获胜', '由对冲最先应答的请求。'),
  budgetExhausted: w('预算用尽', '因预算用完而放弃的尝试。'),
  circuitOpen: w('断路器', '0 为闭合，50 % 为半开，100 % 为断开。'),
  shortCircuited: w('被断路', '因断路器断开而没有发出的尝试。'),
  throttled: w('被限流', '调用方自己留住的尝试。'),
};

const { throttled: throttledCalls, ...others } = callMetrics;

/** Of the calls of a server; its processor may be throttled, too. */
export const protectedCallsMetrics = { ...others, throttledCalls };
