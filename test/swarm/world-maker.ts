import fc from 'fast-check';
import { balancers } from '../../sim-core/policy/balancing/index.ts';
import { disciplineNamed, disciplines } from '../../sim-core/policy/queueing/index.ts';
import { scalers } from '../../sim-core/policy/scaling/index.ts';

/** A scenario text drawn at random: traffic that ends, faults that end, and time left over to recover in. */
export const DURATION = 40;
const TRAFFIC_ENDS = 18;
const FAULTS_END = 24;

const policy = fc.constantFrom(...balancers.map(({ name }) => name));
const viewAge = fc.constantFrom('', '', '', ', viewAge: 50ms', ', viewAge: 2s');
/** Sometimes the replicas of `app` come and go, briskly enough to do so several times within a run. */
const scaler = fc.option(
  fc.record({
    policy: fc.constantFrom(...scalers.map(({ name }) => name)),
    boot: fc.constantFrom('0s', '500ms', 'exponential 2s'),
    grace: fc.constantFrom('0s', '300ms', '10s'),
    warmUp: fc.constantFrom('', ', warmUp: { for: 2s, times: 3 }'),
    pool: fc.constantFrom('', ', pool: { cores: 4, max: 2, provisioning: 1s, idle: 2s, costPerHour: 1 }'),
  }),
  { nil: null },
);
const latency = fc.constantFrom(
  '0s',
  '1ms',
  'exponential 2ms',
  'lognormal p50 1ms p99 20ms',
  'uniform 1ms 30ms',
);
const service = fc.constantFrom(
  '1ms',
  'exponential 10ms',
  'lognormal 8ms cv 2',
  'hyperexponential 5ms scv 9',
);
/** What may stand between clients and whom they call. */
const GUARDS = [
  '',
  '\n    retryBudget: { share: 10%, minPerSecond: 1 }',
  '\n    retryBudget: { policy: token-bucket }',
  '\n    retryBudget: { policy: active-share }',
  '\n    breaker: { window: time-window, span: 2s, minimumCalls: 10, openFor: 500ms }',
  '\n    throttle: { window: 5s }',
] as const;

/** What may stand at the door of balancer and servers. */
const LIMITS = [
  '',
  '',
  ', rateLimit: { rate: 40/s, burst: 10, retryAfter: exact }',
  ', rateLimit: { policy: leaky-bucket, rate: 60/s, burst: 20, delay: 5 }, keyLimit: { policy: sliding-log, rate: 2/s, window: 3s }',
  ', keyLimit: { per: class, policy: sliding-counter, rate: 30/s, retryAfter: whole-seconds }',
  ', keyLimit: { per: caller, policy: fixed-window, rate: 50/s }',
  ', rateLimit: { policy: distributed-window, rate: 50/s, sync: 300ms, sharedAs: all }',
  ', coalesce: true, shed: [{ priority: 1, held: 10, latency: 100ms }, { held: 60 }]',
  ', concurrency: { policy: gradient, limit: 20, min: 4, over: 100ms }',
  ', coalesce: true, concurrency: { policy: vegas, limit: 5 }, rateLimit: { policy: leaky-bucket, rate: 90/s, burst: 30 }',
  ', concurrency: { policy: aimd, limit: 10, min: 1, slowAfter: 50ms }, shed: [{ queue: 5 }]',
] as const;
const limit = fc.constantFrom(...LIMITS);

const disturbance = fc.constantFrom(
  '',
  '',
  '',
  'garbageCollection: { youngGeneration: 8MB, allocation: 1MB, pause: exponential 30ms }, ',
  'noisyNeighbour: { share: 100%, busy: exponential 300ms, idle: exponential 2s }, ',
  'cpuLimit: { cores: 0.4 }, coldStart: { boot: 1s, warmUp: 3s }, ',
  'nic: 300kbit/s, disk: { iops: 100/s, queue: 20, classes: { put: { operations: 3 } } }, ',
  'memoryBase: 50MB, memoryPerRequest: 10MB, memoryLimit: 120MB, memoryLeak: 100kB, restartAfter: 1s, ',
);
/** Work that goes on by itself: whose worker is too slow for the timeout at times, so that jobs are done twice. */
const jobs = fc.option(
  fc.record({
    workers: fc.integer({ min: 1, max: 3 }),
    prefetch: fc.integer({ min: 1, max: 4 }),
    visibilityTimeout: fc.constantFrom('200ms', '2s'),
    requeue: fc.constantFrom('at-once', 'after-timeout'),
    overflow: fc.constantFrom('reject', 'drop-oldest'),
    delay: fc.constantFrom('0s', '300ms'),
    durable: fc.boolean(),
  }),
  { nil: null },
);
const discipline = fc.constantFrom(...disciplines.map(({ name }) => name));
const patience = fc.constantFrom('', '', 'queueTimeout: 100ms, ', 'queueTimeout: exponential 300ms, ');
const bulkheads = fc.constantFrom(
  '',
  '',
  'bulkheads: { put: { queue: 5 } }, ',
  'bulkheads: { get: { queue: 0 } }, ',
);

interface Disciplined {
  readonly discipline: string;
  readonly patience: string;
  readonly bulkheads: string;
  readonly queue: number;
  readonly tasks: number;
}

/** Of what was drawn, what goes together. */
function disciplineText({
  discipline: name,
  patience: timeout,
  bulkheads: walls,
  queue,
  tasks,
}: Disciplined): string {
  const { isPreemptive, isShared } = disciplineNamed(name);
  const isWhole = isPreemptive === true || isShared === true;
  const bound = queue > 5 && !isWhole && walls !== '' ? walls : '';
  const split = isWhole || bound !== '' ? 1 : tasks;
  const waits = queue > 0 && isShared !== true ? timeout : '';
  return `discipline: ${name}, ${waits}${bound}queue: ${queue}, tasks: ${split}`;
}
/** How the calls of `app` to `store` are made. */
const storeCall = fc.constantFrom(
  '',
  '',
  '',
  ', retry: { base: 20ms, jitter: full }, retryBudget: { share: 10%, minPerSecond: 1 }',
  ', retry: { policy: fixed, attempts: 2, base: 50ms }, breaker: { calls: 20, minimumCalls: 10, openFor: 500ms }',
  ', hedge: { policy: fixed, delay: 30ms }, throttle: { window: 5s }, retryBudget: { policy: active-share }',
  ', hedge: { policy: tied, delay: 5ms, most: 2 }, breaker: { window: time-window, span: 2s, minimumCalls: 10, openFor: 1s }',
);
const jitter = fc.constantFrom('none', 'full', 'equal', 'decorrelated');
const replication = fc.constantFrom('asynchronous', 'semi-synchronous', 'synchronous');

const fault = fc
  .record({
    at: fc.integer({ min: 0, max: FAULTS_END - 6 }),
    lasts: fc.integer({ min: 1, max: 6 }),
    what: fc.constantFrom(
      'crash: app',
      'crash: any of app',
      'crash: any of app, machine: true',
      'crash: front',
      'crash: web',
      'crash: scaler',
      'crash: leader of store',
      'crash: leader of store, machine: true',
      'crash: any of store',
      'slow: app, times: 50',
      'slow: any of store, times: 20',
      'partition: app <-> store',
      'partition: leader of store',
      'partition: front -> app',
      'delay: web <-> front, by: exponential 200ms',
      'drop: front <-> app, share: 30%',
      'drop: store <-> store, share: 20%',
      'zone-outage: a',
      'crash: jobs',
      'crash: any of hands',
      'crash: any of hands, machine: true',
      'drop: jobs <-> hands, share: 40%',
      'slow: any of hands, times: 30',
    ),
  })
  .map(({ at, lasts, what }) => `  - { at: ${at}s, for: ${lasts}s, ${what} }`);

/** Clients whose tied requests reach replicas of `app`. */
function twice(cancel: boolean): string {
  return `  twice:
    kind: users
    users: 5
    think: exponential 300ms
    target: front
    timeout: 600ms
    cancel: ${cancel}
    hedge: { policy: tied, delay: 5ms }
`;
}

interface DrawnQueue {
  readonly workers: number;
  readonly prefetch: number;
  readonly visibilityTimeout: string;
  readonly requeue: string;
  readonly overflow: string;
  readonly delay: string;
  readonly durable: boolean;
}

function queueText(s: DrawnQueue): string {
  return `  shop:
    kind: source
    target: jobs
    rate: { profile: ramp, from: 20/s, to: 0/s, start: ${TRAFFIC_ENDS}s, over: 1ms }
  jobs:
    { kind: work-queue, workers: hands, prefetch: ${s.prefetch}, visibilityTimeout: ${s.visibilityTimeout}, maxReceives: 4,
      requeue: ${s.requeue}, overflow: ${s.overflow}, queue: 30, delay: ${s.delay}, durable: ${s.durable}, writeTime: 1ms,
      deadLetters: letters, reconnect: 300ms }
  hands: { kind: server, replicas: ${s.workers}, service: exponential 60ms, calls: [{ to: store, timeout: 1s }] }
  letters: { kind: work-queue }
`;
}

interface Drawn {
  readonly policy: string;
  readonly boot: string;
  readonly grace: string;
  readonly warmUp: string;
  readonly pool: string;
}

function scalerText({ policy, boot, grace, warmUp, pool }: Drawn): string {
  const schedule = '[{ at: 0s, replicas: 1 }, { at: 3s, replicas: 2 }, { at: 5s, replicas: 1 }]';
  return `  scaler:
    { kind: autoscaler, scales: app, policy: ${policy}, interval: 700ms, scrape: 500ms, lag: 100ms, stepWarmUp: 2s,
      boot: ${boot}, grace: ${grace}, backlog: 3, scaleIn: { window: 2s }, initialisation: 1s,
      schedule: ${schedule}, scheduleEvery: 7s, forecast: { season: 4s, parts: 4 }${warmUp}${pool} }
`;
}

export const swarm = fc
  .record({
    rate: fc.integer({ min: 1, max: 300 }),
    policy,
    viewAge,
    latency,
    service,
    disturbance,
    jitter,
    replication,
    storeCall,
    scaler,
    jobs,
    apps: fc.integer({ min: 2, max: 5 }),
    cores: fc.integer({ min: 1, max: 4 }),
    queue: fc.integer({ min: 0, max: 60 }),
    tasks: fc.integer({ min: 1, max: 3 }),
    discipline,
    patience,
    bulkheads,
    stores: fc.constantFrom(1, 2, 3, 5),
    attempts: fc.integer({ min: 2, max: 4 }),
    fencing: fc.boolean(),
    shipEvery: fc.constantFrom('0s', '100ms'),
    reads: fc.constantFrom('leader', 'any'),
    users: fc.integer({ min: 0, max: 20 }),
    guard: fc.constantFrom(...GUARDS),
    frontLimit: limit,
    appLimit: limit,
    respect: fc.boolean(),
    cancel: fc.boolean(),
    hedge: fc.constantFrom(
      '',
      ', hedge: { policy: fixed, delay: 20ms, most: 2 }',
      ', hedge: {}',
      ', hedge: { policy: tied, delay: 5ms }',
    ),
    faults: fc.array(fault, { maxLength: 5 }),
  })
  .map((s) => ({
    ...s,
    faults: s.faults.filter(
      (text) =>
        (s.scaler !== null || !text.includes('scaler')) && (s.jobs !== null || !/jobs|hands/.test(text)),
    ),
  }))
  .map(
    (s) => `brownout: 1
title: Swarm
duration: ${DURATION}s
warmup: none
zones: [a, b]
nodes:
  web:
    kind: source
    target: front
    rate: { profile: ramp, from: ${s.rate}/s, to: 0/s, start: ${TRAFFIC_ENDS}s, over: 1ms }
    classes:
      put: { share: 40%, op: write, work: exponential 5ms, key: zipf 1.0 of 1k }
      get: { share: 60%, op: read, work: exponential 2ms, key: uniform of 1k }
    timeout: 700ms
    cancel: ${s.cancel}
    retry: { policy: exponential-backoff, attempts: ${s.attempts}, base: 20ms, cap: 500ms, jitter: ${s.jitter}, respectRetryAfter: ${s.respect} }${s.guard}
  people: { kind: users, users: ${s.users}, think: exponential 500ms, target: store, timeout: 400ms, cancel: ${s.cancel}${s.hedge} }
${s.hedge.includes('tied') ? twice(s.cancel) : ''}  front: { kind: load-balancer, policy: ${s.policy}, backends: app, timeout: 500ms${s.viewAge}${s.frontLimit} }
  app:
    { kind: server, replicas: ${s.apps}, cores: ${s.cores}, ${disciplineText(s)}, service: ${s.service},
      ${s.disturbance}zones: [a, b], calls: [{ to: store, timeout: 300ms, cancel: ${s.cancel}${s.storeCall} }]${s.appLimit} }
${s.scaler === null ? '' : scalerText(s.scaler)}${s.jobs === null ? '' : queueText(s.jobs)}  store:
    { kind: replicated-store, replicas: ${s.stores}, zones: [a, b], replication: ${s.replication}, detectAfter: 1s,
      fencing: ${s.fencing}, shipEvery: ${s.shipEvery}, reads: ${s.reads} }
network: { default: { latency: ${s.latency} } }
faults:${s.faults.length === 0 ? ' []' : `\n${s.faults.join('\n')}`}
`,
  );
