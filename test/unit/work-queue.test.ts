import { describe, expect, it } from 'vitest';
import { WorkQueue } from '../../sim-core/model/messaging/work-queue.ts';
import { Run } from '../../sim-core/run/run.ts';
import { loadScenario } from '../../sim-core/scenario/index.ts';

/** A job every second from 0 on for as long as `until`, and workers that need 100 ms unless told otherwise. */
interface Setup {
  readonly queue?: string;
  readonly worker?: string;
  readonly more?: string;
  readonly faults?: string;
  readonly rate?: string;
  readonly until?: number;
}

const DURATION = 60;

function start({ queue = '', worker = '', more = '', faults = '', rate = '1/s', until = 10 }: Setup): Run {
  const text = `brownout: 1
title: Jobs
duration: ${DURATION}s
warmup: none
nodes:
  shop:
    kind: source
    target: jobs
    arrivals: constant
    rate: { profile: ramp, from: ${rate}, to: 0/s, start: ${until + 0.5}s, over: 1ms }
    classes: { order: { work: 100ms, size: 0B, replySize: 0B } }
  jobs: { kind: work-queue, workers: worker, ${queue} }
  worker: { kind: server, ${worker} }
${more}
faults:${faults === '' ? ' []' : `\n${faults}`}
`;
  const { scenario, problems } = loadScenario(text);
  if (scenario === null) throw new Error(JSON.stringify(problems, null, 1));
  return new Run(scenario);
}

function queueOf(run: Run, id = 'jobs'): WorkQueue {
  const place = run.world.places.find((one) => one.id === id)!;
  return run.world.simulation.components[place.address] as WorkQueue;
}

/** Plays to the end, where all must be well. */
function play(setup: Setup): { run: Run; queue: WorkQueue; figures: Record<string, number> } {
  const run = start(setup);
  run.advance(DURATION);
  expect(run.report().problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const queue = queueOf(run);
  const { enqueued, delivered, redelivered, completed, duplicates, deadLetters, dropped, lost } = queue.core;
  const figures = { enqueued, delivered, redelivered, completed, duplicates, deadLetters, dropped, lost };
  return { run, queue, figures: { ...figures, expired: queue.expired, held: queue.held } };
}

/** What differs from ten jobs, each handed out and done once. */
function different(figures: Record<string, number>): Record<string, number> {
  const plain: Record<string, number> = { enqueued: 10, delivered: 10, completed: 10 };
  return Object.fromEntries(Object.entries(figures).filter(([name, value]) => value !== (plain[name] ?? 0)));
}

describe('a work queue', () => {
  it('answers at once, whatever becomes of the job', () => {
    const { run, queue, figures } = play({ worker: 'service: 3s' });
    expect(different(figures)).toEqual({});
    const { shop } = run.report().clients;
    expect([shop.completed, shop.latency.max]).toEqual([10, 0]);
    // The last of ten jobs, one a second, is begun when nine times three seconds are over.
    expect(queue.latency.first[9]).toBeCloseTo(1 + 30 - 10, 9);
    expect(run.world.requests.live).toBe(0);
  });

  it('keeps new jobs back for a while, and takes its time to write them', () => {
    const { run, queue } = play({ queue: 'delay: 5s, writeTime: 20ms' });
    expect(run.report().clients.shop.latency.max).toBeCloseTo(0.02, 9);
    expect(queue.latency.first.slice(0, 10).every((time) => Math.abs(time - 5.1) < 1e-9)).toBe(true);
  });

  it('hands a job out again when its worker is too slow, and counts what is done twice', () => {
    // Each has it for half a second too long, so it is handed out until it has had its chances, and done every time.
    const { queue, figures } = play({
      queue: 'visibilityTimeout: 1s, maxReceives: 3',
      worker: 'replicas: 2, service: 1500ms',
      until: 1,
    });
    expect(figures).toMatchObject({ enqueued: 1, delivered: 3, redelivered: 2, completed: 1, expired: 3 });
    expect(figures).toMatchObject({ duplicates: 2, deadLetters: 1, held: 0 });
    expect(queue.latency.first[0]).toBeCloseTo(1.5, 9);
  });

  it('gives a job up that was handed out too often, and sends it on', () => {
    const { run, figures } = play({
      queue: 'visibilityTimeout: 1s, maxReceives: 3, deadLetters: letters',
      worker: 'replicas: 4, service: 30s',
      more: '  letters: { kind: work-queue }',
      until: 1,
    });
    expect(figures).toMatchObject({ enqueued: 1, delivered: 3, deadLetters: 1, held: 0, completed: 0 });
    expect(queueOf(run, 'letters').held).toBe(1);
    expect(run.report().moments.map(({ kind }) => kind)).toContain('first-dead-letter');
  });

  it('says that dead letters are lost when nobody takes them', () => {
    const { queue } = play({
      queue: 'visibilityTimeout: 1s, maxReceives: 1, deadLetters: letters',
      worker: 'service: 5s',
      more: '  letters: { kind: work-queue }',
      faults: '  - { at: 0s, crash: letters }',
      until: 2,
    });
    expect([queue.core.deadLetters, queue.lostJobs]).toEqual([2, 2]);
  });

  it('is bounded: it turns new jobs away, or drops old ones', () => {
    const slow = { worker: 'service: 20s', queue: 'queue: 2, visibilityTimeout: 10min' };
    const { run, queue } = play(slow);
    expect([queue.rejected, queue.core.enqueued]).toEqual([7, 3]);
    expect(run.report().clients.shop.failed).toEqual({ rejected: 7 });
    const dropping = play({ ...slow, queue: `${slow.queue}, overflow: drop-oldest` });
    expect(dropping.figures).toMatchObject({ enqueued: 10, dropped: 7, completed: 2, held: 1 });
  });

  it('lets each worker hold as many jobs as it may prefetch', () => {
    const most = (queue: string) => {
      const run = start({ queue, worker: 'cores: 2, service: 50s', until: 8 });
      run.advance(9);
      return queueOf(run).cores.busy;
    };
    expect([most(''), most('prefetch: 1'), most('prefetch: 5')]).toEqual([2, 1, 5]);
  });
});

describe('a worker that dies', () => {
  const crash = '  - { at: 3050ms, for: 10s, crash: worker-1 }';
  const two = 'replicas: 2, service: 900ms';

  it('has its job handed out at once to somebody else, where a broken connection is noticed', () => {
    const { queue, figures } = play({ worker: two, faults: crash });
    expect(different(figures)).toMatchObject({ delivered: 11, redelivered: 1 });
    expect(figures.duplicates).toBe(0);
    expect(Math.max(...queue.latency.first)).toBeLessThan(2);
  });

  it('has it handed out when the visibility timeout is over, where nobody tells the queue', () => {
    const { queue, figures } = play({
      worker: two,
      faults: crash,
      queue: 'requeue: after-timeout, visibilityTimeout: 7s',
    });
    expect(different(figures)).toMatchObject({ delivered: 11, redelivered: 1, expired: 1 });
    expect(Math.max(...queue.latency.first)).toBeGreaterThan(7);
  });

  it('says nothing when its machine is gone, and is a new one when it is back', () => {
    const gone = '  - { at: 3050ms, for: 10s, crash: worker, machine: true }';
    const { queue, figures } = play({
      worker: 'service: 900ms',
      faults: gone,
      queue: 'visibilityTimeout: 5s',
    });
    expect(different(figures)).toMatchObject({ expired: 1, redelivered: 1 });
    expect(queue.cores).toEqual({ busy: 0, count: 1 });
  });

  it('takes its time to connect again', () => {
    const { queue } = play({
      worker: 'service: 100ms',
      faults: crash.replace('-1', ''),
      queue: 'reconnect: 4s',
    });
    // Down at 3.05 s with the job of 3 s in its hands, up at 13.05 s; it tries at 7.05, 11.05 and 15.05 s.
    expect(Math.max(...queue.latency.first)).toBeCloseTo(15.05 + 0.1 - 3, 6);
  });

  it('frees its place when an answer is lost on the way', () => {
    const drop = '  - { at: 2500ms, for: 1s, drop: worker -> jobs, share: 100% }';
    const { figures } = play({ worker: 'service: 100ms', faults: drop, queue: 'visibilityTimeout: 3s' });
    expect(figures).toMatchObject({ enqueued: 10, expired: 1, redelivered: 1, completed: 10, held: 0 });
  });
});

describe('a queue that crashes', () => {
  const crash = '  - { at: 4050ms, for: 2s, crash: jobs }';
  const slow = { worker: 'service: 2s', faults: crash };

  it('keeps its jobs when it is durable; what was handed out is done twice', () => {
    const { run, figures } = play(slow);
    // Two producers find it down.
    expect(run.report().clients.shop.failed).toEqual({ refused: 2 });
    expect(figures).toMatchObject({ enqueued: 8, completed: 8, lost: 0, redelivered: 1, held: 0 });
    expect(figures.delivered).toBe(9);
    // The answer to the first delivery found nobody; one that comes after the restart is heard.
    expect(figures.duplicates).toBe(0);
    const short = play({ ...slow, faults: crash.replace('for: 2s', 'for: 500ms') });
    expect(short.figures).toMatchObject({ redelivered: 1, duplicates: 1 });
  });

  it('loses them when it is not', () => {
    const { run, figures } = play({ ...slow, queue: 'durable: false' });
    // Four had come by then, one of them done and one in work: its late answer is of a job that is gone.
    expect(figures).toMatchObject({ enqueued: 8, lost: 3, completed: 5 });
    expect(run.report().moments.map(({ kind }) => kind)).toContain('jobs-lost');
  });

  it('keeps delayed jobs delayed', () => {
    const { queue } = play({ worker: 'service: 100ms', faults: crash, queue: 'delay: 10s' });
    const times = queue.latency.first.slice(0, 8);
    expect(times.every((time) => Math.abs(time - 10.1) < 1e-9)).toBe(true);
  });
});

describe('workers that come and go', () => {
  it('are as many as the backlog asks for', () => {
    const scaler = `  scaler:
    { kind: autoscaler, scales: worker, policy: queue-depth, workQueue: jobs, backlog: 5, interval: 1s, scrape: 1s, lag: 0s, boot: 1s,
      scaleIn: { window: 2s } }`;
    const { run, figures } = play({
      rate: '10/s',
      until: 20,
      worker: 'replicas: 20, service: 1s',
      more: scaler,
    });
    expect(figures).toMatchObject({ enqueued: 205, completed: 205, duplicates: 0 });
    const { scaler: report } = run.report().nodes;
    expect(report.metrics.scaledOut).toBeGreaterThan(8);
    expect(report.metrics.scaledIn).toBeGreaterThan(8);
  });

  it('are not counted by a scaler that watches something else', () => {
    const bad = (settings: string) =>
      loadScenario(`brownout: 1
title: Bad
nodes:
  shop: { kind: source, target: jobs, rate: 1/s }
  jobs: { kind: work-queue, workers: worker }
  worker: { kind: server, replicas: 2 }
  scaler: { kind: autoscaler, scales: worker, ${settings} }
`).problems.map(({ code }) => code);
    expect(bad('workQueue: jobs')).toEqual(['queue-not-watched']);
    expect(bad('workQueue: worker, policy: queue-depth')).toEqual(['not-a-work-queue']);
    expect(bad('workQueue: jobs, policy: queue-depth')).toEqual([]);
  });
});

describe('times of jobs', () => {
  it('are in the report, and may be asked for', () => {
    const { run } = play({ worker: 'service: 45ms', rate: '20/s', until: 30 });
    const { jobs, worker } = run.report().nodes;
    expect(jobs.latency!.count).toBe(610);
    expect(jobs.latency!.p50).toBeCloseTo(0.045, 9);
    expect(worker.latency).toBeUndefined();
    const objectives = (text: string) =>
      loadScenario(`brownout: 1
title: Times
nodes:
  shop: { kind: source, target: jobs, rate: 1/s }
  jobs: { kind: work-queue, workers: worker }
  worker: { kind: server }
expect: [${text}]
`).problems.map(({ code }) => code);
    expect(objectives('jobs.p99 < 3s, jobs.max < 1min, jobs.oldestAge < 5s, jobs.deadLetters == 0')).toEqual(
      [],
    );
    expect(objectives('jobs.goodput > 1/s')).toEqual(['unknown-metric']);
  });
});
