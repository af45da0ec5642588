/** M/M/1 at load 0.9: the mean time in the system is 100 ms. */
export const ONE_SERVER = `
brownout: 1
title: W1
duration: 1000s
nodes:
  clients: { kind: source, target: desk, rate: 90/s }
  desk: { kind: server, service: exponential 10ms, queue: 1M }
`;

/** The p99 of a lognormal with median 1 ms and σ 0.5 is 1 ms · exp(0.5 · 2.3263…) = 3.2002 ms. */
export const BALANCED = `
brownout: 1
title: W2
duration: 1000s
nodes:
  clients: { kind: source, target: front, rate: 3200/s }
  front: { kind: load-balancer, policy: least-connections, backends: api }
  api: { kind: server, replicas: 10, cores: 4, service: exponential 10ms, queue: 1M }
network:
  default: { latency: lognormal p50 1ms p99 3.2002ms }
`;

/** A timeout of 1 s over exponential services of 250 ms, on more cores than are ever busy: 1.8 % expire. */
export const TIMEOUTS = `
brownout: 1
title: W4
duration: 1000s
nodes:
  clients: { kind: source, target: desk, rate: 1000/s, timeout: 1s }
  desk: { kind: server, cores: 10000, service: exponential 250ms }
`;
